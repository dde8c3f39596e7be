/** What is part of something else and stands nowhere by itself: listeners and their rules, target groups, definitions, prefix lists. */
import { t } from "../i18n";
import type { Change } from "./changes";
import { refuse, type Context, type Plan } from "./context";
import { newTaskDefinition } from "./insert-compute";
import { freshId, plain } from "./names";
import { vpcIdOf } from "./network";
import { all, get, labelOf, type Design, type LoadBalancer, type Resource } from "./types";

const add = (resource: Resource): Change => ({ op: "add", resource });

/** The ports that a further listener is offered, in this order. */
const PORTS = [80, 443, 8080, 8443];
const PRIORITY_STEP = 10;

/** The load balancer that it was dropped onto, otherwise the only one. */
function balancerFor(design: Design, onto: Resource | undefined): LoadBalancer | null {
  if (onto?.type === "LoadBalancer") return onto;
  const [only, ...others] = all(design, "LoadBalancer");
  return only && others.length === 0 ? only : null;
}

/** A listener on the next free port, which forwards to what the load balancer's others do, or to a new target group. */
export function insertListener(design: Design, { onto }: Context): Plan {
  const balancer = balancerFor(design, onto);
  if (!balancer) return refuse(t("A listener belongs to a load balancer: drop it onto one."));
  const held = all(design, "Listener").filter((one) => one.load_balancer_arn === balancer.id);
  const taken = held.map((one) => one.port);
  const port = PORTS.find((one) => !taken.includes(one)) ?? Math.max(...taken.map((one) => one ?? 0)) + 1;
  const protocol = balancer.load_balancer_type === "network" ? "TCP" : "HTTP";
  const known = held.flatMap((one) => one.target_groups ?? []).slice(0, 1);
  const id = freshId(design, `${plain(balancer.id)}Listener`);
  const targets = freshId(design, `${plain(balancer.id)}TargetGroup`);
  const group = targetGroup(design, targets, balancer);
  return {
    changes: [
      ...(known.length > 0 ? [] : [add(group)]),
      add({
        type: "Listener",
        id,
        load_balancer_arn: balancer.id,
        port,
        protocol,
        target_groups: known.length > 0 ? known : [targets],
      }),
    ],
    select: id,
  };
}

/** A rule of the load balancer's first listener, with a target group of its own. */
export function insertListenerRule(design: Design, { onto }: Context): Plan {
  const balancer = balancerFor(design, onto);
  if (!balancer) return refuse(t("A listener rule belongs to a listener: drop it onto its load balancer."));
  if ((balancer.load_balancer_type ?? "application") !== "application")
    return refuse(t("{name} has no rules: only an Application Load Balancer's listeners have.", { name: labelOf(balancer) })); // prettier-ignore
  const listener = all(design, "Listener").find((one) => one.load_balancer_arn === balancer.id);
  if (!listener) return refuse(t("{name} has no listener yet: add one first.", { name: labelOf(balancer) }));
  const taken = all(design, "ListenerRule").filter((one) => one.listener_arn === listener.id).map((one) => one.priority ?? 0); // prettier-ignore
  const id = freshId(design, `${plain(listener.id)}Rule`);
  const targets = freshId(design, `${plain(balancer.id)}TargetGroup`);
  const priority = Math.max(0, ...taken) + PRIORITY_STEP;
  return {
    changes: [
      add(targetGroup(design, targets, balancer)),
      add({ type: "ListenerRule", id, listener_arn: listener.id, priority, target_groups: [targets] }),
    ],
    select: id,
  };
}

/** A target group of a VPC; dropped onto a service, the service registers its tasks there. */
export function insertTargetGroup(design: Design, { onto, vpc }: Context): Plan {
  const vpcId = vpc?.id ?? (onto ? vpcIdOf(design, onto) : null);
  if (!vpcId) return refuse(t("A target group belongs to a VPC: drop it into one."));
  const id = freshId(design, "TargetGroup");
  const changes = [add({ type: "TargetGroup", id, vpc_id: vpcId, port: 80, protocol: "HTTP", target_type: "ip" })];
  if (onto?.type !== "Service") return { changes, select: id };
  const container = get(design, "TaskDefinition", onto.task_definition)?.container_definitions?.find(
    (one) => (one.port_mappings?.length ?? 0) > 0,
  );
  const value = {
    target_group_arn: id,
    container_name: container?.name ?? null,
    container_port: container?.port_mappings?.[0]?.container_port ?? null,
  };
  return { changes: [...changes, { op: "connect", id: onto.id, property: "load_balancers", value }], select: id };
}

function targetGroup(design: Design, id: string, balancer: LoadBalancer): Resource {
  const protocol = balancer.load_balancer_type === "network" ? "TCP" : "HTTP";
  return { type: "TargetGroup", id, vpc_id: vpcIdOf(design, balancer), port: 80, protocol, target_type: "ip" };
}

export function insertCluster(design: Design): Plan {
  const id = freshId(design, "Cluster");
  return { changes: [add({ type: "Cluster", id })], select: id };
}

/** A task definition; dropped onto a service or a task, that runs it from now on. */
export function insertTaskDefinition(design: Design, { onto }: Context): Plan {
  const id = freshId(design, onto && "task_definition" in onto ? `${plain(onto.id)}TaskDefinition` : "TaskDefinition");
  const changes: Change[] = [add(newTaskDefinition(id, id))];
  if (onto && "task_definition" in onto) changes.push({ op: "set", id: onto.id, values: { task_definition: id } });
  return { changes, select: id };
}

export function insertPrefixList(design: Design): Plan {
  const id = freshId(design, "PrefixList");
  return { changes: [add({ type: "PrefixList", id, prefix_list_name: id, address_family: "ipv4", max_entries: 10 })], select: id }; // prettier-ignore
}
