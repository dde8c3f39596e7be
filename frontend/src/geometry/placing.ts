/**
 * Boxes for the nodes of a design, from the inside out: a deterministic grid that keeps the boxes that are there. Zones are
 * columns, tiers are rows; a container that has a box grows when it must, and what stood beside it makes room. The same
 * places as topology/layout/place.py gives.
 */
import { kindOfSubnet, routeTableOf } from "../model/network";
import { get, type Design, type Layout } from "../model/types";
import { isContainer, placesOf, type Place } from "./places";
import * as g from "./rect";
import type { Rect } from "./rect";

const TIERS = ["public", "private", "isolated"] as const;
type Size = readonly [width: number, height: number];

export interface Placed extends Place {
  /** In pixels, relative to the container. */
  readonly rect: Rect;
  /** How high it is when it is not folded. */
  readonly room?: number;
}

/** Every node of the design with its rectangle, containers before what stands in them. */
export function place(design: Design): Placed[] {
  const places = placesOf(design);
  const rects = new Placing(design, places).run();
  return places.map((found) => ({
    ...found,
    rect: rects.get(found.key) ?? { x: 0, y: 0, width: g.NODE_WIDTH, height: g.NODE_HEIGHT },
  }));
}

class Placing {
  private readonly given: Layout;
  private readonly children = new Map<string | null, Place[]>();
  private readonly rects = new Map<string, Rect>();
  private readonly tiers = new Map<string, number>();

  constructor(design: Design, places: readonly Place[]) {
    this.given = design.layout;
    for (const place of places) {
      const siblings = this.children.get(place.parent);
      if (siblings) siblings.push(place);
      else this.children.set(place.parent, [place]);
      const subnet = place.role === "subnet" ? get(design, "Subnet", place.resource) : undefined;
      if (subnet) this.tiers.set(place.key, TIERS.indexOf(kindOfSubnet(design, routeTableOf(design, subnet))));
    }
  }

  run(): Map<string, Rect> {
    this.topLevel();
    return this.rects;
  }

  private in(key: string | null): Place[] {
    return this.children.get(key) ?? [];
  }

  private size(place: Place): Size {
    switch (place.role) {
      case "vpc":
        return this.vpc(place);
      case "zone":
        return this.zone(place);
      case "subnet":
        return this.subnet(place);
      default:
        return [g.NODE_WIDTH, g.NODE_HEIGHT];
    }
  }

  /** Size these siblings and keep the boxes that are there; the others are returned, with the sizes of all. */
  private settle(members: readonly Place[], beside: readonly Place[] = []): [Place[], Map<string, Size>] {
    const sizes = new Map(members.map((place) => [place.key, this.size(place)]));
    const kept: [Place, Rect][] = [];
    for (const place of members) {
      const box = this.given[place.key];
      const [width, height] = sizes.get(place.key) ?? [0, 0];
      if (box) kept.push([place, { x: box.x, y: box.y, width: box.width ?? width, height: box.height ?? height }]);
    }
    const rects = [...kept.map(([, rect]) => rect), ...this.placed(beside)];
    for (const [place, rect] of kept) {
      const [width, height] = sizes.get(place.key) ?? [0, 0];
      if (isContainer(place.role) && (width > rect.width || height > rect.height)) {
        const before = { ...rect };
        rect.width = Math.max(width, rect.width);
        rect.height = Math.max(height, rect.height);
        g.insertRoom(before, rect, rects.filter((r) => r !== rect)); // prettier-ignore
      }
      this.rects.set(place.key, rect);
    }
    return [members.filter((place) => !this.rects.has(place.key)), sizes];
  }

  private placed(members: readonly Place[]): Rect[] {
    return members.map((place) => this.rects.get(place.key)).filter((rect) => rect !== undefined);
  }

  private extent(members: readonly Place[]): Size {
    const rects = this.placed(members);
    return [
      rects.reduce((most, r) => Math.max(most, g.right(r)), 0),
      rects.reduce((most, r) => Math.max(most, g.bottom(r)), 0),
    ];
  }

