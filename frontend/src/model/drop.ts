/** What dropping a node somewhere else comes to: the property that its container owns, or why AWS would refuse it. */
import type { Place } from "../geometry/places";
import { t } from "../i18n";
import type { Change } from "./changes";
import { refuse, type Context, type Plan } from "./context";
import { mountTargets } from "./insert-compute";
import { associateZone } from "./insert-joining";
import { attachSecurityGroup, planCidrs, whyNoGateway } from "./insert-network";
import { placementField, placementsOf, securityGroupField } from "./network";
import { whyNoMountTarget, whyNotIn } from "./placement";
import { labelOf, type Design, type Resource, type ResourceOf, type Subnet } from "./types";

/** No change of property: the node is only moved. */
export const STAYS: Plan = { changes: [], select: null };

/** What dropping this node into this context comes to. `alone` takes it out of the subnet that it was dragged from. */
export function planDrop(design: Design, place: Place, context: Context, alone = false): Plan {
  const resource = place.resource ? design.resources[place.resource] : undefined;
  if (!resource) return STAYS;
  switch (resource.type) {
    case "Vpc":
      return context.vpc && context.vpc.id !== resource.id ? refuse(t("A VPC cannot stand in another VPC.")) : STAYS;
    case "Subnet":
      return dropSubnet(design, resource, context);
    case "InternetGateway":
    case "EgressOnlyInternetGateway":
    case "VpnGateway":
      return dropGateway(design, resource, context);
    case "SecurityGroup":
      return dropSecurityGroup(resource, context);
    case "HostedZone":
      return associateZone(resource, context.vpc);
    case "TransitGateway":
      if (context.vpc)
        return refuse(t("{name} stands outside every VPC: put an attachment into the VPC.", { name: labelOf(resource) })); // prettier-ignore
      return STAYS;
    case "ExternalHost":
      return context.vpc ? refuse(t("{name} stands outside every VPC.", { name: labelOf(resource) })) : STAYS;
    case "FileSystem":
      return dropFileSystem(design, resource, context);
    default:
      return dropInSubnet(design, resource, place, context, alone);
  }
}

function dropSubnet(design: Design, subnet: Subnet, context: Context): Plan {
  const { vpc, zone } = context;
  if (!vpc) return refuse(t("A subnet stands in a VPC."));
  if (vpc.id === subnet.vpc_id) {
    if (!zone || zone === subnet.availability_zone) return STAYS;
    return { changes: [{ op: "set", id: subnet.id, values: { availability_zone: zone } }], select: subnet.id };
  }
  const isNamed = Object.values(design.resources).some(
    (r) =>
      placementsOf(r).includes(subnet.id) ||
      ((r.type === "RouteTable" || r.type === "NetworkAcl") && r.associations?.some((a) => a.subnet_id === subnet.id)),
  );
  if (isNamed) return refuse(t("{name} is in use: a subnet cannot change its VPC.", { name: labelOf(subnet) }));
  const planned = planCidrs(design, vpc);
  if (!planned) return refuse(t("{vpc} has no free block left for a subnet.", { vpc: labelOf(vpc) }));
  const values = { vpc_id: vpc.id, ipv6_cidr_block: null, ...planned, ...(zone ? { availability_zone: zone } : {}) };
  return { changes: [{ op: "set", id: subnet.id, values }], select: subnet.id };
}

type Gateway = ResourceOf<"InternetGateway" | "EgressOnlyInternetGateway" | "VpnGateway">;

function dropGateway(design: Design, gateway: Gateway, context: Context): Plan {
  const vpcId = context.vpc?.id ?? null;
  if (vpcId === (gateway.vpc_id ?? null)) return STAYS;
  if (!context.vpc) {
    if (gateway.type === "EgressOnlyInternetGateway")
      return refuse(t("An egress-only internet gateway belongs to a VPC."));
  } else {
    const why = whyNoGateway(design, gateway.type, context.vpc);
    if (why) return refuse(why);
  }
  return { changes: [{ op: "set", id: gateway.id, values: { vpc_id: vpcId } }], select: gateway.id };
}

function dropSecurityGroup(group: ResourceOf<"SecurityGroup">, context: Context): Plan {
  const { onto, vpc } = context;
  if (onto && onto.id !== group.id && securityGroupField(onto)) {
    return vpc?.id === group.vpc_id
      ? attachSecurityGroup(onto, group.id)
      : refuse(t("A security group protects what is in its own VPC."));
  }
  if (!vpc || vpc.id === group.vpc_id) return STAYS;
  if (group.vpc_id) return refuse(t("A security group cannot change its VPC."));
  return { changes: [{ op: "set", id: group.id, values: { vpc_id: vpc.id } }], select: group.id };
}

function dropFileSystem(design: Design, fileSystem: ResourceOf<"FileSystem">, context: Context): Plan {
  if (!context.subnet)
    return context.vpc ? refuse(t("A file system is mounted from subnets: drop it into one.")) : STAYS;
  const why = whyNoMountTarget(design, fileSystem.id, context.subnet);
  if (why) return refuse(why);
  const { changes, first } = mountTargets(design, fileSystem.id, [context.subnet]);
  return { changes, select: first };
}

function dropInSubnet(design: Design, resource: Resource, place: Place, context: Context, alone: boolean): Plan {
  const field = placementField(resource);
  const { subnet } = context;
  const from = place.role === "inner" ? place.parent : null;
  if (!field || subnet?.id === from || (!subnet && place.role === "group" && context.vpc)) return STAYS;
  if (!subnet) return refuse(t("{name} stands in a subnet.", { name: labelOf(resource) }));
  if (resource.type === "MountTarget" && resource.file_system_id) {
    const why = whyNoMountTarget(design, resource.file_system_id, subnet, resource.id);
    if (why) return refuse(why);
  }
  if (!field.many) {
    return { changes: [{ op: "set", id: resource.id, values: { [field.name]: subnet.id } }], select: resource.id };
  }
  const why = whyNotIn(design, alone && from ? without(resource, field.name, from) : resource, subnet);
  if (why) return refuse(why);
  const changes: Change[] = [{ op: "connect", id: resource.id, property: field.name, value: subnet.id }];
  if (alone && from) changes.push({ op: "disconnect", id: resource.id, property: field.name, value: from });
  return { changes, select: `${resource.id}@${subnet.id}` };
}

function without(resource: Resource, property: string, subnetId: string): Resource {
  return { ...resource, [property]: placementsOf(resource).filter((id) => id !== subnetId) };
}
