/** The Regions of a design, each around its VPCs. A Region is no resource: it stands where its VPCs stand. */
import { all, type Design } from "../model/types";
import { around, meets, type Rect } from "./rect";

/** The frame keeps off its VPCs; at its head their gateways stand out, and its name needs room. */
const MARGIN = 20;
const HEAD = 36;

export interface Region {
  readonly name: string;
  readonly vpcs: readonly string[];
}

/** The Regions that hold VPCs, in the order of these, by name; a VPC that names none is of the design's. */
export function regionsOf(design: Design): Region[] {
  const found = new Map<string, string[]>();
  for (const vpc of all(design, "Vpc")) {
    const name = vpc.region || design.region;
    if (name) found.set(name, [...(found.get(name) ?? []), vpc.id]);
  }
  return [...found].map(([name, vpcs]) => ({ name, vpcs }));
}

export interface Frame extends Rect {
  readonly key: string;
  readonly name: string;
}

/**
 * A frame around the VPCs of each Region; around each VPC by itself where one for all would take in a VPC of another Region.
 * `rectOf` says where a VPC stands, undefined for one that is not drawn.
 */
export function framesOf(regions: readonly Region[], rectOf: (vpc: string) => Rect | undefined): Frame[] {
  const placed = regions.map(({ name, vpcs }) => ({
    name,
    rects: vpcs.map(rectOf).filter((rect) => rect !== undefined),
  }));
  return placed.flatMap(({ name, rects }) => {
    if (rects.length === 0) return [];
    const whole = around(rects);
    const takesOther = placed.some((other) => other.name !== name && other.rects.some((rect) => meets(rect, whole)));
    const held = takesOther ? rects : [whole];
    return held.map(({ x, y, width, height }, i) => ({
      key: `${name}/${i}`,
      name,
      x: x - MARGIN,
      y: y - HEAD,
      width: width + 2 * MARGIN,
      height: height + HEAD + MARGIN,
    }));
  });
}
