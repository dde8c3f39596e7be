/** Shortcuts: whether a key press is one, and how it is written for a person. */
import { t } from "../i18n";

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether this key press is this shortcut, on any keyboard layout. */
export function isPressed(shortcut: string, event: Pressed): boolean {
  const { key, modifiers } = split(shortcut);
  const isCommand = event.ctrlKey || event.metaKey;
  if (modifiers.has("Mod") !== isCommand || modifiers.has("Alt") !== event.altKey) return false;
  const isLetterOrDigit = /^[A-Z0-9]$/.test(key);
  const isNamed = key.length > 1;
  // A sign as `?` or `+` needs Shift on some layouts and not on others: there the sign itself decides.
  if ((isLetterOrDigit || isNamed) && modifiers.has("Shift") !== event.shiftKey) return false;
  if (!isLetterOrDigit) return event.key.toLowerCase() === key.toLowerCase();
  if (/^[A-Z]$/.test(key) && /^[a-z]$/i.test(event.key)) return event.key.toUpperCase() === key;
  // With Alt or Shift, or on a layout of another script, the key gives another sign than the one printed on it.
  return event.code === (/[0-9]/.test(key) ? `Digit${key}` : `Key${key}`);
}

/** The shortcut as it is printed on this machine's keyboard: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function keysText(shortcut: string): string {
  const { key, modifiers } = split(shortcut);
  const name = KEY_NAMES[key]?.() ?? key;
  if (isApple) return (modifiers.has("Alt") ? "⌥" : "") + (modifiers.has("Shift") ? "⇧" : "") + (modifiers.has("Mod") ? "⌘" : "") + name; // prettier-ignore
  const words = [modifiers.has("Mod") && t("Ctrl"), modifiers.has("Alt") && t("Alt"), modifiers.has("Shift") && t("Shift")]; // prettier-ignore
  return [...words.filter(Boolean), name].join("+");
}

/** As `aria-keyshortcuts` wants it. */
export function ariaKeys(shortcuts: readonly string[]): string {
  return shortcuts.map((one) => one.replace("Mod", isApple ? "Meta" : "Control")).join(" ");
}

const KEY_NAMES: Readonly<Record<string, () => string>> = {
  ArrowLeft: () => "←",
  ArrowRight: () => "→",
  ArrowUp: () => "↑",
  ArrowDown: () => "↓",
  Escape: () => t("Esc"),
  Delete: () => t("Del"),
  " ": () => t("Space"),
};

function split(shortcut: string): { key: string; modifiers: ReadonlySet<string> } {
  const parts = shortcut.split(/\+(?!$)/);
  return { key: parts.at(-1) ?? "", modifiers: new Set(parts.slice(0, -1)) };
}
