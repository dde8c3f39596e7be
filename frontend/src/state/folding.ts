/** Which containers are folded. Kept in the browser for each design: it is a way of looking, not a part of the design. */
import { create } from "zustand";
import { shownScene } from "../geometry/folding";
import { isContainer } from "../geometry/places";
import { sceneOf, type Scene } from "../geometry/scene";
import { t } from "../i18n";
import { useDesign } from "./design";
import { usePage } from "./page";
import { movable } from "./selecting";
import { announce } from "./view";

export const useFolding = create<{ folded: ReadonlySet<string> }>(() => ({ folded: new Set() }));

const KEY = "farway-folded:";
const MOST = 10_000;

/** The scene as the canvas draws it, followed. */
export function useShownScene(): Scene {
  const design = useDesign((s) => s.design);
  const folded = useFolding((s) => s.folded);
  return shownScene(sceneOf(design), folded);
}

/** The scene as the canvas draws it now. */
export function sceneShown(): Scene {
  return shownScene(sceneOf(useDesign.getState().design), useFolding.getState().folded);
}

/** Fold these containers, or unfold them where all of them are folded. */
export function toggleFolded(keys: readonly string[]): void {
  const { folded } = useFolding.getState();
  const isOpening = keys.every((key) => folded.has(key));
  const next = new Set(folded);
  for (const key of keys)
    if (isOpening) next.delete(key);
    else next.add(key);
  keep(next);
  announce(isOpening ? t("Unfolded.") : t("Folded."));
}

/** Unfold what a node stands in, so that it is seen. */
export function unfoldTo(key: string): void {
  const { byKey } = sceneOf(useDesign.getState().design);
  const { folded } = useFolding.getState();
  const next = new Set(folded);
  for (let at = byKey.get(key)?.parent ?? null; at !== null; at = byKey.get(at)?.parent ?? null) next.delete(at);
  if (next.size !== folded.size) keep(next);
}

/** The selected containers. */
export function foldable(): string[] {
  return movable()
    .filter((node) => isContainer(node.role))
    .map((node) => node.key);
}

/** Every subnet of the design. */
export function allSubnets(): string[] {
  return sceneOf(useDesign.getState().design)
    .nodes.filter((node) => node.role === "subnet")
    .map((node) => node.key);
}

/** Take up what was folded in this design before. */
export function recallFolded(): void {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY + usePage.getState().design) ?? "[]");
    const keys = Array.isArray(stored) ? stored.filter((key): key is string => typeof key === "string") : [];
    useFolding.setState({ folded: new Set(keys.slice(0, MOST)) });
  } catch {
    useFolding.setState({ folded: new Set() }); // not ours: nothing is folded
  }
}

function keep(folded: ReadonlySet<string>): void {
  useFolding.setState({ folded });
  const name = KEY + usePage.getState().design;
  if (folded.size === 0) localStorage.removeItem(name);
  else localStorage.setItem(name, JSON.stringify([...folded]));
}
