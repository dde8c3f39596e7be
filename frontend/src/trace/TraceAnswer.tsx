import type { TraceReport } from "../api/trace";
import { isStart } from "../geometry/route";
import { t, tn } from "../i18n";
import { nameOf } from "../panels/names";
import { Why } from "../panels/FlowDetail";
import { PathList } from "../panels/PathList";
import { RemedyCard } from "../panels/RemedyCard";
import { Verdict } from "../panels/Verdict";
import { useDesign } from "../state/design";
import { signOf, SIGNS } from "../state/verdicts";
import { reveal } from "../state/view";
import { endName } from "./ends";
import { hopsThere } from "./route";
import { isAnswerCurrent, placeShown, pointAt, showPlace, showReply, useTrace } from "./state";

/** The verdict in a sentence, the places, why, the way there and back, and what opens it. */
export function TraceAnswer({ answer }: { answer: TraceReport }) {
  const design = useDesign((s) => s.design);
  const state = useTrace();
  const isCurrent = useDesign(() => isAnswerCurrent(answer));
  const at = placeShown(state);
  const place = answer.placements[at];
  const [from, to] = [endName(design, state.source ?? ""), endName(design, state.destination ?? "")];
  const back = place?.return_path ?? [];
  return (
    <section aria-label={t("Answer")} className={isCurrent ? undefined : "is-stale"} data-testid="trace-answer">
      {!isCurrent && <p className="dim">{t("The design has changed: this is of an earlier revision.")}</p>}
      <h2>{sentence(answer, from, to)}</h2>
      <p className="row">
        <Verdict verdict={answer.verdict} />
        {answer.allowed && (
          <span className="two trace-allowed" title={answer.allowed}>
            {t("gets through: {traffic}", { traffic: answer.allowed })}
          </span>
        )}
        {place && place.mtu !== null && <span className="chip">{t("MTU {n} bytes", { n: place.mtu })}</span>}
      </p>
      {answer.placements.length > 1 && (
        <div className="placements" role="group" aria-label={t("Places")}>
          {answer.placements.map((one, i) => {
            const sign = signOf(one.verdict);
            return (
              <button
                key={i}
                type="button"
                className={i === at ? "seg on" : "seg"}
                aria-pressed={i === at}
                onClick={() => showPlace(i)}
              >
                {sign && `${SIGNS[sign]} `}
                {one.subnet ? nameOf(design, one.subnet) : t("place {n}", { n: i + 1 })}
              </button>
            );
          })}
        </div>
      )}
      {place && <Why placement={place} />}
      {place && place.path.length > 0 && (
        <>
          <h3>{t("The way there")}</h3>
          <PathList path={place.path} blockers={place.blockers} pointed={state.hop} onPoint={point} />
        </>
      )}
      {place && place.path.length > 0 && (
        <>
          <div className="trace-reply">
            <h3>{t("The reply")}</h3>
            {back.length > 0 && (
              <label>
                <input
                  type="checkbox"
                  checked={state.withReply}
                  onChange={(event) => showReply(event.target.checked)}
                />
                {t("on the canvas")}
              </label>
            )}
          </div>
          {back.length > 0 ? (
            <PathList
              path={back}
              blockers={place.blockers}
              after={hopsThere(place.path)}
              pointed={state.hop}
              onPoint={point}
              testId="reply-list"
            />
          ) : (
            <p className="dim">{t("Nothing looks at it: security groups remember the connection.")}</p>
          )}
        </>
      )}
      {answer.remedies.length === 0 && answer.blockers.length > 0 && (
        <p className="dim">
          {t("No remedy was found that opens all of it at once: each obstacle says what it wants.")}
        </p>
      )}
      {answer.remedies.length > 0 && (
        <>
          <h3>{t("What opens it")}</h3>
          {answer.remedies.map((remedy, i) => (
            <RemedyCard key={i} remedy={remedy} isFirst={i === 0} isCurrent={isCurrent} />
          ))}
        </>
      )}
      {answer.assumptions.length > 0 && (
        <details className="notes">
          <summary>{tn("{n} assumption", "{n} assumptions", answer.assumptions.length)}</summary>
          <ul>
            {answer.assumptions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Point at a hop on the canvas, or no longer. */
function point(hop: number): void {
  const state = useTrace.getState();
  const isSame = state.hop === hop;
  pointAt(isSame ? null : hop);
  const place = state.answer?.placements[placeShown(state)];
  const items = [...(place?.path ?? []), ...(place?.return_path ?? [])].filter((item) => !isStart(item));
  const resource = items[hop - 1]?.resource;
  if (!isSame && resource) reveal(resource);
}

function sentence(answer: TraceReport, from: string, to: string): string {
  const values = { from, to };
  switch (answer.verdict) {
    case "reachable":
      return t("{from} reaches {to}", values);
    case "partial":
      return t("{from} reaches {to} from some places only", values);
    case "unknown":
    case "not-applicable":
      return t("Whether {from} reaches {to} is not known", values);
    case "blocked":
      return t("{from} cannot reach {to}", values);
  }
}
