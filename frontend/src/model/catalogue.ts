/** What the palette offers, in the groups of AWS's consoles (Amazon VPC, Amazon ECS, EC2). */
import { t } from "../i18n";
import type { ResourceType } from "./types";

export type Kind =
  | "vpc"
  | "subnet"
  | "route-table"
  | "network-acl"
  | "vpn-gateway"
  | "internet-gateway"
  | "nat-gateway"
  | "egress-only-gateway"
  | "interface-endpoint"
  | "gateway-endpoint"
  | "service"
  | "standalone-task"
  | "scheduled-task"
  | "security-group"
  | "application-load-balancer"
  | "network-load-balancer"
  | "file-system"
  | "database"
  | "external-host"
  | "instance"
  | "cluster"
  | "task-definition"
  | "listener"
  | "listener-rule"
  | "target-group"
  | "prefix-list"
  | "peering-connection"
  | "transit-gateway"
  | "transit-gateway-attachment"
  | "transit-gateway-route-table"
  | "vpn-connection"
  | "hosted-zone"
  | "block-public-access";

export type Group =
  | "cloud"
  | "security"
  | "private-link"
  | "vpn"
  | "transit"
  | "containers"
  | "load-balancing"
  | "instances"
  | "destinations";

export interface PaletteItem {
  readonly kind: Kind;
  readonly type: ResourceType;
  readonly group: Group;
  readonly title: string;
  /** Where it may be dropped, for a person. */
  readonly hint: string;
  readonly words: string;
}

