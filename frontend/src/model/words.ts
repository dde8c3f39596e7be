/** AWS's property names as a person reads them. */

const ACRONYMS: Readonly<Record<string, string>> = {
  acl: "ACL",
  arn: "ARN",
  cidr: "CIDR",
  cpu: "CPU",
  dhcp: "DHCP",
  dns: "DNS",
  dns64: "DNS64",
  efs: "EFS",
  eni: "ENI",
  icmp: "ICMP",
  id: "ID",
  ids: "IDs",
  ip: "IP",
  ipv4: "IPv4",
  ipv6: "IPv6",
  kms: "KMS",
  nat: "NAT",
  vpc: "VPC",
};

/** `map_public_ip_on_launch` as “Map public IP on launch”. */
export function words(name: string): string {
  const parts = name.split("_").map((part) => ACRONYMS[part] ?? part);
  const [first = "", ...rest] = parts;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}
