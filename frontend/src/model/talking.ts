/** Who may talk to whom by security groups: what one group lets out to another, and that one lets in. */
import { overlaps, parseCidr, type Block } from "./cidr";
import { securityGroupField, placementsOf } from "./network";
import { hasPorts, protocolOf } from "./rules";
import { all, fieldOf, get, type Design, type SecurityGroup, type SecurityGroupRule } from "./types";

/** Traffic that a rule lets through: a protocol (`-1`: all) and its ports, or ICMP's type and code, as AWS writes them. */
export type Passage = Pick<SecurityGroupRule, "ip_protocol" | "from_port" | "to_port">;

/** What may pass from the members of one group to those of another. */
export interface Talk {
  readonly from: string;
  readonly to: string;
  /** What both sides let through. */
  readonly open: readonly Passage[];
  /** What the first would send, and the second does not let in; and the other way round. */
  readonly notLetIn: readonly Passage[];
  readonly notLetOut: readonly Passage[];
}

/** Between this group and each that its rules are meant for, or whose rules are meant for it, both ways. */
export function talksOf(design: Design, id: string): Talk[] {
  const group = get(design, "SecurityGroup", id);
  if (!group) return [];
  return all(design, "SecurityGroup")
    .filter((other) => other.id !== id)
    .flatMap((other) => [talk(design, other, group), talk(design, group, other)])
    .filter((found) => found !== null);
}

/** Null where nothing is meant for the other, nor for the block that it stands in. */
function talk(design: Design, from: SecurityGroup, to: SecurityGroup): Talk | null {
  const out = lettingOut(from);
  const letIn = to.security_group_ingress ?? [];
  const open: Passage[] = [];
  const unmatched = (
    mine: readonly SecurityGroupRule[],
    peer: SecurityGroup,
    theirs: readonly SecurityGroupRule[],
    me: SecurityGroup,
  ) =>
    mine
      .filter((rule) => isMeantFor(design, rule, peer, me))
      .filter((rule) => {
        const both = theirs
          .filter((other) => reaches(design, other, me))
          .map((other) => common(rule, other))
          .filter((found) => found !== null);
        open.push(...both);
        return both.length === 0 && rule.referenced_group_id === peer.id;
      })
      .map(passageOf);
  const notLetIn = unmatched(out, to, letIn, from);
  const notLetOut = unmatched(letIn, from, out, to);
  const isNone = open.length + notLetIn.length + notLetOut.length === 0;
  return isNone ? null : { from: from.id, to: to.id, open, notLetIn, notLetOut };
}

/** Whether a rule names the group, or a block of their VPC that its members are in; not one that is about the whole world. */
function isMeantFor(design: Design, rule: SecurityGroupRule, peer: SecurityGroup, me: SecurityGroup): boolean {
  if (rule.referenced_group_id) return rule.referenced_group_id === peer.id;
  const block = parseCidr(rule.cidr_ipv4 ?? rule.cidr_ipv6 ?? "");
  return block !== null && block.prefix > 0 && peer.vpc_id === me.vpc_id && reaches(design, rule, peer);
}

const EVERYWHERE: readonly SecurityGroupRule[] = [
  { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
  { ip_protocol: "-1", cidr_ipv6: "::/0" },
];

/** A group that says nothing of what goes out lets out everything, as AWS makes it. */
const lettingOut = (group: SecurityGroup): readonly SecurityGroupRule[] => group.security_group_egress ?? EVERYWHERE;

/** Whether a rule is about the members of a group: it names the group, or a block that their addresses are in. */
function reaches(design: Design, rule: SecurityGroupRule, group: SecurityGroup): boolean {
  if (rule.referenced_group_id) return rule.referenced_group_id === group.id;
  const list = get(design, "PrefixList", rule.prefix_list_id);
  const texts = [rule.cidr_ipv4, rule.cidr_ipv6, ...(list?.entries ?? [])];
  const blocks = texts.map((text) => (text ? parseCidr(text) : null)).filter((block) => block !== null);
  return addressesOf(design, group).some((address) => blocks.some((block) => overlaps(block, address)));
}

/** Where the addresses of a group's members are: in their subnets; of a group without members in its VPC. */
function addressesOf(design: Design, group: SecurityGroup): Block[] {
  const subnets = new Set(
    Object.values(design.resources)
      .filter((resource) => {
        const field = securityGroupField(resource);
        const held = field ? (fieldOf(resource, field) as readonly string[] | undefined) : undefined;
        return held?.includes(group.id);
      })
      .flatMap(placementsOf),
  );
  const placed = [...subnets].map((id) => get(design, "Subnet", id)).filter((subnet) => subnet !== undefined);
  const vpc = get(design, "Vpc", group.vpc_id);
  const texts =
    placed.length > 0
      ? placed.flatMap((subnet) => [subnet.cidr_block, subnet.ipv6_cidr_block])
      : [
          vpc?.cidr_block,
          ...(vpc?.cidr_block_associations ?? []).map((one) => one.cidr_block),
          ...(vpc?.ipv6_cidr_block_associations ?? []).map((one) => one.ipv6_cidr_block),
        ];
  return texts.map((text) => (text ? parseCidr(text) : null)).filter((block) => block !== null);
}

/** What both rules let through, or null where that is nothing. */
function common(a: Passage, b: Passage): Passage | null {
  const [p, q] = [protocolOf(a.ip_protocol), protocolOf(b.ip_protocol)];
  if (p === "-1") return passageOf(b);
  if (q === "-1") return passageOf(a);
  if (p !== q) return null;
  if (!hasPorts(p)) return commonIcmp(a, b);
  const [from, to] = [Math.max(lowest(a), lowest(b)), Math.min(highest(a), highest(b))];
  return from <= to ? { ip_protocol: p, from_port: from, to_port: to } : null;
}

/** Type and code, -1 for every one; other protocols have neither. */
function commonIcmp(a: Passage, b: Passage): Passage | null {
  const every = (value: number | null | undefined) => value === null || value === undefined || value < 0;
  const isSame = (x: number | null | undefined, y: number | null | undefined) => every(x) || every(y) || x === y;
  if (!isSame(a.from_port, b.from_port) || !isSame(a.to_port, b.to_port)) return null;
  return passageOf(every(a.from_port) ? b : a);
}

const passageOf = ({ ip_protocol, from_port, to_port }: Passage): Passage => ({ ip_protocol, from_port, to_port });

const lowest = ({ from_port: from }: Passage): number => Math.max(0, from ?? 0);

function highest({ from_port: from, to_port: to }: Passage): number {
  if (to !== null && to !== undefined && to >= 0) return to;
  return from !== null && from !== undefined && from > 0 ? from : 65_535;
}
