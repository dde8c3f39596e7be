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

export const isIcmp = (protocol: string): boolean => protocol === "icmp" || protocol === "icmpv6";

/** ICMP as the table shows it: `8` is a type, `3/4` a type and its code, nothing is all of them. AWS writes -1 for all. */
export function icmpText(type: number | null | undefined, code: number | null | undefined): string {
  if (type === null || type === undefined || type < 0) return "";
  return code === null || code === undefined || code < 0 ? String(type) : `${type}/${code}`;
}

/** A type and a code, -1 for all; null where it is neither. */
export function readIcmp(text: string): { readonly type: number; readonly code: number } | null {
  const typed = text.trim().toLowerCase();
  if (typed === "" || typed === "all") return { type: -1, code: -1 };
  const found = /^(\d{1,3})(?:\s*\/\s*(\d{1,3}))?$/.exec(typed);
  const [type, code] = [Number(found?.[1]), found?.[2] === undefined ? -1 : Number(found[2])];
  return found && type <= 255 && code <= 255 ? { type, code } : null;
}

/** What was typed as type and code: nothing where the rule had another protocol, whose ports stand there still. */
const icmpTyped = (before: string | undefined, now: string, text = ""): string =>
  before === undefined || protocolOf(before) === now ? text : "";

const whyNoIcmp = (): string => t("An ICMP type as 8, or a type and a code as 3/4; nothing for all.");

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
  const icmp = isIcmp(protocol) ? readIcmp(icmpTyped(before.ip_protocol, protocol, draft.ports)) : null;
  if (isIcmp(protocol) && !icmp) return { column: "ports", why: whyNoIcmp() };
  const range = icmp
    ? { from_port: icmp.type, to_port: icmp.code }
    : hasPorts(protocol)
      ? { from_port: ports?.from ?? 0, to_port: ports?.to ?? 65_535 }
      : keptRange(before, protocol);
  const { id } = before;
  const description = (draft.description ?? before.description ?? "").trim();
  if (!DESCRIPTION.test(description)) return { column: "description", why: whyNoDescription() };
  const rule = {
    ...(id ? { id } : {}),
    ...(description ? { description } : {}),
    ip_protocol: protocol,
    ...range,
    ...peer,
  };
  return { record: rule };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleDescription.html */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;
const whyNoDescription = (): string => t("At most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*");

/** What a protocol other than these holds, which the table does not show, stays while the protocol does. */
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
  const read = isIcmp(protocol) ? readIcmp(icmpTyped(before.protocol, protocol, draft.ports)) : null;
  if (isIcmp(protocol) && !read) return { column: "ports", why: whyNoIcmp() };
  const icmp = read ? { icmp_type: read.type, icmp_code: read.code } : {};
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
