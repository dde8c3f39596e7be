import type { Node, NodeProps } from "@xyflow/react";
import type { Chip } from "../geometry/chips";
import type { Blocks } from "../geometry/detail";
import type { Slot } from "../geometry/heads";
import type { Role } from "../geometry/places";
import type { SubnetKind } from "../model/network";
import type { Mark } from "../lenses/lens";
import type { Look } from "../lenses/subnets/kinds";
import type { Kind } from "../revisions/merged";
import type { Badge, Sign } from "../state/verdicts";
import type { Icon } from "./icons";

/** What a node says of the design. */
export interface NodeFacts {
  readonly role: Role;
  readonly resource: string | null;
  readonly title: string;
  readonly second: string;
  readonly icon: Icon | null;
  readonly kind: SubnetKind | null;
  readonly chips: readonly Chip[];
  /** How much of the header's right the chips take. */
  readonly chipsWidth: number;
  /** What it holds, in words; only where that is not drawn as nodes. */
  readonly contents: string;
  readonly cidrs: readonly string[];
  readonly hasDns: boolean;
  /** How high the room is that it keeps while it is folded; null where it is not, or keeps none. */
  readonly room: number | null;
  /** The room of a VPC's name; null of what is no VPC. */
  readonly head: Slot | null;
}

/** How a task is toned that is drawn as a block. */
export type Tone = Sign | Kind | "plain" | "selected";

/** What a node shows. Two nodes whose data say the same are the same node to React. */
export interface NodeData extends NodeFacts, Record<string, unknown> {
  /** Of a subnet with blocks, or a folded container, that has none itself: the worst of what stands in it. */
  readonly badge: Badge | null;
  /** What became of it, in a comparison. */
  readonly change: Kind | null;
  /** What it says under the lens. */
  readonly mark: Mark | null;
  /** Whether it is off, or gone with what is off, under the lens of failures. */
  readonly fault: "off" | "gone" | null;
  /** What its switch is called under that lens; null for what has none. */
  readonly power: string | null;
  /** What its subnet is drawn as under the lens of subnets. */
  readonly look: Look | null;
  readonly isSelected: boolean;
  readonly isDimmed: boolean;
  readonly isFolded: boolean;
  /** Whether a drag is over it, and may be dropped. */
  readonly target: "none" | "open" | "refused";
  /** What stands in it, drawn as blocks; null where it is drawn as nodes. */
  readonly blocks: Blocks<Tone> | null;
}

export type CanvasNode = Node<NodeData, "vpc" | "zone" | "subnet" | "item">;

/** Whether a node need not be drawn anew: where it stands is its wrapper's business, and changes with each step of a drag. */
export function saysTheSame(a: NodeProps<CanvasNode>, b: NodeProps<CanvasNode>): boolean {
  return a.id === b.id && a.data === b.data;
}
