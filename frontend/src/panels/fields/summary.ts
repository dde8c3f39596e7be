/** One line for a record in a list: what a person looks for first. */
import { t } from "../../i18n";
import type { Field } from "../../model/schema";
import type { Json, JsonRecord } from "../../model/types";

const PROTOCOLS: Readonly<Record<string, string>> = {
  "-1": "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

/** `name` gives what a resource is called by its id. */
export function summaryOf(field: Field, record: JsonRecord, name: (id: string) => string): string {
  const text = (name: string) => (record[name] === undefined || record[name] === null ? "" : String(record[name]));
  if ("destination_cidr_block" in shape(field)) {
    const destination =
      text("destination_cidr_block") || text("destination_ipv6_cidr_block") || name(text("destination_prefix_list_id"));
    const target = Object.entries(record).find(
      ([name]) => !name.startsWith("destination") && /_id$|_gateway_id$/.test(name),
    )?.[1];
    return `${destination || t("no destination")} → ${target ? name(String(target)) : t("no target")}`;
  }
  if ("ip_protocol" in shape(field)) {
    const peer =
      text("cidr_ipv4") ||
      text("cidr_ipv6") ||
      name(text("referenced_group_id")) ||
      name(text("prefix_list_id")) ||
      t("no peer");
    return `${protocol(text("ip_protocol") || "-1")} ${ports(record)} ${peer}`.replace(/\s+/g, " ");
  }
  if ("rule_number" in shape(field)) {
    const way = record.egress === true ? t("out") : t("in");
    const block = text("cidr_block") || text("ipv6_cidr_block") || t("no block");
    return `${text("rule_number")} ${way} ${text("rule_action")} ${protocol(text("protocol") || "-1")} ${ports(record)} ${block}`.replace(
      /\s+/g,
      " ",
    );
  }
  const parts = Object.entries(record)
    .filter(([key, value]) => key !== "id" && isPlain(value))
    .map(([, value]) => name(String(value)));
  return parts.slice(0, 3).join(" · ") || t("empty");
}

function shape(field: Field): Record<string, true> {
  return Object.fromEntries(field.fields.map((sub) => [sub.name, true]));
}

function isPlain(value: Json | undefined): boolean {
  return typeof value === "string" || typeof value === "number";
}

function protocol(text: string): string {
  return PROTOCOLS[text] ?? text;
}

function ports(record: JsonRecord): string {
  const { from_port: from, to_port: to } = record;
  if (typeof from !== "number" || from < 0) return "";
  return to === from || typeof to !== "number" ? String(from) : `${from}–${to}`;
}
