/** The chips of a subnet: its network ACL and route table, at the right of its header. Drawn and pointed at by the same numbers. */
import { networkAclOf, routeTableOf } from "../model/network";
import { labelOf, type Design, type Subnet } from "../model/types";
import { right, type Rect } from "./rect";

export interface Chip {
  readonly resource: string;
  readonly label: string;
  readonly kind: "route-table" | "network-acl";
  /** Relative to the subnet. */
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
    const chipWidth = Math.min(CHIP_MAX, Math.ceil(label.length * CHARACTER) + CHIP_PADDING);
    const rect = { x: end - chipWidth, y: CHIP_TOP, width: chipWidth, height: CHIP_HEIGHT };
    chips.unshift({ resource: found.id, label, kind, rect });
    end = right(rect) - chipWidth - CHIP_GAP;
  }
  return chips;
}
