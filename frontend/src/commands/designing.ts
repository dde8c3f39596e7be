/** What concerns the design as a whole: inserting, exporting, checking, other pages; and the help. */
import { flushSync } from "react-dom";
import { t } from "../i18n";
import { palette } from "../model/catalogue";
import { pageOf } from "../model/links";
import { cancelCheck, checkAgain, isCurrent, runningCheck, told, useFindings } from "../state/findings";
import { exportTitle, FORMATS, runExport, selectedWorkload } from "../state/exporting";
import { useDesign } from "../state/design";
import { applyChanges, insertIntoSelection } from "../state/gestures";
import { usePage } from "../state/page";
import { prefer } from "../state/preferences";
import { announce, openOverlay, openTab, select, useView } from "../state/view";
import { faultOf } from "../tour/fault";
import { startTour } from "../tour/progress";
import type { Command } from "./command";

export const PALETTE_SEARCH_ID = "palette-search";
export const NAME_FIELD_ID = "design-name";

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
    {
      id: "check-cancel",
      group: "design",
      title: t("Stop the check"),
      words: "cancel abort",
      when: () => api !== null && runningCheck(useFindings.getState()) !== null,
      run: () => api && told(cancelCheck(api)),
    },
    ...exports,
    ...remedyCommands(),
    {
      id: "rename-design",
      group: "design",
      title: t("Rename the design"),
      words: "name title call",
      when: () => api !== null,
      run: () => {
        select([]);
        openTab("properties");
        requestAnimationFrame(() => {
          const field = document.getElementById(NAME_FIELD_ID);
          if (field instanceof HTMLInputElement) field.select();
        });
      },
    },
    {
      id: "settings",
      group: "design",
      title: t("Settings of the design"),
      words: "region account quotas dualstack",
      run: () => {
        select([]);
        openTab("properties");
      },
    },
    {
      id: "designs",
      group: "design",
      title: t("Go to all designs"),
      words: "list home rename copy delete",
      run: () => go(urls.designs),
    },
    { id: "import", group: "design", title: t("Import a template"), words: "upload new", run: () => go(urls.import) },
  ];
}

/** What would open the flow that is shown. */
function remedyCommands(): Command[] {
  const { shown } = useView.getState();
  const { report, revision } = useFindings.getState();
  if (!shown || !report || !isCurrent(revision, useDesign.getState())) return [];
  const flow = report.workloads.find(({ id }) => id === shown.workload)?.flows[shown.flow];
  return (flow?.remedies ?? []).map(({ title, changes }, i) => ({
    id: `remedy-${i}`,
    group: "edit",
    title: t("Apply: {title}", { title }),
    words: "remedy fix open",
    run: () => void (applyChanges(title, changes) && announce(t("Applied: {title}", { title }))),
  }));
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
    ...pageCommands(),
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

/** AWS's page about what is selected. */
function pageCommands(): Command[] {
  const { design, schema } = useDesign.getState();
  const { selected } = useView.getState();
  const resource = selected.length === 1 ? design.resources[selected[0] ?? ""] : undefined;
  const record = resource && schema.types[resource.type];
  const page = resource ? pageOf(record, resource) : null;
  if (!record || !page) return [];
  const title = t("AWS's page about this: {type}", { type: record.title });
  return [{ id: "aws-page", group: "help", title, words: "documentation cloudformation reference", run: () => void window.open(page, "_blank", "noreferrer") }]; // prettier-ignore
}

function go(address: string): void {
  window.location.assign(address);
}
