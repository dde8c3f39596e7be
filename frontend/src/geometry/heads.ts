/** Where the names of VPCs and Regions stand, so that nothing lies over them: a VPC's on its top border beside its gateways. */
import type { Detail } from "./detail";
import { right, type Rect } from "./rect";
import type { Scene } from "./scene";

/** The room of a VPC's name, along its top border. */
export interface Slot {
  /** From the VPC's left. */
  readonly x: number;
  readonly width: number;
}

/** Letters in pixels of the canvas. */
export interface NameSizes {
  readonly vpc: number;
  readonly region: number;
}

/** Above its border a VPC's name stays off what stands outside the VPC, under it off the zones: see OUTSIDE_TO_VPC, VPC_TOP. */
export const BAND = 36;
/** The names of what is far off, where they stand on the borders. */
export const FAR_NAMES: Readonly<Partial<Record<Detail, NameSizes>>> = {
  far: { vpc: 46, region: 34 },
  distant: { vpc: 60, region: 60 },
};
export const LINE_HEIGHT = 1.1;
export const EDGE = 3;
/** Off the rounded corner. */
export const INDENT = 16;
const ROOM = 12;
/** What a letter is wide, and the icon with its gaps, in letters' sizes. */
const LETTER = 0.6;
const ICON = 2;
const LEAST = 188;

/** The slot of each VPC: the first beside its gateways that its name fits in, otherwise the widest. */
export function headsOf(scene: Scene, nameOf: (vpc: string) => string): ReadonlyMap<string, Slot> {
  const heads = new Map<string, Slot>();
  const vpcs = scene.nodes.filter(({ role }) => role === "vpc");
  const others = scene.nodes.filter(({ role }) => role === "gateway" || role === "outside");
  for (const { key, resource } of vpcs) {
    const vpc = scene.absolute.get(key);
    if (!vpc) continue;
    const inTheWay = others.map((node) => scene.absolute.get(node.key)).filter((rect) => rect && isOnBorder(vpc, rect));
    heads.set(key, slotIn(vpc, inTheWay as Rect[], textWidth(nameOf(resource ?? ""), FAR_NAMES.far?.vpc ?? 0)));
  }
  return heads;
}

const isOnBorder = (vpc: Rect, rect: Rect): boolean =>
  rect.y < vpc.y + BAND && rect.y + rect.height > vpc.y - BAND && rect.x < right(vpc) && right(rect) > vpc.x;

function slotIn(vpc: Rect, inTheWay: readonly Rect[], wanted: number): Slot {
  const slots: Slot[] = [];
  let x = 0;
  for (const rect of [...inTheWay].sort((a, b) => a.x - b.x)) {
    slots.push({ x, width: rect.x - vpc.x - ROOM - x });
    x = Math.max(x, right(rect) - vpc.x + ROOM);
  }
  slots.push({ x, width: vpc.width - x });
  const widest = slots.reduce((most, slot) => (slot.width > most.width ? slot : most));
  const found = slots.find(({ width }) => width >= wanted) ?? widest;
  return found.width < LEAST ? { x: 0, width: vpc.width } : found;
}

function textWidth(name: string, size: number): number {
  return INDENT + (name.length * LETTER + ICON) * size;
}

/** Where a VPC's name stands from afar, at most: as high as a line of it, around the border. */
export function farName(vpc: Rect, slot: Slot, { vpc: size }: NameSizes): Rect {
  const height = size * LINE_HEIGHT + 2 * EDGE;
  return { x: vpc.x + slot.x + INDENT, y: vpc.y - height / 2, width: slot.width - INDENT, height };
}

/** How far a Region's name reaches above the foot of its frame: less than the frame keeps off its VPCs. */
const ABOVE_FOOT = 18;

/** Where a Region's name stands from afar: as high as a line of it, over the foot of its frame and under it. */
export function farRegionName(frame: Rect, name: string, { region: size }: NameSizes): Rect {
  const height = size * LINE_HEIGHT;
  return {
    x: frame.x + INDENT,
    y: frame.y + frame.height - ABOVE_FOOT,
    width: (name.length * LETTER + 1) * size,
    height,
  };
}

/** The letters of names at this detail, for the styles. */
export function nameStyle(detail: Detail): Readonly<Record<string, string>> {
  const sizes = FAR_NAMES[detail];
  return sizes
    ? { "--vpc-name": `${sizes.vpc}px`, "--region-name": `${sizes.region}px`, "--region-rise": `${ABOVE_FOOT}px` }
    : {};
}
