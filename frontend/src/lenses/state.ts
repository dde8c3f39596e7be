/** The lens that the network is looked at through; one at a time. */
import { create } from "zustand";
import { t } from "../i18n";
import { announce } from "../state/view";
import { wordsOf, type Lens } from "./lens";

/** The lens, and whether its legend is folded to its title. */
export const useLens = create<{ readonly lens: Lens | null; readonly isFolded: boolean }>(() => ({
  lens: null,
  isFolded: false,
}));

/** Look through a lens, or through none. */
export function look(lens: Lens | null): void {
  if (useLens.getState().lens === lens) return;
  useLens.setState(lens ? { lens } : { lens, isFolded: false });
  announce(lens ? wordsOf(lens).about : t("No lens"));
}

/** Fold the legend to its title, or show it again; another lens leaves it so. */
export function foldLegend(isFolded: boolean): void {
  useLens.setState({ isFolded });
}
