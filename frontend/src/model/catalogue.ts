/** What the palette offers, in the groups of the model. */
import { t } from "../i18n";
import type { ResourceType } from "./types";

export type Kind =
  | "vpc"
  | "subnet"
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
  | "external-host";

export type Group = "Network" | "Containers" | "Access" | "Destinations";

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
    item("vpc", "Vpc", "Network", t("VPC"), t("Onto the canvas"), "network cidr"),
    item("subnet", "Subnet", "Network", t("Subnet"), t("Into a VPC"), "cidr zone"),
    item("internet-gateway", "InternetGateway", "Network", t("Internet gateway"), t("Onto a VPC"), "igw public"),
    item("nat-gateway", "NatGateway", "Network", t("NAT gateway"), t("Into a public subnet"), "nat egress"),
    item(
      "egress-only-gateway",
      "EgressOnlyInternetGateway",
      "Network",
      t("Egress-only gateway"),
      t("Onto a VPC"),
      "ipv6 eigw",
    ),
    item(
      "interface-endpoint",
      "VpcEndpoint",
      "Network",
      t("VPC endpoint, interface"),
      t("Into a subnet or VPC"),
      "privatelink ecr logs",
    ),
    item("gateway-endpoint", "VpcEndpoint", "Network", t("VPC endpoint, gateway"), t("Onto a VPC"), "s3 dynamodb"),
    item(
      "service",
      "Service",
      "Containers",
      t("Fargate service"),
      t("Into a subnet; into more for more placements"),
      "ecs task",
    ),
    item("standalone-task", "StandaloneTask", "Containers", t("Standalone task"), t("Into a subnet"), "ecs run-task"),
    item(
      "scheduled-task",
      "ScheduledTask",
      "Containers",
      t("Scheduled task"),
      t("Into a subnet"),
      "ecs eventbridge cron",
    ),
    item(
      "security-group",
      "SecurityGroup",
      "Access",
      t("Security group"),
      t("Into a VPC, or onto what it protects"),
      "sg firewall",
    ),
    item(
      "application-load-balancer",
      "LoadBalancer",
      "Access",
      t("Application load balancer"),
      t("Into a subnet or VPC"),
      "alb http",
    ),
    item(
      "network-load-balancer",
      "LoadBalancer",
      "Access",
      t("Network load balancer"),
      t("Into a subnet or VPC"),
      "nlb tcp udp",
    ),
    item(
      "file-system",
      "FileSystem",
      "Destinations",
      t("EFS file system"),
      t("Into a subnet, for a mount target there"),
      "nfs storage",
    ),
    item("database", "Database", "Destinations", t("Database"), t("Into a subnet"), "rds aurora postgres mysql redis"),
    item(
      "external-host",
      "ExternalHost",
      "Destinations",
      t("External host"),
      t("Outside every VPC"),
      "internet address name",
    ),
  ];
}

export const GROUPS: readonly Group[] = ["Network", "Containers", "Access", "Destinations"];

/** The items that match what was typed. */
export function searchPalette(items: readonly PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const text = `${item.title} ${item.words} ${item.group}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
