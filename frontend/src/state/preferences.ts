/** How a person likes to draw. Kept in the browser, not with the design. */
import { create } from "zustand";

export interface Preferences {
  /** Whether dragged nodes catch on the lines of their neighbours. */
  readonly snapLines: boolean;
  /** Whether nodes stand on the dots of the ground. */
  readonly grid: boolean;
  readonly minimap: boolean;
  /** Whether the palette, and the panel with properties and findings, are there beside the canvas. */
  readonly palette: boolean;
  readonly panel: boolean;
  /** Whether the help of every field is open, rather than behind its “i”. */
  readonly help: boolean;
  /** What dragging on free ground does: move the view, or draw a rectangle that selects. */
  readonly tool: "hand" | "select";
}

const KEY = "farway-drawing";
const DEFAULT: Preferences = {
  snapLines: true,
  grid: false,
  minimap: true,
  palette: true,
  panel: true,
  help: false,
  tool: "hand",
};

export const usePreferences = create<Preferences>(() => ({ ...DEFAULT, ...stored() }));

export function prefer(some: Partial<Preferences>): void {
  usePreferences.setState(some);
  localStorage.setItem(KEY, JSON.stringify(usePreferences.getState()));
}

function stored(): Partial<Preferences> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof found === "object" && found !== null ? known(found as Record<string, unknown>) : {};
  } catch {
    return {}; // written by another version, or by hand: begin with the defaults
  }
}

function known(found: Record<string, unknown>): Partial<Preferences> {
  const entries = Object.entries(DEFAULT).filter(([name, value]) => typeof found[name] === typeof value);
  const kept = Object.fromEntries(entries.map(([name]) => [name, found[name]])) as Partial<Preferences>;
  return kept.tool === undefined || kept.tool === "hand" || kept.tool === "select" ? kept : { ...kept, tool: "hand" };
}
