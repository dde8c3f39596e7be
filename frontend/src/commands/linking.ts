/** What is linked to what, without a pointer: route tables and network ACLs of a subnet, security groups, gateways, placements. */
import { t } from "../i18n";
import type { Change } from "../model/changes";
import { associate, attachSecurityGroup } from "../model/insert-network";
import {
  networkAclOf,
  placementField,
  placementsOf,
  routeTableOf,
  securityGroupField,
  vpcIdOf,
} from "../model/network";
import { all, fieldOf, get, labelOf, type Design, type Resource, type Subnet } from "../model/types";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";
import { announce, useView } from "../state/view";
import type { Command } from "./command";

/** Beyond this many the commands would hide all others. */
const MOST = 100;

export function linkingCommands(): Command[] {
  const { design } = useDesign.getState();
  const { selected } = useView.getState();
  const resource = selected.length === 1 ? design.resources[selected[0] ?? ""] : undefined;
  if (!resource) return [];
  return [
    ...(resource.type === "Subnet" ? subnetCommands(design, resource) : []),
    ...gatewayCommands(design, resource),
    ...placementCommands(design, resource),
    ...groupCommands(design, resource),
  ].slice(0, MOST);
}

function link(id: string, title: string, words: string, changes: readonly Change[]): Command {
  return {
    id: `link-${id}`,
    group: "arrange",
    title,
    words,
    run: () => void (applyChanges(title, changes) && announce(title)),
  };
}

function subnetCommands(design: Design, subnet: Subnet): Command[] {
  const name = labelOf(subnet);
  const of = (type: "RouteTable" | "NetworkAcl") => {
    const now = type === "RouteTable" ? routeTableOf(design, subnet) : networkAclOf(design, subnet);
    const isOwn = now?.associations?.some((a) => a.subnet_id === subnet.id) ?? false;
    const others = all(design, type).filter((one) => one.vpc_id === subnet.vpc_id && one.id !== now?.id);
    const words = type === "RouteTable" ? "route table associate routes" : "network acl associate filter";
    const text = (to: string) =>
      type === "RouteTable" ? t("Route {name} by {to}", { name, to }) : t("Filter {name} by {to}", { name, to });
    const found = others.map((one) => link(`${type}-${one.id}`, text(labelOf(one)), words, associate(design, type, subnet, one.id))); // prettier-ignore
    if (!isOwn) return found;
    const title =
      type === "RouteTable"
        ? t("Route {name} by its VPC's main route table", { name })
        : t("Filter {name} by its VPC's default network ACL", { name });
    return [...found, link(`${type}-default`, title, words, associate(design, type, subnet, null))];
  };
  return [...of("RouteTable"), ...of("NetworkAcl")];
}

function gatewayCommands(design: Design, resource: Resource): Command[] {
  if (resource.type !== "InternetGateway" && resource.type !== "VpnGateway") return [];
  const vpc = get(design, "Vpc", resource.vpc_id);
  if (!vpc) return [];
  const title = t("Detach {name} from {vpc}", { name: labelOf(resource), vpc: labelOf(vpc) });
  return [link("detach", title, "gateway take out", [{ op: "set", id: resource.id, values: { vpc_id: null } }])];
}

/** Out of one of several subnets; what stands in one only is moved or deleted. */
function placementCommands(design: Design, resource: Resource): Command[] {
  const field = placementField(resource);
  const held = placementsOf(resource);
  if (!field?.many || held.length < 2) return [];
  return held.flatMap((id) => {
    const subnet = get(design, "Subnet", id);
    if (!subnet) return [];
    const title = t("Take {name} out of {subnet}", { name: labelOf(resource), subnet: labelOf(subnet) });
    const change: Change = { op: "disconnect", id: resource.id, property: field.name, value: id };
    return [link(`out-${id}`, title, "remove placement subnet", [change])];
  });
}

function groupCommands(design: Design, resource: Resource): Command[] {
  const property = securityGroupField(resource);
  if (!property) return [];
  const held = (fieldOf(resource, property) as readonly string[] | undefined) ?? [];
  const vpc = vpcIdOf(design, resource);
  return all(design, "SecurityGroup").flatMap((group) => {
    const names = { name: labelOf(resource), group: labelOf(group) };
    if (held.includes(group.id)) {
      const change: Change = { op: "disconnect", id: resource.id, property, value: group.id };
      return [link(`unprotect-${group.id}`, t("Take {group} off {name}", names), "security group remove", [change])];
    }
    const plan = group.vpc_id === vpc ? attachSecurityGroup(resource, group.id) : null;
    if (!plan || "refused" in plan) return [];
    return [link(`protect-${group.id}`, t("Protect {name} with {group}", names), "security group add", plan.changes)];
  });
}
