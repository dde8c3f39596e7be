/** What concerns the design as a whole: inserting, exporting, checking, other pages; and the help. */
import { flushSync } from "react-dom";
import { t } from "../i18n";
import { palette } from "../model/catalogue";
import { checkAgain, told, useFindings } from "../state/findings";
import { exportTitle, FORMATS, runExport, selectedWorkload } from "../state/exporting";
import { insertIntoSelection } from "../state/gestures";
import { usePage } from "../state/page";
import { prefer } from "../state/preferences";
import { openOverlay } from "../state/view";
import { faultOf } from "../tour/fault";
import { startTour } from "../tour/progress";
import type { Command } from "./command";

export const PALETTE_SEARCH_ID = "palette-search";

export function insertCommands(): Command[] {
  return palette().map(({ kind, title, words, hint }) => ({
    id: `insert-${kind}`,
    group: "insert",
    title: t("Insert {what}", { what: title }),
    words: `${words} ${hint} add new`,
    run: () => insertIntoSelection(kind),
  }));
}

export function designCommands(): Command[] {
  const { api, urls } = usePage.getState();
  const exports = FORMATS.map((format): Command => {
    const isOfWorkload = format === "network-configuration";
    return {
      id: `export-${format}`,
      group: "design",
      title: t("Export: {format}", { format: exportTitle(format) }),
      words: "download save",
      when: () => api !== null && (!isOfWorkload || selectedWorkload() !== undefined),
      run: () => void (api && runExport(api, format, isOfWorkload ? selectedWorkload() : undefined)),
    };
  });
  return [
    {
      id: "check",
      group: "design",
      title: t("Check again"),
      words: "verify run",
      when: () => api !== null,
      run: () => api && told(checkAgain(api)),
    },
    ...exports,
    { id: "designs", group: "design", title: t("Go to all designs"), words: "list home", run: () => go(urls.designs) },
    { id: "import", group: "design", title: t("Import a template"), words: "upload new", run: () => go(urls.import) },
  ];
}

export function helpCommands(): Command[] {
  return [
    {
      id: "commands",
      group: "help",
      title: t("Find anything"),
      keys: ["Mod+K"],
      isEverywhere: true,
      words: "command palette search",
      isKeyOnly: true,
      run: () => openOverlay("commands"),
    },
    {
      id: "palette",
      group: "help",
      title: t("Search the palette; Enter inserts"),
      keys: ["/"],
      isKeyOnly: true,
      run: () => {
        flushSync(() => prefer({ palette: true })); // at once: the next letter that is typed is to go there
        document.getElementById(PALETTE_SEARCH_ID)?.focus();
      },
    },
    {
      id: "tour",
      group: "help",
      title: t("Take the two-minute tour"),
      words: "guide first run learn demo",
      when: () => faultOf(useFindings.getState().report) !== null,
      run: startTour,
    },
    {
      id: "shortcuts",
      group: "help",
      title: t("Keyboard shortcuts"),
      keys: ["?"],
      words: "keys help",
      run: () => openOverlay("shortcuts"),
    },
  ];
}

function go(address: string): void {
  window.location.assign(address);
}
