import type { Node } from "@xyflow/react";
import type { Chip } from "../geometry/chips";
import type { Role } from "../geometry/places";
import type { SubnetKind } from "../model/network";
import type { Mark } from "../lenses/lens";
import type { Badge } from "../state/verdicts";
import type { Icon } from "./icons";

/** What a node shows. Two nodes whose data say the same are the same node to React. */
export interface NodeData extends Record<string, unknown> {
  readonly role: Role;
  readonly resource: string | null;
  readonly title: string;
  readonly second: string;
  readonly icon: Icon | null;
  readonly badge: Badge | null;
  /** What it says under the lens. */
  readonly mark: Mark | null;
  readonly isSelected: boolean;
  readonly isDimmed: boolean;
  readonly isStale: boolean;
  /** Whether a drag is over it, and may be dropped. */
  readonly target: "none" | "open" | "refused";
  readonly kind: SubnetKind | null;
  readonly chips: readonly Chip[];
  /** How much of the header's right the chips take. */
  readonly chipsWidth: number;
  readonly isFolded: boolean;
  /** What it holds, in words; only where it is folded. */
  readonly contents: string;
  readonly cidrs: readonly string[];
  readonly hasDns: boolean;
}

export type CanvasNode = Node<NodeData, "vpc" | "zone" | "subnet" | "item">;
