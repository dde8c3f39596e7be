/** AWS's property names as a person reads them. */

const ACRONYMS: Readonly<Record<string, string>> = {
  acl: "ACL",
  arn: "ARN",
  cidr: "CIDR",
  cloudformation: "CloudFormation",
  cpu: "CPU",
  dhcp: "DHCP",
  dns: "DNS",
  dns64: "DNS64",
  dest: "destination",
  ecs: "ECS",
  efs: "EFS",
  eni: "ENI",
  firelens: "FireLens",
  iam: "IAM",
  icmp: "ICMP",
  id: "ID",
  ids: "IDs",
  ip: "IP",
  ipv4: "IPv4",
  ipv6: "IPv6",
  kms: "KMS",
  nat: "NAT",
  ntp: "NTP",
  netbios: "NetBIOS",
  region: "Region",
  tls: "TLS",
  url: "URL",
  vpc: "VPC",
  vpcs: "VPCs",
  vpn: "VPN",
};

/** What AWS writes otherwise than its property's words. */
const NAMES: Readonly<Record<string, string>> = {
  service_connect: "Service Connect",
  source_dest_check: "Source/destination check",
};

/** `map_public_ip_on_launch` as “Map public IP on launch”. */
export function words(name: string): string {
  const known = NAMES[name];
  if (known) return known;
  const parts = name.split("_").map((part) => ACRONYMS[part] ?? part);
  const [first = "", ...rest] = parts;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}