  private fill(
    fresh: readonly Place[],
    siblings: readonly Place[],
    left: number,
    top: number,
    across: number,
    upwards = false,
  ): void {
    let taken = this.placed(siblings);
    if (taken.length * fresh.length > g.MANY) {
      top = g.below(taken, top);
      taken = [];
    }
    const rects = g.freeRects(fresh.length, taken, g.slots(left, top, across, upwards));
    fresh.forEach((place, i) => this.rects.set(place.key, rects[i] as Rect));
  }

  private subnet(place: Place): Size {
    const members = this.in(place.key);
    const [fresh] = this.settle(members);
    this.fill(fresh, members, g.SUBNET_PADDING, g.SUBNET_TOP, g.columnsFor(members.length));
    const [right, bottom] = this.extent(members);
    return [
      Math.max(g.SUBNET_MIN_WIDTH, right + g.SUBNET_PADDING),
      Math.max(g.SUBNET_MIN_HEIGHT, bottom + g.SUBNET_PADDING),
    ];
  }

  /** Fresh subnets below what is there, in the order of their tiers. */
  private zone(place: Place): Size {
    const members = this.in(place.key);
    const [fresh, sizes] = this.settle(members);
    let y = g.below(this.placed(members), g.ZONE_TOP);
    const widths = fresh.map((subnet) => sizes.get(subnet.key)?.[0] ?? 0);
    let inner = widths.length > 0 ? Math.max(...widths) : g.SUBNET_MIN_WIDTH;
    const box = this.given[place.key];
    if (box) inner = Math.max(inner, (box.width ?? 0) - 2 * g.ZONE_PADDING);
    const tier = (subnet: Place) => this.tiers.get(subnet.key) ?? 0;
    for (const subnet of [...fresh].sort((a, b) => tier(a) - tier(b))) {
      const height = sizes.get(subnet.key)?.[1] ?? 0;
      this.rects.set(subnet.key, { x: g.ZONE_PADDING, y, width: inner, height });
      y += height + g.GAP;
    }
    return this.zoneSize(place);
  }

  private zoneSize(zone: Place): Size {
    const [right, bottom] = this.extent(this.in(zone.key));
    return [right + g.ZONE_PADDING, bottom + g.GAP];
  }

  /** Rows at the same height across these zones: the first public subnet of each, the second, the first private … */
  private level(zones: readonly Place[]): void {
    const rows = new Map<string, { order: number; rects: Rect[] }>();
    for (const zone of zones) {
      const seen = new Map<number, number>();
      for (const subnet of this.in(zone.key)) {
        const tier = this.tiers.get(subnet.key) ?? 0;
        const nth = seen.get(tier) ?? 0;
        seen.set(tier, nth + 1);
        const row = rows.get(`${tier}/${nth}`) ?? { order: tier * 1e6 + nth, rects: [] };
        row.rects.push(...this.placed([subnet]));
        rows.set(`${tier}/${nth}`, row);
      }
    }
    let y = g.ZONE_TOP;
    for (const { rects } of [...rows.values()].sort((a, b) => a.order - b.order)) {
      const height = Math.max(...rects.map((r) => r.height));
      for (const rect of rects) Object.assign(rect, { y, height });
      y += height + g.GAP;
    }
  }

