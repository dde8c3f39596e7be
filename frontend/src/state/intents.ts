/** What may be wanted of the selected resource in a word, and the proposal that is looked at before it is applied. */
import { create } from "zustand";
import type { Intent, Proposal } from "../api/types";
import { t } from "../i18n";
import { useDesign } from "./design";
import { told } from "./findings";
import { applyChanges } from "./gestures";
import { usePage } from "./page";
import { announce, toast } from "./view";

export interface IntentsState {
  /** The intents that are known, by the type of resource: they are the same for all of a type. */
  readonly byType: Readonly<Record<string, readonly Intent[]>>;
  /** The intent that is being worked out. */
  readonly asking: { readonly intent: string; readonly resource: string } | null;
  readonly proposal: Proposal | null;
}

export const useIntents = create<IntentsState>(() => ({ byType: {}, asking: null, proposal: null }));

const asked = new Set<string>();

/** Learn the intents of a resource that the server knows; once for each type. */
export function learnIntents(resource: { readonly id: string; readonly type: string }): void {
  const { api } = usePage.getState();
  const isSaved = resource.id in useDesign.getState().base.resources;
  if (!api || !isSaved || asked.has(resource.type)) return;
  asked.add(resource.type);
  api.intents(resource.id).then(
    (found) => useIntents.setState((s) => ({ byType: { ...s.byType, [resource.type]: found } })),
    () => asked.delete(resource.type), // not saved yet, or no connection: asked again when it is selected again
  );
}

/** Work out what an intent would do, on the design as it is drawn: what is not saved yet goes first. */
export function propose(intent: string, resource: string): void {
  const { api } = usePage.getState();
  if (!api || useIntents.getState().asking) return;
  useIntents.setState({ asking: { intent, resource } });
  const work = saved()
    .then(() => api.propose(intent, resource))
    .then(shown)
    .finally(() => useIntents.setState({ asking: null }));
  told(work);
}

function shown(proposal: Proposal): void {
  if (proposal.refused !== null) toast(proposal.refused, "refused");
  else if (proposal.changes.length === 0) toast(t("It is so already: there is nothing to change."));
  else useIntents.setState({ proposal });
}

/** Apply the proposal as one step, or leave it. */
export function decide(isWanted: boolean): void {
  const { proposal } = useIntents.getState();
  useIntents.setState({ proposal: null });
  if (proposal && isWanted && applyChanges(proposal.title, proposal.changes))
    announce(t("Applied: {title}", { title: proposal.title }));
}

const PATIENCE_MS = 10_000;

/** Until everything that was drawn is saved. */
function saved(): Promise<void> {
  const isSaved = () => useDesign.getState().pending.length === 0;
  if (isSaved()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = useDesign.subscribe(() => {
      if (!isSaved()) return;
      clearTimeout(timer);
      end();
      resolve();
    });
    const timer = setTimeout(() => {
      end();
      reject(new Error(t("What you drew is not saved yet, so nothing can be worked out on it.")));
    }, PATIENCE_MS);
  });
}
