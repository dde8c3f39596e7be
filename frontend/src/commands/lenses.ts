/** Lenses, each a switch; choosing one leaves the other. */
import { t } from "../i18n";
import { LENSES, wordsOf } from "../lenses/lens";
import { look, useLens } from "../lenses/state";
import type { Command } from "./command";

export function lensCommands(): Command[] {
  return LENSES.map((lens) => ({
    id: `lens-${lens}`,
    group: "view",
    title: t("Lens: {title}", { title: wordsOf(lens).title }),
    words: `${wordsOf(lens).about} see show`,
    isOn: () => useLens.getState().lens === lens,
    run: () => look(useLens.getState().lens === lens ? null : lens),
  }));
}
