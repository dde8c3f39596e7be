/** Keys that work everywhere on the page, except while something is typed. */
import { SEARCH_ID } from "./panels/Palette";
import { deleteSelected, redo, undo } from "./state/gestures";
import { select, showFlow, useView } from "./state/view";

export function onShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && key === "z") {
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
  } else if (isCommand && key === "y") {
    event.preventDefault();
    redo();
  } else if (event.key === "Escape") {
    if (useView.getState().shown) showFlow(null);
    else select([]);
  } else if (event.key === "/") {
    event.preventDefault();
    document.getElementById(SEARCH_ID)?.focus();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    deleteSelected();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}
