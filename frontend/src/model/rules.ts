/** Rules of security groups and network ACLs as a person edits them: protocol, ports, peer. */
import { t } from "../i18n";
import { formatCidr, parseCidr } from "./cidr";
import { all, get, labelOf, type Design, type NetworkAcl, type SecurityGroupRule } from "./types";

export type AclEntry = NonNullable<NetworkAcl["entries"]>[number];

/** Protocols by what a person calls them; AWS's numbers. */
export const PROTOCOLS: readonly (readonly [value: string, name: string, number: string])[] = [
  ["-1", "all", "-1"],
  ["tcp", "TCP", "6"],
  ["udp", "UDP", "17"],
  ["icmp", "ICMP", "1"],
  ["icmpv6", "ICMPv6", "58"],
];

/** The name under which the table offers a protocol: names and numbers are the same to AWS. */
export function protocolOf(text: string | null | undefined): string {
  const given = (text ?? "-1").toLowerCase();
  return PROTOCOLS.find(([value, , number]) => value === given || number === given)?.[0] ?? given;
}

export type Ports = { readonly from: number | null; readonly to: number | null };

/** `443`, `1024-65535`; nothing or `all` is every port. Null where it is none of these. */
export function readPorts(text: string): Ports | null {
  const typed = text.trim().toLowerCase();
  if (typed === "" || typed === "all") return { from: null, to: null };
  const found = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(typed);
  const from = Number(found?.[1]);
  const to = Number(found?.[2] ?? found?.[1]);
  return found && from <= to && to <= 65_535 ? { from, to } : null;
}

export function portsText(from: number | null | undefined, to: number | null | undefined): string {
  if (from === null || from === undefined || from < 0) return "";
  if ((from === 0 && to === 65_535) || to === undefined || to === null) return from === 0 ? "" : String(from);
  return from === to ? String(from) : `${from}-${to}`;
}

export const hasPorts = (protocol: string): boolean => protocol === "tcp" || protocol === "udp";

type Wrong = { readonly column: string; readonly why: string };

/** A group's rule from what was typed, or what is wrong in which column. */
export function readGroupRule(
  design: Design,
  before: SecurityGroupRule,
  draft: Record<string, string>,
): { record: SecurityGroupRule } | Wrong {
  // prettier-ignore
  const protocol = draft.protocol ?? "-1";
  const ports = readPorts(draft.ports ?? "");
  if (hasPorts(protocol) && !ports) return { column: "ports", why: t("A port or a range as 1024-65535, 0 to 65535.") };
  const peer = readPeer(design, draft.peer ?? "");
  if (!peer) return { column: "peer", why: t("A CIDR, a security group or a prefix list.") };
  const range = !hasPorts(protocol)
    ? keptRange(before, protocol)
    : { from_port: ports?.from ?? 0, to_port: ports?.to ?? 65_535 };
  const { id, description } = before;
  const rule = {
    ...(id ? { id } : {}),
    ...(description ? { description } : {}),
    ip_protocol: protocol,
    ...range,
    ...peer,
  };
  return { record: rule };
}

/** ICMP's type and code, which the table does not show, stay while the protocol does. */
function keptRange(before: SecurityGroupRule, protocol: string): Partial<SecurityGroupRule> {
  if (protocol === "-1" || protocolOf(before.ip_protocol) !== protocol) return {};
  const { from_port = null, to_port = null } = before;
  return { from_port, to_port };
}

function readPeer(design: Design, text: string): Partial<SecurityGroupRule> | null {
  const typed = text.trim();
  const block = parseCidr(typed);
  if (block) return block.family === "ipv4" ? { cidr_ipv4: formatCidr(block) } : { cidr_ipv6: formatCidr(block) };
  const named = <T extends "SecurityGroup" | "PrefixList">(type: T) =>
    get(design, type, typed) ?? all(design, type).find((r) => labelOf(r) === typed);
  const group = named("SecurityGroup");
  if (group) return { referenced_group_id: group.id };
  const list = named("PrefixList");
  return list ? { prefix_list_id: list.id } : null;
}

export function peerText(design: Design, rule: SecurityGroupRule): string {
  const id = rule.referenced_group_id ?? rule.prefix_list_id;
  const named = id ? design.resources[id] : undefined;
  return rule.cidr_ipv4 ?? rule.cidr_ipv6 ?? (named ? labelOf(named) : (id ?? ""));
}

/** An ACL's entry from what was typed, or what is wrong in which column. `others` are the entries of the same way. */
export function readAclEntry(
  before: AclEntry,
  draft: Record<string, string>,
  others: readonly AclEntry[],
): { record: AclEntry } | Wrong {
  // prettier-ignore
  const number = Number(draft.number);
  if (!Number.isInteger(number) || number < 1 || number > 32_766)
    return { column: "number", why: t("A number from 1 to 32766.") };
  if (others.some((other) => other.rule_number === number))
    return { column: "number", why: t("Another rule of this way has the number {n}.", { n: number }) };
  const protocol = draft.protocol ?? "-1";
  const ports = readPorts(draft.ports ?? "");
  if (hasPorts(protocol) && !ports) return { column: "ports", why: t("A port or a range as 1024-65535, 0 to 65535.") };
  const block = parseCidr(draft.peer ?? "");
  if (!block) return { column: "peer", why: t("A CIDR as 0.0.0.0/0 or ::/0.") };
  const range = hasPorts(protocol) ? { from_port: ports?.from ?? 0, to_port: ports?.to ?? 65_535 } : {};
  const isSame = protocolOf(before.protocol) === protocol;
  const icmp =
    isSame && before.icmp_type !== undefined
      ? { icmp_type: before.icmp_type, icmp_code: before.icmp_code ?? null }
      : {};
  const action = draft.action === "deny" ? ("deny" as const) : ("allow" as const);
  return {
    record: {
      ...(before.id ? { id: before.id } : {}),
      rule_number: number,
      ...(before.egress ? { egress: true } : {}),
      protocol: PROTOCOLS.find(([value]) => value === protocol)?.[2] ?? protocol,
      rule_action: action,
      ...(block.family === "ipv4" ? { cidr_block: formatCidr(block) } : { ipv6_cidr_block: formatCidr(block) }),
      ...range,
      ...icmp,
    },
  };
}
