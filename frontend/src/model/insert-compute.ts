/** New workloads, load balancers and destinations, with what they cannot be without. */
import { t } from "../i18n";
import type { Change } from "./changes";
import { refuse, type Context, type Plan } from "./context";
import { freshId } from "./names";
import { kindOfSubnet, routeTableOf, type SubnetKind } from "./network";
import { onePerZone } from "./placement";
import { all, labelOf, type Design, type Resource, type Subnet } from "./types";

const add = (resource: Resource): Change => ({ op: "add", resource });

/** A small public image, so that a new task definition is one that starts. */
const IMAGE = "public.ecr.aws/nginx/nginx:stable";
const CONTAINER = "app";
const CONTAINER_PORT = 80;
const CPU = "256";
const MEMORY = "512";

type WorkloadType = "Service" | "StandaloneTask" | "ScheduledTask";

/** The subnet that it was dropped into, or one of each zone of the VPC. */
function subnetsFor(design: Design, context: Context, preferred: readonly SubnetKind[]): Subnet[] | string {
  if (context.subnet) return [context.subnet];
  if (!context.vpc) return t("It stands in a subnet: drop it into one.");
  const chosen = onePerZone(design, context.vpc.id, preferred);
  return chosen.length > 0 ? chosen : t("{vpc} has no subnet yet: add one first.", { vpc: labelOf(context.vpc) });
}

export function insertWorkload(design: Design, context: Context, type: WorkloadType): Plan {
  const subnets = subnetsFor(design, context, ["private", "isolated"]);
  if (typeof subnets === "string") return refuse(subnets);
  const id = freshId(design, type);
  const [known] = all(design, "Cluster");
  const cluster = known?.id ?? freshId(design, "Cluster");
  const taskDefinition = freshId(design, `${id}TaskDefinition`);
  const isPublic = subnets.every((s) => kindOfSubnet(design, routeTableOf(design, s)) === "public");
  const common = {
    id,
    cluster,
    task_definition: taskDefinition,
    subnets: subnets.map((s) => s.id),
    ...(isPublic ? { assign_public_ip: "ENABLED" as const } : {}),
  };
  const schedule = { type: "ScheduledTask", schedule_expression: "rate(1 hour)", ...common } as const;
  const workload: Resource = type === "ScheduledTask" ? schedule : { type, ...common };
  const definition = newTaskDefinition(taskDefinition, id);
  return {
    changes: [...(known ? [] : [add({ type: "Cluster", id: cluster })]), add(definition), add(workload)],
    select: `${id}@${subnets[0]?.id ?? ""}`,
  };
}

/** A task definition of one small container that listens. */
export function newTaskDefinition(id: string, family: string): Resource {
  return {
    type: "TaskDefinition",
    id,
    family,
    cpu: CPU,
    memory: MEMORY,
    container_definitions: [{ name: CONTAINER, image: IMAGE, port_mappings: [{ container_port: CONTAINER_PORT }] }],
  };
}

export function insertInstance(design: Design, { subnet }: Context): Plan {
  if (!subnet) return refuse(t("An EC2 instance stands in a subnet: drop it into one."));
  const id = freshId(design, "Instance");
  const isPublic = kindOfSubnet(design, routeTableOf(design, subnet)) === "public";
  const address = isPublic ? { associate_public_ip_address: true } : {};
  return { changes: [add({ type: "Instance", id, subnet_id: subnet.id, ...address })], select: id };
}

export function insertLoadBalancer(design: Design, context: Context, type: "application" | "network"): Plan {
  const subnets = subnetsFor(design, context, ["public", "private"]);
  if (typeof subnets === "string") return refuse(subnets);
  const vpcId = subnets[0]?.vpc_id ?? null;
  const isPublic = subnets.every((s) => kindOfSubnet(design, routeTableOf(design, s)) === "public");
  const id = freshId(design, type === "application" ? "LoadBalancer" : "NetworkLoadBalancer");
  const group = freshId(design, `${id}SecurityGroup`);
  const targets = freshId(design, `${id}TargetGroup`);
  const protocol = type === "application" ? "HTTP" : "TCP";
  const port = CONTAINER_PORT;
  const from = isPublic ? "0.0.0.0/0" : (context.vpc?.cidr_block ?? "0.0.0.0/0");
  return {
    changes: [
      add({
        type: "SecurityGroup",
        id: group,
        vpc_id: vpcId,
        group_description: t("Clients of {name}", { name: id }),
        security_group_ingress: [{ ip_protocol: "tcp", from_port: port, to_port: port, cidr_ipv4: from }],
      }),
      add({
        type: "LoadBalancer",
        id,
        load_balancer_type: type,
        scheme: isPublic ? "internet-facing" : "internal",
        subnets: subnets.map((s) => s.id),
        security_groups: [group],
      }),
      add({ type: "TargetGroup", id: targets, vpc_id: vpcId, port, protocol, target_type: "ip" }),
      add({
        type: "Listener",
        id: freshId(design, `${id}Listener`),
        load_balancer_arn: id,
        port,
        protocol,
        target_groups: [targets],
      }),
    ],
    select: `${id}@${subnets[0]?.id ?? ""}`,
  };
}

export function insertFileSystem(design: Design, context: Context): Plan {
  const id = freshId(design, "FileSystem");
  const subnets = context.subnet
    ? [context.subnet]
    : context.vpc
      ? onePerZone(design, context.vpc.id, ["isolated", "private"])
      : [];
  const mounts = mountTargets(design, id, subnets);
  return { changes: [add({ type: "FileSystem", id }), ...mounts.changes], select: mounts.first ?? id };
}

/** Mount targets of a file system in these subnets. */
export function mountTargets(
  design: Design,
  fileSystemId: string,
  subnets: readonly Subnet[],
): { changes: Change[]; first: string | null } {
  const ids: string[] = [];
  const changes = subnets.map((subnet) => {
    const id = freshId(design, `${fileSystemId}MountTarget`, ids);
    ids.push(id);
    return add({ type: "MountTarget", id, file_system_id: fileSystemId, subnet_id: subnet.id });
  });
  return { changes, first: ids[0] ?? null };
}

export function insertDatabase(design: Design, context: Context): Plan {
  const subnets = subnetsFor(design, context, ["isolated", "private"]);
  if (typeof subnets === "string") return refuse(subnets);
  const id = freshId(design, "Database");
  const resource: Resource = {
    type: "Database",
    id,
    engine: "postgres",
    port: 5432,
    subnets: subnets.map((s) => s.id),
  };
  return { changes: [add(resource)], select: `${id}@${subnets[0]?.id ?? ""}` };
}

export function insertExternalHost(design: Design, context: Context): Plan {
  if (context.vpc) return refuse(t("An external host is outside AWS: drop it outside every VPC."));
  const id = freshId(design, "ExternalHost");
  return { changes: [add({ type: "ExternalHost", id })], select: id };
}
