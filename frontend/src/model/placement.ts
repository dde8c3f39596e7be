/** What AWS allows of a resource in a subnet, and which subnets to choose when a person names only the VPC. */
import { t } from "../i18n";
import { placementsOf, kindOfSubnet, routeTableOf, subnetsOf, type SubnetKind } from "./network";
import { all, get, labelOf, type Design, type Resource, type Subnet } from "./types";

/** Subnets in an awsvpcConfiguration: API_AwsVpcConfiguration, AmazonECS API reference. */
export const MAX_SUBNETS = 16;
/** Security groups in an awsvpcConfiguration: the same page. */
export const MAX_SECURITY_GROUPS = 5;

/** Why AWS would refuse this resource in this subnet as well, or null where it would not. */
export function whyNotIn(design: Design, resource: Resource, subnet: Subnet): string | null {
  const held = placementsOf(resource);
  const values = { name: labelOf(resource), subnet: labelOf(subnet), zone: subnet.availability_zone ?? "" };
  if (held.includes(subnet.id)) return t("{name} already stands in {subnet}.", values);
  const others = held.map((id) => get(design, "Subnet", id)).filter((s) => s !== undefined);
  const isInVpc = resource.type === "VpcEndpoint" || resource.type === "TransitGatewayAttachment";
  const vpcId = isInVpc ? (resource.vpc_id ?? null) : null;
  if ((vpcId && vpcId !== subnet.vpc_id) || others.some((s) => s.vpc_id !== subnet.vpc_id)) {
    return t("All subnets of {name} must be in the same VPC.", values);
  }
  const onePerZone = resource.type === "LoadBalancer" || isInVpc;
  if (onePerZone && subnet.availability_zone && others.some((s) => s.availability_zone === subnet.availability_zone)) {
    return t("{name} may have one subnet per availability zone, and has one in {zone}.", values);
  }
  const isWorkload =
    resource.type === "Service" || resource.type === "StandaloneTask" || resource.type === "ScheduledTask";
  if (isWorkload && held.length >= MAX_SUBNETS)
    return t("{name} may name at most {n} subnets.", { ...values, n: MAX_SUBNETS });
  return null;
}

/** Why a file system cannot have another mount target in this subnet's zone, or null where it can. */
export function whyNoMountTarget(design: Design, fileSystemId: string, subnet: Subnet, except?: string): string | null {
  const taken = all(design, "MountTarget").some(
    (m) =>
      m.id !== except &&
      m.file_system_id === fileSystemId &&
      m.subnet_id !== null &&
      get(design, "Subnet", m.subnet_id)?.availability_zone === subnet.availability_zone,
  );
  return taken
    ? t("A file system has one mount target per availability zone, and has one in {zone}.", {
        zone: subnet.availability_zone ?? "",
      })
    : null;
}

/** One subnet of each zone of a VPC, of the kind that is preferred where there is one. */
export function onePerZone(design: Design, vpcId: string, preferred: readonly SubnetKind[]): Subnet[] {
  const rank = (subnet: Subnet) => {
    const at = preferred.indexOf(kindOfSubnet(design, routeTableOf(design, subnet)));
    return at < 0 ? preferred.length : at;
  };
  const chosen = new Map<string, Subnet>();
  for (const subnet of subnetsOf(design, vpcId)) {
    const zone = subnet.availability_zone ?? "";
    const best = chosen.get(zone);
    if (!best || rank(subnet) < rank(best)) chosen.set(zone, subnet);
  }
  return [...chosen.values()];
}
