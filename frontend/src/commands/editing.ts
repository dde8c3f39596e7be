/** Undo, redo, clipboard, delete, selecting. */
import { t } from "../i18n";
import { copySelected, cutSelected, duplicateSelected, pasteFromSystem } from "../state/clipboard";
import { leaveComparison } from "../revisions/state";
import { useDesign } from "../state/design";
import { deleteSelected, redo, undo } from "../state/gestures";
import { selectAll } from "../state/selecting";
import { openTab, select, showFlow, useView } from "../state/view";
import { leave } from "../trace/state";
import type { Command } from "./command";

export const hasSelection = (): boolean => useView.getState().selected.length > 0;
const hasResources = (): boolean => Object.keys(useDesign.getState().design.resources).length > 0;

export function editingCommands(): Command[] {
  return [
    {
      id: "undo",
      group: "edit",
      title: t("Undo"),
      keys: ["Mod+Z"],
      when: () => useDesign.getState().history.past.length > 0,
      run: undo,
    },
    {
      id: "redo",
      group: "edit",
      title: t("Redo"),
      keys: ["Mod+Shift+Z", "Mod+Y"],
      when: () => useDesign.getState().history.future.length > 0,
      run: redo,
    },
    {
      id: "cut",
      group: "edit",
      title: t("Cut"),
      keys: ["Mod+X"],
      isNative: true,
      when: hasSelection,
      run: () => void cutSelected(),
    },
    {
      id: "copy",
      group: "edit",
      title: t("Copy"),
      keys: ["Mod+C"],
      isNative: true,
      when: hasSelection,
      run: () => void copySelected(),
    },
    {
      id: "paste",
      group: "edit",
      title: t("Paste"),
      keys: ["Mod+V"],
      isNative: true,
      run: () => void pasteFromSystem(),
    },
    {
      id: "duplicate",
      group: "edit",
      title: t("Duplicate"),
      keys: ["Mod+D"],
      words: "copy clone",
      when: hasSelection,
      run: duplicateSelected,
    },
    {
      id: "delete",
      group: "edit",
      title: t("Delete"),
      keys: ["Delete", "Backspace"],
      words: "remove",
      when: hasSelection,
      run: deleteSelected,
    },
    {
      id: "rename",
      group: "edit",
      title: t("Rename"),
      keys: ["F2"],
      words: "name",
      when: () => useView.getState().selected.length === 1,
      run: rename,
    },
    { id: "select-all", group: "select", title: t("Select all"), keys: ["Mod+A"], when: hasResources, run: selectAll },
    {
      id: "deselect",
      group: "select",
      title: t("Leave a comparison or a path, deselect"),
      keys: ["Escape"],
      words: "nothing none",
      run: () => {
        if (leaveComparison() || (useView.getState().tab === "trace" && leave())) return;
        if (useView.getState().shown) showFlow(null);
        else select([]);
      },
    },
  ];
}

/** The name is a property: its field takes the keyboard. */
function rename(): void {
  openTab("properties");
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLInputElement>('[data-field="name"] input');
    field?.focus();
    field?.select();
  });
}
