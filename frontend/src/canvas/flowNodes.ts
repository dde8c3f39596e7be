/** The nodes that React Flow draws, derived from the design and the view. A node that says the same stays the same object. */
import { blocksOf, type Blocks } from "../geometry/detail";
import { shownScene, within } from "../geometry/folding";
import { isContainer } from "../geometry/places";
import type { Placed } from "../geometry/placing";
import { sceneOf, type Scene } from "../geometry/scene";
import { t } from "../i18n";
import { drawnOff, switchOf } from "../lenses/failure/drawn";
import type { Faults } from "../lenses/failure/fates";
import type { Look } from "../lenses/subnets/kinds";
import { equal } from "../model/equal";
import type { Design } from "../model/types";
import { badgeId } from "../nodes/BadgeMark";
import type { CanvasNode, NodeData, Tone } from "../nodes/data";
import type { Mark } from "../lenses/lens";
import { KIND_SIGNS, kindWord, type Kind } from "../revisions/merged";
import { worse, type Badge } from "../state/verdicts";
import { createTeller, type Told } from "./nodeFacts";
import type { Blocked } from "./useBlocks";

export interface Seen {
  readonly badges: ReadonlyMap<string, Badge>;
  /** By a node's key, or by its resource. */
  readonly marks: ReadonlyMap<string, Mark>;
  /** What is drawn off, under the lens of failures. */
  readonly faults?: Faults | null;
  /** What subnets are drawn as, under the lens of subnets. */
  readonly looks?: ReadonlyMap<string, Look>;
  /** What became of the resources, in a comparison. */
  readonly changes?: ReadonlyMap<string, Kind>;
  readonly selected: readonly string[];
  readonly picked: readonly string[];
  readonly folded: ReadonlySet<string>;
  /** The nodes of the shown route; the others are dimmed. Null where no route is shown. */
  readonly lit: ReadonlySet<string> | null;
  readonly target: { readonly key: string; readonly isRefused: boolean } | null;
  /** The subnets of which what stands in them is drawn as blocks, being too much or too far off for nodes. */
  readonly blocked: Blocked;
}

/** Where React Flow says what keys do with a node; what describes a node takes the place of it. */
const HOW_TO = "react-flow__node-desc-1";

const Z_INDEX = { vpc: 0, zone: 1, subnet: 2, gateway: 4, group: 4, inner: 4, outside: 4 } as const;
/** As many selected or lit nodes stay nodes where the others are blocks. */
const MOST_SELECTED = 100;
/** No node has ends of edges. Saying so, with its size, spares React Flow measuring it before it may be seen. */
const NO_HANDLES: NonNullable<CanvasNode["handles"]> = [];

export type Deriver = (design: Design, seen: Seen) => CanvasNode[];

/** A deriver that remembers the nodes of its last run, and what they say for as long as the design is the same. */
export function createDeriver(typeTitle: (type: string) => string = (type) => type): Deriver {
  const tell = createTeller(typeTitle);
  let told: { design: Design; scene: Scene; isSummed: boolean; nodes: readonly Told[] } | null = null;
  let known = new Map<string, { told: Told; node: CanvasNode }>();
  return (design, seen) => {
    const scene = shownScene(sceneOf(design), seen.folded);
    const isSummed = seen.blocked === "all" || seen.blocked.size > 0;
    if (told?.design !== design || told.scene !== scene || told.isSummed !== isSummed) {
      const isTold = ({ key, role }: Placed) => seen.folded.has(key) || (isSummed && role === "subnet");
      told = { design, scene, isSummed, nodes: tell(design, scene, isTold) };
    }
    const view = viewOf(seen, told.nodes, sceneOf(design));
    const next = new Map<string, { told: Told; node: CanvasNode }>();
    for (const one of told.nodes) {
      const { key } = one.node;
      if (view.blocks.has(key)) continue;
      const data = dataOf(design, one, seen, view);
      const before = known.get(key);
      const isSelected = view.picked.has(key);
      const isSame = before?.told === one && before.node.selected === isSelected && isAlike(before.node.data, data);
      next.set(key, isSame ? before : { told: one, node: nodeOf(one, data, isSelected) });
    }
    known = next;
    return [...next.values()].map(({ node }) => node);
  };
}

interface View {
  readonly selected: ReadonlySet<string>;
  readonly picked: ReadonlySet<string>;
  /** The nodes that are drawn as blocks. */
  readonly blocks: ReadonlySet<string>;
  readonly blocksIn: ReadonlyMap<string, { readonly blocks: Blocks<Tone>; readonly worst: Badge | null }>;
  /** Of each folded container the worst of what stands in it. */
  readonly worstIn: ReadonlyMap<string, Badge | null>;
}

/** What is selected or lit keeps being a node; of the others in subnets each subnet has its blocks. */
function viewOf(seen: Seen, nodes: readonly Told[], whole: Scene): View {
  const selected = new Set(seen.selected);
  const picked = new Set(seen.picked);
  const blocks = new Set<string>();
  const blocksIn: View["blocksIn"] extends ReadonlyMap<string, infer T> ? Map<string, T> : never = new Map();
  const worstIn = new Map([...seen.folded].map((key) => [key, worstOf(within(whole, key), seen)]));
  if (seen.blocked !== "all" && seen.blocked.size === 0) return { selected, picked, blocks, blocksIn, worstIn };
  const held = new Map<string, Placed[]>();
  const lit = seen.lit && seen.lit.size <= MOST_SELECTED ? seen.lit : null;
  for (const { node } of nodes) {
    const isKept = selected.size <= MOST_SELECTED && node.resource !== null && selected.has(node.resource);
    if (node.role !== "inner" || node.parent === null || isKept || lit?.has(node.key)) continue;
    if (seen.blocked !== "all" && !seen.blocked.has(node.parent)) continue;
    blocks.add(node.key);
    const siblings = held.get(node.parent);
    if (siblings) siblings.push(node);
    else held.set(node.parent, [node]);
  }
  for (const [subnet, inner] of held) {
    const toned = inner.map((node) => [toneOf(node, seen, selected), node.rect] as const);
    blocksIn.set(subnet, { blocks: blocksOf(toned), worst: worstOf(inner, seen) });
  }
  return { selected, picked, blocks, blocksIn, worstIn };
}

