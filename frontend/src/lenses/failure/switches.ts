/** What can be switched off under the lens of failures: zones by name, and what flows lead through. */
import { t } from "../../i18n";
import { all, type Design, type Resource } from "../../model/types";
import { titleOf } from "../../nodes/describe";

export interface Switch {
  /** What the API calls it: a resource's id, or a zone's name. */
  readonly spec: string;
  readonly name: string;
  readonly about: string;
}

export interface SwitchGroup {
  readonly id: "zones" | "gateways" | "doors";
  readonly title: string;
  readonly switches: readonly Switch[];
}

const GATEWAYS: ReadonlySet<string> = new Set([
  "InternetGateway",
  "EgressOnlyInternetGateway",
  "NatGateway",
  "TransitGateway",
  "TransitGatewayAttachment",
  "VpcPeeringConnection",
  "VpnGateway",
  "VpnConnection",
]);
const DOORS: ReadonlySet<string> = new Set([
  "VpcEndpoint",
  "LoadBalancer",
  "MountTarget",
  "FileSystem",
  "Database",
  "Instance",
]);

/** Whether a resource has a switch. */
export function hasSwitch({ type }: Resource): boolean {
  return GATEWAYS.has(type) || DOORS.has(type);
}

export function zonesOf(design: Design): string[] {
  const zones = all(design, "Subnet").map((subnet) => subnet.availability_zone);
  return [...new Set(zones.filter((zone) => typeof zone === "string" && zone !== ""))].sort() as string[];
}

/** Whether the design still has what a switch is of. */
export function isThere(design: Design, spec: string): boolean {
  const resource = design.resources[spec];
  return resource ? hasSwitch(resource) : zonesOf(design).includes(spec);
}

export function switchName(design: Design, spec: string): string {
  const resource = design.resources[spec];
  return resource ? titleOf(design, resource) : spec;
}

/** Every switch, in the order in which one would look for it; groups without any are left out. */
export function switchesOf(design: Design): SwitchGroup[] {
  const resources = Object.values(design.resources);
  const of = (types: ReadonlySet<string>): Switch[] =>
    resources
      .filter(({ type }) => types.has(type))
      .map((r) => ({ spec: r.id, name: titleOf(design, r), about: kindOf(r) }));
  const zones = zonesOf(design).map((zone) => ({ spec: zone, name: zone, about: "" }));
  const groups: SwitchGroup[] = [
    { id: "zones", title: t("Availability Zones"), switches: zones },
    { id: "gateways", title: t("Gateways"), switches: of(GATEWAYS) },
    { id: "doors", title: t("Endpoints, load balancers, storage"), switches: of(DOORS) },
  ];
  return groups.filter(({ switches }) => switches.length > 0);
}

function kindOf(resource: Resource): string {
  const kinds: Readonly<Record<string, string>> = {
    InternetGateway: t("internet gateway"),
    EgressOnlyInternetGateway: t("egress-only gateway"),
    NatGateway: t("NAT gateway"),
    TransitGateway: t("transit gateway"),
    TransitGatewayAttachment: t("attachment"),
    VpcPeeringConnection: t("peering"),
    VpnGateway: t("VPN gateway"),
    VpnConnection: t("VPN connection"),
    VpcEndpoint: t("endpoint"),
    LoadBalancer: t("load balancer"),
    MountTarget: t("mount target"),
    FileSystem: t("file system"),
    Database: t("database"),
    Instance: t("instance"),
  };
  return kinds[resource.type] ?? resource.type;
}
