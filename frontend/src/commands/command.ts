/** Commands: everything that a person can do, each once. Shortcuts, the command palette, menus, toolbar and shortcut sheet read them. */

export type CommandGroup = "edit" | "select" | "arrange" | "insert" | "view" | "design" | "help";

export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: string;
  /** Shortcuts: `Mod+Shift+Z`, `Delete`, `?`; `Mod` is ⌘ on Apple's systems, Ctrl elsewhere. */
  readonly keys?: readonly string[];
  /** Other words that find it. */
  readonly words?: string;
  /** Its keys mean this only on the canvas: lists and trees have their own use for them. */
  readonly isOfCanvas?: boolean;
  /** Its keys mean this while something is typed, too. */
  readonly isEverywhere?: boolean;
  /** Its keys come as the browser's own event (copy, cut, paste), so that the system's clipboard may be used. */
  readonly isNative?: boolean;
  /** Not offered in the command palette, where it would make no sense. */
  readonly isKeyOnly?: boolean;
  /** Whether it can be done now; always where it is missing. */
  readonly when?: () => boolean;
  /** A switch: whether it is on. */
  readonly isOn?: () => boolean;
  readonly run: () => void;
}

export function isEnabled(command: Command): boolean {
  return command.when?.() ?? true;
}
