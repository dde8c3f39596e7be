/**
 * Chips: of a subnet its network ACL and route table, at the right of its header; of a VPC those that no subnet has, on its
 * lower border. Drawn and pointed at by the same numbers.
 */
import { networkAclOf, routeTableOf, subnetsOf } from "../model/network";
import { all, labelOf, type Design, type Subnet, type Vpc } from "../model/types";
import { right, type Rect } from "./rect";

export interface Chip {
  readonly resource: string;
  readonly label: string;
  readonly kind: "route-table" | "network-acl";
  /** Relative to the subnet or the VPC. */
  readonly rect: Rect;
}

export const CHIP_HEIGHT = 18;
const CHIP_TOP = 8;
const CHIP_GAP = 5;
const CHIP_MARGIN = 10;
const CHARACTER = 6.2;
const CHIP_PADDING = 16;
const CHIP_MAX = 104;

export function chipsOf(design: Design, subnet: Subnet, width: number): Chip[] {
  const table = routeTableOf(design, subnet);
  const acl = networkAclOf(design, subnet);
  const chips: Chip[] = [];
  let end = width - CHIP_MARGIN;
  for (const [found, kind] of [
    [table, "route-table"],
    [acl, "network-acl"],
  ] as const) {
    if (!found) continue;
    const label = labelOf(found);
    const chipWidth = widthOf(label);
    const rect = { x: end - chipWidth, y: CHIP_TOP, width: chipWidth, height: CHIP_HEIGHT };
    chips.unshift({ resource: found.id, label, kind, rect });
    end = right(rect) - chipWidth - CHIP_GAP;
  }
  return chips;
}

/** The route tables and network ACLs of a VPC that no subnet has, from the left, as many as fit; the outline has every one. */
export function chipsOfVpc(design: Design, vpc: Vpc, { width, height }: Rect): Chip[] {
  const used = new Set<string | undefined>();
  for (const subnet of subnetsOf(design, vpc.id))
    used.add(routeTableOf(design, subnet)?.id).add(networkAclOf(design, subnet)?.id);
  const chips: Chip[] = [];
  let x = VPC_CHIPS_LEFT;
  for (const found of [...all(design, "RouteTable"), ...all(design, "NetworkAcl")]) {
    if (found.vpc_id !== vpc.id || used.has(found.id)) continue;
    const label = labelOf(found);
    const rect = { x, y: height - CHIP_HEIGHT / 2, width: widthOf(label), height: CHIP_HEIGHT };
    if (right(rect) > width - VPC_CHIPS_LEFT) break;
    chips.push({ resource: found.id, label, kind: found.type === "RouteTable" ? "route-table" : "network-acl", rect });
    x = right(rect) + CHIP_GAP;
  }
  return chips;
}

const VPC_CHIPS_LEFT = 24;

const widthOf = (label: string): number => Math.min(CHIP_MAX, Math.ceil(label.length * CHARACTER) + CHIP_PADDING);
