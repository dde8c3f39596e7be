/** The lens that the network is looked at through; one at a time. */
import { create } from "zustand";
import { t } from "../i18n";
import { announce } from "../state/view";
import { wordsOf, type Lens } from "./lens";

export const useLens = create<{ lens: Lens | null }>(() => ({ lens: null }));

/** Look through a lens, or through none. */
export function look(lens: Lens | null): void {
  if (useLens.getState().lens === lens) return;
  useLens.setState({ lens });
  announce(lens ? wordsOf(lens).about : t("No lens"));
}
