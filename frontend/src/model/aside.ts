/** Which properties of a resource stand behind a fold: those that most people never look at, and those that its kind does not have. */
import type { Field } from "./schema";
import { fieldOf, type Resource, type ResourceType, type TargetGroup } from "./types";

const ALWAYS: ReadonlySet<string> = new Set([
  "tags",
  "properties",
  "attachment_id",
  "association_id",
  "rule_id",
  "role",
  "subnet_group_id",
]);

/** Of a type, what is there for what AWS or a template brought and is not chosen in a drawing. */
const SELDOM: Readonly<Partial<Record<ResourceType, readonly string[]>>> = {
  Service: ["cloudformation_type"],
  Listener: ["default_actions"],
  NatGateway: ["network_interface_id", "state"],
  TransitGatewayAttachment: ["state"],
  NetworkInterface: ["interface_type", "instance_id"],
};

/** What depends on which kind of a type it is. */
function notOfItsKind(resource: Resource): readonly string[] {
  switch (resource.type) {
    case "VpcEndpoint":
      return (resource.vpc_endpoint_type ?? "Gateway") === "Gateway"
        ? [
            "subnet_ids",
            "security_group_ids",
            "private_dns_enabled",
            "ip_address_type",
            "private_dns_only_for_inbound_resolver_endpoint",
          ]
        : ["route_table_ids"];
    case "Subnet":
      return resource.ipv6_native ? ["cidr_block", "map_public_ip_on_launch"] : [];
    case "NatGateway":
      return [
        ...(resource.availability_mode === "regional" ? ["subnet_id", "private_ip_address"] : ["vpc_id"]),
        ...(resource.connectivity_type === "private" ? ["allocation_id"] : []),
      ];
    case "ElasticIp":
      return resource.instance_id ? ["network_interface_id"] : resource.network_interface_id ? ["instance_id"] : [];
    case "VpnConnection":
      return resource.vpn_gateway_id ? ["transit_gateway_id"] : resource.transit_gateway_id ? ["vpn_gateway_id"] : [];
    case "Instance":
      return (resource.network_interface_ids ?? []).length > 0 ? OF_INTERFACES : [];
    case "Service":
    case "StandaloneTask":
    case "ScheduledTask":
      return (resource.launch_type ?? "FARGATE") === "FARGATE" ? [] : ["platform_version"];
    case "TransitGatewayAttachment":
      return OF_ATTACHMENT.filter(([kind]) => kind !== (resource.resource_type ?? "vpc")).map(([, name]) => name);
    case "TargetGroup":
      return [
        ...(resource.target_type === "lambda" ? ["vpc_id", "port", "protocol", "ip_address_type"] : []),
        ...(isCheckedByHttp(resource) ? [] : ["health_check_path"]),
      ];
    case "VpcBlockPublicAccessExclusion":
      return resource.subnet_id ? ["vpc_id"] : resource.vpc_id ? ["subnet_id"] : [];
    default:
      return [];
  }
}

/** Of an instance, what its network interfaces say where the design has them. */
const OF_INTERFACES = [
  "subnet_id",
  "security_group_ids",
  "associate_public_ip_address",
  "private_ip_address",
  "public_ip_address",
  "ipv6_addresses",
];

/** Whether health checks ask for a path: by HTTP or HTTPS, which is the default of a target group for an Application Load Balancer. */
function isCheckedByHttp(group: TargetGroup): boolean {
  return /^https?$/i.test(group.health_check_protocol ?? group.protocol ?? "HTTP");
}

const OF_ATTACHMENT = [
  ["vpc", "vpc_id"],
  ["vpc", "subnet_ids"],
  ["vpc", "appliance_mode_support"],
  ["peering", "peer_transit_gateway_id"],
  ["peering", "peer_region"],
  ["vpn", "vpn_connection_id"],
] as const;

/** Whether a property stands behind the fold. What has a value of its own never does, unless it is there for what a template brought. */
export function isAside(resource: Resource, field: Field): boolean {
  if (ALWAYS.has(field.name)) return true;
  const value = fieldOf(resource, field.name);
  const isSet =
    value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
  return !isSet && [...(SELDOM[resource.type] ?? []), ...notOfItsKind(resource)].includes(field.name);
}
