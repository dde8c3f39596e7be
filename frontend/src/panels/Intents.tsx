import { useEffect } from "react";
import { t } from "../i18n";
import type { Resource } from "../model/types";
import { useDesign } from "../state/design";
import { learnIntents, propose, useIntents } from "../state/intents";

/** What may be wanted of a resource in a word; each shows what it would do before it does it. */
export function Intents({ resource }: { resource: Resource }) {
  const { id, type } = resource;
  const intents = useIntents((s) => s.byType[type]);
  const asking = useIntents((s) => s.asking);
  const isSaved = useDesign((s) => id in s.base.resources); // the server knows nothing of what is not saved yet
  useEffect(() => learnIntents({ id, type }), [id, type, isSaved]);
  if (!intents || intents.length === 0) return null;
  return (
    <div className="intents" role="group" aria-label={t("What you can do with it")}>
      {intents.map((intent) => (
        <button
          key={intent.id}
          type="button"
          className="btn small"
          title={intent.about}
          aria-disabled={asking !== null} // not `disabled`, which would lose the focus
          onClick={() => propose(intent.id, id)}
        >
          {asking?.intent === intent.id ? t("{title}: working it out…", { title: intent.title }) : intent.title}
        </button>
      ))}
    </div>
  );
}