  private vpc(place: Place): Size {
    const members = this.in(place.key);
    const [zones, gateways, groups] = (["zone", "gateway", "group"] as const).map((role) => members.filter((m) => m.role === role)) as [Place[], Place[], Place[]]; // prettier-ignore
    const [looseGateways] = this.settle(gateways);
    const [looseGroups] = this.settle(groups);
    const [fresh, sizes] = this.settle(zones, groups);
    const untouched = fresh.filter((zone) => !this.in(zone.key).some((subnet) => subnet.key in this.given));
    this.level(untouched);
    for (const zone of untouched) sizes.set(zone.key, this.zoneSize(zone));
    let x = this.placed(zones).reduce((most, r) => Math.max(most, g.right(r) + g.GAP), g.VPC_PADDING);
    const height = Math.max(0, ...fresh.map((zone) => sizes.get(zone.key)?.[1] ?? 0));
    for (const zone of fresh) {
      const width = sizes.get(zone.key)?.[0] ?? 0;
      this.rects.set(zone.key, { x, y: g.VPC_TOP, width, height });
      x += width + g.GAP;
    }
    g.clear(this.placed(fresh), this.placed(groups));
    this.fill(looseGateways, gateways, g.GATEWAY_LEFT, g.GATEWAY_TOP, members.length);
    const [zoneRight] = this.extent([...zones, ...gateways]);
    const width = Math.max(zoneRight + g.VPC_PADDING, g.SUBNET_MIN_WIDTH + 2 * (g.ZONE_PADDING + g.VPC_PADDING));
    const across = Math.max(2, Math.floor((width - 2 * g.VPC_PADDING + g.GAP) / (g.NODE_WIDTH + g.GAP)));
    const top = g.below(this.placed(zones), g.VPC_TOP + g.GAP);
    this.fill(looseGroups, [...groups, ...gateways], g.VPC_PADDING, top, across);
    const [right, bottom] = this.extent(members);
    return [Math.max(width, right + g.VPC_PADDING), Math.max(g.VPC_MIN_HEIGHT, bottom + g.GAP)];
  }

  private topLevel(): void {
    const members = this.in(null);
    const areas = members.filter((m) => isContainer(m.role));
    const outside = members.filter((m) => !isContainer(m.role));
    const [fresh, sizes] = this.settle(areas);
    const [loose] = this.settle(outside);
    const across = Math.max(1, Math.ceil(Math.sqrt(fresh.length)));
    const rows = Array.from({ length: Math.ceil(fresh.length / across) }, (_, i) =>
      fresh.slice(i * across, (i + 1) * across),
    );
    const [kept, held] = [this.placed(areas), this.placed(outside)];
    const sizeOf = (place: Place): Size => sizes.get(place.key) ?? [0, 0];
    const widths = rows.map((row) => row.reduce((sum, m) => sum + sizeOf(m)[0] + g.VPC_GAP, 0));
    const width = Math.max(...widths, 5 * (g.NODE_WIDTH + g.GAP), ...kept.map(g.right));
    const strip = Math.floor(width / (g.NODE_WIDTH + g.GAP));
    const depth = Math.ceil(loose.length / strip);
    const first = g.OUTSIDE_TOP + depth * (g.NODE_HEIGHT + g.GAP) + g.OUTSIDE_TO_VPC - g.NODE_HEIGHT - g.GAP;
    const underStrip = Math.max(first, g.below(held, g.OUTSIDE_TOP) + 2 * g.OUTSIDE_TOP - g.GAP);
    let y = kept.length > 0 ? Math.min(...kept.map((r) => r.y)) : underStrip;
    const bottomOfStrip = y - g.OUTSIDE_TO_VPC;
    const left = kept.length > 0 ? Math.max(...[...kept, ...held].map((r) => g.right(r) + g.VPC_GAP)) : g.OUTSIDE_LEFT;
    for (const row of rows) {
      let x = left;
      for (const member of row) {
        const [w, h] = sizeOf(member);
        this.rects.set(member.key, { x, y, width: w, height: h });
        x += w + g.VPC_GAP;
      }
      y += Math.max(...row.map((m) => sizeOf(m)[1])) + g.VPC_ROW_GAP;
    }
    if (kept.length > 0 || held.length > 0) this.fill(loose, members, g.OUTSIDE_LEFT, bottomOfStrip, strip, true);
    else this.fill(loose, [], g.OUTSIDE_LEFT, g.OUTSIDE_TOP, strip);
  }
}
