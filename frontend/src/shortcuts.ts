/** The keys of the commands, which work everywhere on the page; while something is typed, those alone that say so. */
import { commandFor } from "./commands/registry";
import { copiedText, paste } from "./state/clipboard";
import { deleteSelected } from "./state/gestures";
import { settleNudge } from "./state/nudging";

export function onShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const target = whereItGoes(event);
  const found = commandFor(event, isOnCanvas(target));
  if (!found || (isTyping(target) && !found.isEverywhere)) return;
  event.preventDefault();
  if (!found.isKeyOnly || !found.isOfCanvas) settleNudge();
  found.run();
}

/** Copy, cut and paste come as the browser's own events, which carry the system's clipboard. */
export function listenToClipboard(): void {
  const isElsewhere = (event: ClipboardEvent): boolean =>
    isTyping(whereItGoes(event)) ||
    document.querySelector("dialog[open]") !== null ||
    !document.getSelection()?.isCollapsed;
  const copy = (event: ClipboardEvent): boolean => {
    const text = isElsewhere(event) ? null : copiedText();
    if (text === null) return false;
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    return true;
  };
  document.addEventListener("copy", copy);
  document.addEventListener("cut", (event) => {
    if (copy(event)) deleteSelected();
  });
  document.addEventListener("paste", (event) => {
    if (isElsewhere(event) || !paste(event.clipboardData?.getData("text/plain") ?? "")) return;
    event.preventDefault();
  });
}

/**
 * The element that a key is meant for. A field of a dialog that has closed keeps the focus until the next picture is drawn, where
 * nothing had it before: who presses Enter in the palette and then Delete means the page.
 */
function whereItGoes(event: Event): EventTarget | null {
  const { target } = event;
  return target instanceof HTMLElement && target.closest("dialog:not([open])") ? document.body : target;
}

/** What takes letters; a checkbox takes none. */
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable]";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TYPED) !== null;
}

function isOnCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof HTMLElement && target.closest(".canvas") !== null);
}
