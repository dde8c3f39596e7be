/** Nodes that are being moved or resized: where they are drawn until they are let go, and the lines that they catch on. */
import { create } from "zustand";
import type { Line } from "../geometry/snapping";

/** A position in the node's container, and its size where that changes. */
export interface Hold {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

export interface HeldState {
  readonly holds: ReadonlyMap<string, Hold>;
  readonly lines: readonly Line[];
}

const NOTHING: HeldState = { holds: new Map(), lines: [] };

export const useHeld = create<HeldState>(() => NOTHING);

/** Draw these nodes here, from now on and whatever the design says. */
export function hold(holds: ReadonlyMap<string, Hold>, lines: readonly Line[] = []): void {
  useHeld.setState({ holds, lines });
}

/** Draw everything where the design says again. */
export function letGo(): void {
  if (useHeld.getState() !== NOTHING) useHeld.setState(NOTHING, true);
}
