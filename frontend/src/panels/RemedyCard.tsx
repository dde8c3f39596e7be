import type { Remedy } from "../api/report";
import { t } from "../i18n";
import { applyChanges } from "../state/gestures";
import { announce } from "../state/view";

/** What would open a path: what it does, whether that was verified, what it costs, and one button. */
export function RemedyCard({ remedy, isFirst, isCurrent }: { remedy: Remedy; isFirst: boolean; isCurrent: boolean }) {
  const apply = () => {
    if (applyChanges(remedy.title, remedy.changes)) announce(t("Applied: {title}", { title: remedy.title }));
  };
  return (
    <div className="fix">
      <b>{remedy.title}</b>
      {remedy.opens && <p className="two">{t("Also opens {what}.", { what: remedy.opens })}</p>}
      <div className="row">
        {remedy.verified ? (
          <span
            className="chip chip-ok"
            title={t("The whole check was run on the changed design: the flow opens and no verdict gets worse.")}
          >
            {t("✓ verified")}
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
