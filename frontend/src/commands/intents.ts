/** What may be done with the selected resource in a word. */
import { labelOf } from "../model/types";
import { useDesign } from "../state/design";
import { propose, useIntents } from "../state/intents";
import { useView } from "../state/view";
import type { Command } from "./command";

export function intentCommands(): Command[] {
  const { selected } = useView.getState();
  const [id] = selected;
  const resource = selected.length === 1 && id !== undefined ? useDesign.getState().design.resources[id] : undefined;
  if (!resource) return [];
  return (useIntents.getState().byType[resource.type] ?? []).map((intent) => ({
    id: `intent-${intent.id}`,
    group: "edit",
    title: `${labelOf(resource)}: ${intent.title}`,
    words: intent.about,
    run: () => propose(intent.id, resource.id),
  }));
}