/** Every item of the palette, in its order. A function, so that titles follow the language. */
export function palette(): PaletteItem[] {
  const item = (
    kind: Kind,
    type: ResourceType,
    group: Group,
    title: string,
    hint: string,
    words = "",
  ): PaletteItem => ({
    kind,
    type,
    group,
    title,
    hint,
    words,
  });
  return [
    item("vpc", "Vpc", "cloud", t("VPC"), t("Onto the canvas"), "network cidr"),
    item("subnet", "Subnet", "cloud", t("Subnet"), t("Into a VPC"), "cidr zone"),
    item(
      "route-table",
      "RouteTable",
      "cloud",
      t("Route table"),
      t("Onto a subnet, which it then routes for, or a VPC"),
      "rtb routes",
    ),
    item("internet-gateway", "InternetGateway", "cloud", t("Internet gateway"), t("Onto a VPC"), "igw public"),
    item("nat-gateway", "NatGateway", "cloud", t("NAT gateway"), t("Into a public subnet"), "nat egress"),
    item(
      "egress-only-gateway",
      "EgressOnlyInternetGateway",
      "cloud",
      t("Egress-only gateway"),
      t("Onto a VPC"),
      "ipv6 eigw",
    ),
    item(
      "network-acl",
      "NetworkAcl",
      "security",
      t("Network ACL"),
      t("Onto a subnet, which it then filters, or a VPC"),
      "nacl firewall stateless",
    ),
    item(
      "peering-connection",
      "VpcPeeringConnection",
      "cloud",
      t("Peering connection"),
      t("Onto one of two VPCs"),
      "pcx peer vpc",
    ),
    item("prefix-list", "PrefixList", "cloud", t("Managed prefix list"), t("Anywhere"), "pl cidr entries"),
    item(
      "block-public-access",
      "VpcBlockPublicAccessOptions",
      "cloud",
      t("Block Public Access"),
      t("Anywhere; onto a VPC or a subnet for an exclusion"),
      "bpa internet",
    ),
    item("vpn-gateway", "VpnGateway", "vpn", t("Virtual private gateway"), t("Onto a VPC"), "vgw vpn on-premises"),
    item(
      "vpn-connection",
      "VpnConnection",
      "vpn",
      t("Site-to-Site VPN connection"),
      t("Onto a virtual private gateway or a transit gateway"),
      "vpn on-premises tunnel customer gateway",
    ),
    item("transit-gateway", "TransitGateway", "transit", t("Transit gateway"), t("Outside every VPC"), "tgw hub"),
    item(
      "transit-gateway-attachment",
      "TransitGatewayAttachment",
      "transit",
      t("Transit gateway attachment"),
      t("Onto a VPC"),
      "tgw attach",
    ),
    item(
      "transit-gateway-route-table",
      "TransitGatewayRouteTable",
      "transit",
      t("Transit gateway route table"),
      t("Onto a transit gateway"),
      "tgw routes",
    ),
    item(
      "interface-endpoint",
      "VpcEndpoint",
      "private-link",
      t("VPC endpoint, interface"),
      t("Into a subnet or VPC"),
      "privatelink ecr logs",
    ),
    item("gateway-endpoint", "VpcEndpoint", "private-link", t("VPC endpoint, gateway"), t("Onto a VPC"), "s3 dynamodb"),
    item(
      "service",
      "Service",
      "containers",
      t("Fargate service"),
      t("Into a subnet; into more for more placements"),
      "ecs task",
    ),
    item("standalone-task", "StandaloneTask", "containers", t("Standalone task"), t("Into a subnet"), "ecs run-task"),
    item(
      "scheduled-task",
      "ScheduledTask",
      "containers",
      t("Scheduled task"),
      t("Into a subnet"),
      "ecs eventbridge cron",
    ),
    item("cluster", "Cluster", "containers", t("Cluster"), t("Anywhere"), "ecs fargate"),
    item(
      "task-definition",
      "TaskDefinition",
      "containers",
      t("Task definition"),
      t("Anywhere; onto a service or task, which then runs it"),
      "ecs container image",
    ),
    item(
      "security-group",
      "SecurityGroup",
      "security",
      t("Security group"),
      t("Into a VPC, or onto what it protects"),
      "sg firewall",
    ),
    item(
      "application-load-balancer",
      "LoadBalancer",
      "load-balancing",
      t("Application load balancer"),
      t("Into a subnet or VPC"),
      "alb http",
    ),
    item(
      "network-load-balancer",
      "LoadBalancer",
      "load-balancing",
      t("Network load balancer"),
      t("Into a subnet or VPC"),
      "nlb tcp udp",
    ),
    item("listener", "Listener", "load-balancing", t("Listener"), t("Onto a load balancer"), "port alb nlb"),
    item(
      "listener-rule",
      "ListenerRule",
      "load-balancing",
      t("Listener rule"),
      t("Onto an Application Load Balancer"),
      "path host forward alb",
    ),
    item(
      "target-group",
      "TargetGroup",
      "load-balancing",
      t("Target group"),
      t("Into a VPC, or onto the service that it sends to"),
      "health check tg",
    ),
    item("instance", "Instance", "instances", t("EC2 instance"), t("Into a subnet"), "host bastion nat server"),
    item(
      "hosted-zone",
      "HostedZone",
      "destinations",
      t("Hosted zone"),
      t("Onto a VPC for a private one, outside for a public one"),
      "route 53 dns names records",
    ),
    item(
      "file-system",
      "FileSystem",
      "destinations",
      t("EFS file system"),
      t("Into a subnet, for a mount target there"),
      "nfs storage",
    ),
    item("database", "Database", "destinations", t("Database"), t("Into a subnet"), "rds aurora postgres mysql redis"),
    item(
      "external-host",
      "ExternalHost",
      "destinations",
      t("External host"),
      t("Outside every VPC"),
      "internet address name",
    ),
  ];
}

export const GROUPS: readonly Group[] = [
  "cloud",
  "security",
  "private-link",
  "containers",
  "load-balancing",
  "instances",
  "destinations",
  "vpn",
  "transit",
];

/** A group as AWS's console heads it. */
export function groupTitle(group: Group): string {
  switch (group) {
    case "cloud":
      return t("Virtual private cloud");
    case "security":
      return t("Security");
    case "private-link":
      return t("PrivateLink");
    case "vpn":
      return t("Virtual private network");
    case "containers":
      return t("Elastic Container Service");
    case "load-balancing":
      return t("Load balancing");
    case "destinations":
      return t("Storage, databases, names, outside");
    case "instances":
      return t("Instances");
    case "transit":
      return t("Transit gateways");
  }
}

/** The items that match what was typed. */
export function searchPalette(items: readonly PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const text = `${item.title} ${item.words} ${groupTitle(item.group)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
