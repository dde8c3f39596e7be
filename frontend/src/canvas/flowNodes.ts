/** The nodes that React Flow draws, derived from the design and the view. A node that says the same stays the same object. */
import { chipsOf } from "../geometry/chips";
import type { Placed } from "../geometry/placing";
import { shownScene } from "../geometry/folding";
import { sceneOf } from "../geometry/scene";
import { t } from "../i18n";
import { equal } from "../model/equal";
import { kindOfSubnet, routeTableOf } from "../model/network";
import { get, labelOf, type Design, type Resource } from "../model/types";
import { contentsOf } from "../nodes/contents";
import type { CanvasNode, NodeData } from "../nodes/data";
import { describe, titleOf } from "../nodes/describe";
import { iconOf, type Icon } from "../nodes/icons";
import type { Mark } from "../lenses/lens";
import type { Badge } from "../state/verdicts";

export interface Seen {
  readonly badges: ReadonlyMap<string, Badge>;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly isStale: boolean;
  readonly selected: readonly string[];
  readonly picked: readonly string[];
  readonly folded: ReadonlySet<string>;
  /** The nodes of the shown route; the others are dimmed. Null where no route is shown. */
  readonly lit: ReadonlySet<string> | null;
  readonly target: { readonly key: string; readonly isRefused: boolean } | null;
}

const CHIP_SPACE = 8;
const Z_INDEX = { vpc: 0, zone: 1, subnet: 2, gateway: 4, group: 4, inner: 4, outside: 4 } as const;

export type Deriver = (design: Design, seen: Seen) => CanvasNode[];

/** A deriver that remembers the nodes of its last run. */
export function createDeriver(): Deriver {
  let known = new Map<string, CanvasNode>();
  const icons = new Map<string, Icon>();
  return (design, seen) => {
    const scene = shownScene(sceneOf(design), seen.folded);
    const next = new Map<string, CanvasNode>();
    for (const node of scene.nodes) {
      const derived = derive(design, node, seen, icons);
      const before = known.get(node.key);
      next.set(node.key, before && isSame(before, derived) ? before : derived);
    }
    known = next;
    return [...next.values()];
  };
}

function isSame(a: CanvasNode, b: CanvasNode): boolean {
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.parentId === b.parentId &&
    a.selected === b.selected &&
    equal(a.data, b.data)
  );
}

function derive(design: Design, node: Placed, seen: Seen, icons: Map<string, Icon>): CanvasNode {
  const resource = node.resource === null ? undefined : design.resources[node.resource];
  const data = dataOf(design, node, resource, seen, icons);
  const { x, y, width, height } = node.rect;
  const type = node.role === "vpc" || node.role === "zone" || node.role === "subnet" ? node.role : "item";
  const isContainer = type !== "item";
  return {
    id: node.key,
    type,
    position: { x, y },
    width,
    height,
    ...(node.parent === null ? {} : { parentId: node.parent }),
    zIndex: Z_INDEX[node.role],
    selected: seen.picked.includes(node.key),
    ...(isContainer ? { dragHandle: ".drag-handle", style: { pointerEvents: "none" } } : {}),
    focusable: node.role !== "zone",
    ariaLabel: [data.title, data.second || data.cidrs.join(" "), resource?.type ?? ""].filter(Boolean).join(", "),
    data,
  };
}

function dataOf(
  design: Design,
  node: Placed,
  resource: Resource | undefined,
  seen: Seen,
  icons: Map<string, Icon>,
): NodeData {
  const isFirst = resource === undefined || sceneOf(design).keysOf.get(resource.id)?.[0] === node.key;
  const subnet = node.role === "subnet" ? get(design, "Subnet", node.resource) : undefined;
  const chips = subnet ? chipsOf(design, subnet, node.rect.width) : [];
  const vpc = node.role === "vpc" ? get(design, "Vpc", node.resource) : undefined;
  return {
    role: node.role,
    resource: node.resource,
    title: resource
      ? subnet || vpc
        ? labelOf(resource)
        : titleOf(design, resource)
      : node.title || t("no availability zone"),
    second: resource && !subnet && !vpc ? describe(design, resource, isFirst) : "",
    icon: resource ? remembered(icons, iconOf(resource)) : null,
    badge: (resource && seen.badges.get(resource.id)) ?? null,
    mark: (resource && seen.marks.get(resource.id)) ?? null,
    isSelected: node.resource !== null && seen.selected.includes(node.resource),
    isDimmed: seen.lit !== null && !isContainer(node) && !seen.lit.has(node.key),
    isStale: seen.isStale,
    target: seen.target?.key === node.key ? (seen.target.isRefused ? "refused" : "open") : "none",
    kind: subnet ? kindOfSubnet(design, routeTableOf(design, subnet)) : null,
    chips,
    chipsWidth: chips[0] ? node.rect.width - chips[0].rect.x + CHIP_SPACE : CHIP_SPACE,
    cidrs: cidrsOf(subnet, vpc),
    isFolded: seen.folded.has(node.key),
    contents: seen.folded.has(node.key) ? contentsOf(design, sceneOf(design), node.key) : "",
    hasDns: vpc ? vpc.enable_dns_support !== false && vpc.enable_dns_hostnames === true : false,
  };
}

function isContainer(node: Placed): boolean {
  return node.role === "vpc" || node.role === "zone" || node.role === "subnet";
}

function cidrsOf(subnet: ReturnType<typeof get<"Subnet">>, vpc: ReturnType<typeof get<"Vpc">>): string[] {
  const found = subnet
    ? [subnet.cidr_block, subnet.ipv6_cidr_block]
    : [
        vpc?.cidr_block,
        ...(vpc?.cidr_block_associations ?? []).map((a) => a.cidr_block),
        ...(vpc?.ipv6_cidr_block_associations ?? []).map((a) => a.ipv6_cidr_block),
      ];
  return found.filter((cidr) => typeof cidr === "string");
}

function remembered(icons: Map<string, Icon>, icon: Icon): Icon {
  const known = icons.get(icon.src);
  if (known) return known;
  icons.set(icon.src, icon);
  return icon;
}
