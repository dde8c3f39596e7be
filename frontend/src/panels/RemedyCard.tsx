import type { Remedy } from "../api/report";
import { t, tn } from "../i18n";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";
import { announce } from "../state/view";
import { ChangeList } from "./ChangeList";

/** What would open a path: what it does and which changes that takes, whether it was verified, what it costs, and one button. */
export function RemedyCard({ remedy, isFirst, isCurrent }: { remedy: Remedy; isFirst: boolean; isCurrent: boolean }) {
  const design = useDesign((s) => s.design);
  const apply = () => {
    if (applyChanges(remedy.title, remedy.changes)) announce(t("Applied: {title}", { title: remedy.title }));
  };
  return (
    <div className="fix">
      <b>{remedy.title}</b>
      {remedy.opens && <p className="two">{t("Also opens {what}.", { what: remedy.opens })}</p>}
      <details className="notes">
        <summary>{tn("{n} change", "{n} changes", remedy.changes.length)}</summary>
        <ChangeList changes={remedy.changes} design={design} />
      </details>
      <div className="row">
        {remedy.verified ? (
          <span
            className="chip chip-ok"
            title={t("The whole check was run on the changed design: the flow opens and no verdict gets worse.")}
          >
            {t("✓ verified: it opens, nothing gets worse")}
          </span>
        ) : (
          <span className="chip">{t("not verified")}</span>
        )}
        {remedy.cost && <span className="chip">{costWord(remedy.cost)}</span>}
        <button
          type="button"
          className={isFirst ? "btn small primary" : "btn small"}
          disabled={!isCurrent}
          onClick={apply}
        >
          {t("Apply")}
        </button>
      </div>
    </div>
  );
}

function costWord(cost: string): string {
  const words: Readonly<Record<string, string>> = {
    free: t("free"),
    "per-hour": t("per hour"),
    "per-gb": t("per GB"),
    "per-hour-and-gb": t("per hour and GB"),
  };
  return words[cost] ?? cost;
}
