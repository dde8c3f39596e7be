/** Keys that work everywhere on the page, except while something is typed. */
import { isTyping } from "./panels/Palette";
import { deleteSelected, redo, undo } from "./state/gestures";

export function onShortcut(event: KeyboardEvent): void {
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && key === "z") {
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
  } else if (isCommand && key === "y") {
    event.preventDefault();
    redo();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    deleteSelected();
  }
}
