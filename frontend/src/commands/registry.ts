/** The one list of commands. A module of a theme gives its own; a new theme is one line here. */
import { useSyncExternalStore } from "react";
import { useFailure } from "../lenses/failure/state";
import { useLens } from "../lenses/state";
import { useMatrix } from "../matrix/state";
import { useDesign } from "../state/design";
import { usePreferences } from "../state/preferences";
import { useRevisions } from "../revisions/state";
import { useView } from "../state/view";
import { arrangingCommands } from "./arranging";
import { isEnabled, type Command } from "./command";
import { connectingCommands } from "./connecting";
import { designCommands, helpCommands, insertCommands } from "./designing";
import { editingCommands } from "./editing";
import { failingCommands } from "./failing";
import { findingCommands } from "./finding";
import { historyCommands } from "./history";
import { intentCommands } from "./intents";
import { isPressed } from "./keys";
import { linkingCommands } from "./linking";
import { placingCommands } from "./placing";
import { lensCommands } from "./lenses";
import { startingCommands } from "./starting";
import { tracingCommands } from "./tracing";
import { viewingCommands } from "./viewing";

const THEMES = [
  editingCommands,
  intentCommands,
  placingCommands,
  linkingCommands,
  connectingCommands,
  arrangingCommands,
  insertCommands,
  viewingCommands,
  tracingCommands,
  findingCommands,
  lensCommands,
  historyCommands,
  failingCommands,
  designCommands,
  startingCommands,
  helpCommands,
] as const;

/** Every command, its title in the current language. */
export function commands(): Command[] {
  return THEMES.flatMap((theme): Command[] => theme());
}

/** The command of this id. Throws where there is none: the id is written by hand. */
export function command(id: string): Command {
  const found = commands().find((one) => one.id === id);
  if (!found) throw new Error(`no command ${id}`);
  return found;
}

/** The command that a key press asks for, if it can be done now. */
export function commandFor(event: KeyboardEvent, isOnCanvas: boolean): Command | undefined {
  return commands().find(
    (one) =>
      !one.isNative &&
      (isOnCanvas || !one.isOfCanvas) &&
      one.keys?.some((keys) => isPressed(keys, event)) &&
      isEnabled(one),
  );
}

/** Whether a command can be done and is on, followed while it is shown. */
export function useCommandState(one: Command): { isEnabled: boolean; isOn: boolean | undefined } {
  const can = useSyncExternalStore(subscribe, () => isEnabled(one));
  const isOn = useSyncExternalStore(subscribe, () => one.isOn?.());
  return { isEnabled: can, isOn };
}

function subscribe(changed: () => void): () => void {
  const ends = [
    useDesign.subscribe(changed),
    useView.subscribe(changed),
    usePreferences.subscribe(changed),
    useLens.subscribe(changed),
    useFailure.subscribe(changed),
    useMatrix.subscribe(changed),
    useRevisions.subscribe(changed),
  ];
  return () => ends.forEach((end) => end());
}
