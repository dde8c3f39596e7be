/** How much of a network's address space is taken: blocks of a VPC, addresses of a subnet. */
import { t } from "../i18n";
import { contains, formatCidr, overlaps, parseCidr, sizeOf, type Block } from "./cidr";
import { ipv4BlocksOf, ipv6BlocksOf, placementsOf, subnetsOf } from "./network";
import { get, labelOf, type Design, type Json, type Resource, type Subnet, type Vpc } from "./types";

/** Addresses that AWS keeps of each subnet: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export const KEPT_BY_AWS = 5;
/** Addresses that an Application Load Balancer wants free in each of its subnets: …/elasticloadbalancing/latest/application/application-load-balancers.html */
const BALANCER_ADDRESSES = 8;

export interface Segment {
  /** The subnet, null for what is free. */
  readonly subnet: Subnet | null;
  readonly cidr: string;
  /** Of the whole block, from 0 to 1. */
  readonly from: number;
  readonly share: number;
}

/** The IPv4 blocks of a VPC, each cut into its subnets and what is free between them. */
export function spaceOf(design: Design, vpc: Vpc): { cidr: string; size: number; free: number; segments: Segment[] }[] {
  const held = subnetsOf(design, vpc.id)
    .map((subnet) => ({ subnet, block: subnet.cidr_block ? parseCidr(subnet.cidr_block) : null }))
    .filter((one): one is { subnet: Subnet; block: Block } => one.block !== null)
    .sort((a, b) => (a.block.first < b.block.first ? -1 : 1));
  return ipv4BlocksOf(vpc).map((outer) => {
    const size = Number(sizeOf(outer));
    const place = (value: bigint) => Number(value - outer.first) / size;
    const segments: Segment[] = [];
    let at = outer.first;
    let free = size;
    for (const { subnet, block } of held.filter((one) => contains(outer, one.block))) {
      if (block.first > at)
        segments.push({ subnet: null, cidr: "", from: place(at), share: place(block.first) - place(at) });
      const end = block.first + sizeOf(block);
      segments.push({ subnet, cidr: formatCidr(block), from: place(block.first), share: Number(sizeOf(block)) / size });
      if (end > at) at = end;
      free -= Number(sizeOf(block));
    }
    const end = outer.first + sizeOf(outer);
    if (at < end) segments.push({ subnet: null, cidr: "", from: place(at), share: place(end) - place(at) });
    return { cidr: formatCidr(outer), size, free: Math.max(0, free), segments };
  });
}

export interface Room {
  readonly total: number;
  /** What tasks and other interfaces there may take; every task of a service may come into any of its subnets. */
  readonly tasks: number;
  readonly others: number;
  /** Below zero where not all of them find an address. */
  readonly free: number;
}

/** IPv4 addresses of a subnet against what stands in it; null where it has none. */
export function roomIn(design: Design, subnet: Subnet): Room | null {
  const block = subnet.cidr_block ? parseCidr(subnet.cidr_block) : null;
  if (!block) return null;
  const total = Number(sizeOf(block)) - KEPT_BY_AWS;
  let [tasks, others] = [0, 0];
  for (const resource of Object.values(design.resources)) {
    if (!placementsOf(resource).includes(subnet.id)) continue;
    tasks += tasksOf(resource);
    others += interfacesOf(resource);
  }
  return { total, tasks, others, free: total - tasks - others };
}

/** How many tasks a workload wants to run; one where it does not say. */
export function tasksOf(resource: Resource): number {
  if (resource.type === "Service") return resource.desired_count ?? 1;
  if (resource.type === "StandaloneTask") return resource.count ?? 1;
  return resource.type === "ScheduledTask" ? (resource.task_count ?? 1) : 0;
}

function interfacesOf(resource: Resource): number {
  if (tasksOf(resource) > 0 || resource.type === "Service") return 0;
  return resource.type === "LoadBalancer" && resource.load_balancer_type !== "network" ? BALANCER_ADDRESSES : 1;
}

/** Why this resource cannot have this block, or null where it can: blocks of subnets lie in their VPC and never overlap. */
export function whyNotBlock(design: Design, resource: Resource, field: string, value: Json): string | null {
  if (!field.endsWith("cidr_block") || typeof value !== "string") return null;
  const block = parseCidr(value);
  if (!block) return null; // the server says what is wrong with it
  if (resource.type === "Vpc") {
    const others = ipv4BlocksOf({ ...resource, cidr_block: null });
    const lost = subnetsOf(design, resource.id).find((s) => isOutside(s.cidr_block, [block, ...others]));
    return lost
      ? t("{name} ({cidr}) would lie outside the VPC.", { name: labelOf(lost), cidr: lost.cidr_block ?? "" })
      : null;
  }
  if (resource.type !== "Subnet") return null;
  const vpc = get(design, "Vpc", resource.vpc_id);
  if (!vpc) return null;
  const own = block.family === "ipv4" ? ipv4BlocksOf(vpc) : ipv6BlocksOf(vpc);
  if (!own.some((outer) => contains(outer, block)))
    return t("It lies outside {vpc}: {blocks}.", {
      vpc: labelOf(vpc),
      blocks: own.map(formatCidr).join(", ") || t("no block"),
    });
  const met = subnetsOf(design, vpc.id).find(
    (other) => other.id !== resource.id && [other.cidr_block, other.ipv6_cidr_block].some((text) => isMet(text, block)),
  );
  return met ? t("It overlaps {name}.", { name: `${labelOf(met)} (${met.cidr_block ?? ""})` }) : null;
}

function isOutside(text: string | null | undefined, blocks: readonly Block[]): boolean {
  const block = text ? parseCidr(text) : null;
  return block !== null && !blocks.some((outer) => contains(outer, block));
}

function isMet(text: string | null | undefined, block: Block): boolean {
  const other = text ? parseCidr(text) : null;
  return other !== null && overlaps(other, block);
}