/** How many of these nodes have the worst sign that there is among them; null where all is well. */
function worstOf(nodes: readonly Placed[], { badges }: Seen): Badge | null {
  const worst = nodes.reduce<Badge | undefined>((found, { resource }) => {
    const badge = badges.get(resource ?? "");
    return badge ? worse(found, { ...badge, count: 1 }) : found;
  }, undefined);
  return worst && worst.sign !== "ok" ? worst : null;
}

function toneOf({ key, resource }: Placed, seen: Seen, selected: ReadonlySet<string>): Tone {
  if (resource === null || (seen.lit !== null && !seen.lit.has(key))) return "plain";
  if (selected.has(resource)) return "selected";
  const change = seen.changes?.get(resource);
  if (change) return change;
  return seen.marks.get(resource)?.tone ?? seen.badges.get(resource)?.sign ?? "plain";
}

function dataOf(design: Design, { node, facts }: Told, seen: Seen, view: View): NodeData {
  const { key, resource } = node;
  const blocks = view.blocksIn.get(key);
  const faults = seen.faults ?? null;
  const fault = faults && drawnOff(design, node, faults);
  return {
    ...facts,
    chips: seen.changes ? chipsWith(facts.chips, seen.changes) : facts.chips,
    change: (resource === null ? undefined : seen.changes?.get(resource)) ?? null,
    badge:
      (resource === null ? undefined : seen.badges.get(resource)) ?? blocks?.worst ?? view.worstIn.get(key) ?? null,
    mark: markOf(node, fault, seen),
    fault,
    power: faults && switchOf(design, node),
    look: (resource === null ? undefined : seen.looks?.get(resource)) ?? null,
    isSelected: resource !== null && view.selected.has(resource),
    isDimmed: seen.lit !== null && !isContainer(node.role) && !seen.lit.has(key),
    isFolded: seen.folded.has(key),
    target: seen.target?.key === key ? (seen.target.isRefused ? "refused" : "open") : "none",
    blocks: blocks?.blocks ?? null,
  };
}

/** What a node says under the lens: itself, or as its resource. What is gone says just that, unless all of it is. */
function markOf({ key, resource }: Placed, fault: NodeData["fault"], { marks }: Seen): Mark | null {
  const mark = marks.get(key) ?? (resource === null ? undefined : marks.get(resource));
  return mark && (fault === null || mark.tone === "stop") ? mark : null;
}

/** What stands nowhere but in a chip has its sign there. */
function chipsWith(chips: NodeData["chips"], changes: ReadonlyMap<string, Kind>): NodeData["chips"] {
  return chips.map((chip) => {
    const change = changes.get(chip.resource);
    return change ? { ...chip, label: `${KIND_SIGNS[change]} ${chip.label}` } : chip;
  });
}

/** Whether two of the same facts say the same in the view. */
function isAlike(a: NodeData, b: NodeData): boolean {
  return (
    a.isSelected === b.isSelected &&
    a.isDimmed === b.isDimmed &&
    a.isFolded === b.isFolded &&
    a.target === b.target &&
    a.change === b.change &&
    a.fault === b.fault &&
    a.power === b.power &&
    a.look === b.look &&
    equal(a.badge, b.badge) &&
    equal(a.mark, b.mark) &&
    isDrawnAlike(a.blocks, b.blocks)
  );
}

function isDrawnAlike(a: NodeData["blocks"], b: NodeData["blocks"]): boolean {
  if (a === null || b === null) return a === b;
  return a.size === b.size && [...a].every(([tone, path]) => b.get(tone) === path);
}

function nodeOf({ node, label }: Told, data: NodeData, selected: boolean): CanvasNode {
  const { x, y, width, height } = node.rect;
  const type = node.role === "vpc" || node.role === "zone" || node.role === "subnet" ? node.role : "item";
  return {
    id: node.key,
    type,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    handles: NO_HANDLES,
    ...(node.parent === null ? {} : { parentId: node.parent }),
    zIndex: Z_INDEX[node.role],
    selected,
    ...(type === "item" ? {} : { dragHandle: ".drag-handle", style: { pointerEvents: "none" } }),
    focusable: node.role !== "zone",
    ariaRole: "group",
    ariaLabel: spoken(label, data),
    ...(data.badge ? { domAttributes: { "aria-describedby": `${badgeId(node.key)} ${HOW_TO}` } } : {}),
    data,
  };
}

/** What a node is called by a screen reader: with what became of it, and what it says under the lens. */
function spoken(label: string, { change, fault, mark }: NodeData): string {
  const off = fault === null ? "" : fault === "off" ? t("off") : t("gone");
  return [label, change ? kindWord(change) : "", off, mark?.text ?? ""].filter(Boolean).join(", ");
}
