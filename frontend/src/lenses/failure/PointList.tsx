import type { PointsAnswer } from "../../api/failures";
import { t, tn } from "../../i18n";
import { useDesign } from "../../state/design";
import { isHarmed, summaryWords } from "./fates";
import { closePoints, setOff, useFailure } from "./state";
import { isThere } from "./switches";

/** What each failure alone would do, the worst first; choosing one switches it off, and everything else on. */
export function PointList({ answer }: { answer: PointsAnswer }) {
  const design = useDesign((s) => s.design);
  const substance = useDesign((s) => s.substance);
  const off = useFailure((s) => s.off);
  const harmful = answer.points.filter(({ summary }) => isHarmed(summary));
  const spared = answer.points.length - harmful.length;
  return (
    <section
      className={answer.revision < substance ? "points is-stale" : "points"}
      aria-label={t("Single points of failure")}
    >
      <div className="lens-head">
        <b>{t("Single points of failure")}</b>
        <button
          type="button"
          className="icon"
          aria-label={t("Close the single points of failure")}
          onClick={closePoints}
        >
          ×
        </button>
      </div>
      {answer.revision < substance && (
        <p className="dim">{t("The design has changed. What stands here is of an earlier revision.")}</p>
      )}
      {harmful.length === 0 && <p>{t("✓ No single failure takes more than places.")}</p>}
      <ol className="plain">
        {harmful.map(({ id, name, summary }) => (
          <li key={id}>
            <button
              type="button"
              className="point"
              aria-pressed={off.length === 1 && off[0] === id}
              disabled={!isThere(design, id)}
              onClick={() => setOff([id])}
            >
              <b>{name}</b> <span className="two">{summaryWords(summary).join(", ")}</span>
            </button>
          </li>
        ))}
      </ol>
      {spared > 0 && harmful.length > 0 && (
        <p className="dim">{tn("{n} other failure harms nobody.", "{n} other failures harm nobody.", spared)}</p>
      )}
    </section>
  );
}
