import { useLayoutEffect, useRef } from "react";
import type { FlowPlacement } from "../api/report";
import { t } from "../i18n";
import { flowFacts, flowSentence } from "../model/flows";
import { useDesign } from "../state/design";
import type { Shown } from "../state/seen";
import { runningCheck, useFindings } from "../state/findings";
import { flowKey, signOf, SIGNS } from "../state/verdicts";
import { showFlow } from "../state/view";
import { Acceptance } from "./findings/FindingItem";
import { FlowTable } from "./FlowTable";
import { nameOf } from "./names";
import { PathList } from "./PathList";
import { RemedyCard } from "./RemedyCard";

/** One flow in plain words: what does not work, why, the path with its hops, what opens it, and the other flows. */
export function FlowDetail({ shown, isCurrent }: { shown: Shown; isCurrent: boolean }) {
  const design = useDesign((s) => s.design);
  const { workload, flow, placement } = shown;
  const name = workload.name ?? nameOf(design, workload.id);
  const to = nameOf(design, flow.to);
  const key = flowKey(workload.id, flow);
  const isComplete = useFindings((s) => s.isComplete);
  const isSearching = useFindings((s) => runningCheck(s) !== null);
  const head = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // The row of the list that was pressed is gone.
    if (document.activeElement === document.body) head.current?.focus({ preventScroll: true });
  }, [key]);
  const finding = useFindings((s) => s.report?.findings.find((f) => f.workload && flowKey(f.workload, f) === key));
  return (
    <article>
      <button type="button" className="link back" onClick={() => showFlow(null)}>
        ← {t("All findings")}
      </button>
      <h2 ref={head} tabIndex={-1}>
        {flowSentence(flow, name, to)}
      </h2>
      <p className="two">{flowFacts(flow, to)}</p>
      <Placements shown={shown} />
      {placement && <Why placement={placement} />}
      {placement && placement.path.length > 0 && (
        <>
          <h3>{t("Path")}</h3>
          <PathList path={placement.path} blockers={placement.blockers} />
        </>
      )}
      {flow.remedies.length > 0 && (
        <>
          <h3>{t("What opens it")}</h3>
          {flow.remedies.map((remedy, i) => (
            <RemedyCard key={i} remedy={remedy} isFirst={i === 0} isCurrent={isCurrent} />
          ))}
        </>
      )}
      {!isComplete && flow.remedies.length === 0 && signOf(flow.verdict) === "stop" && (
        <p className="two" role="status">
          {isSearching ? t("Looking for what would open it…") : t("The search for what would open it was stopped.")}
        </p>
      )}
      {finding && <Acceptance finding={finding} isCurrent={isCurrent} />}
      <h3>{t("All flows of {name}", { name })}</h3>
      <FlowTable workload={workload} />
    </article>
  );
}

/** The subnets that the flow was walked from, each with its own verdict. */
function Placements({ shown }: { shown: Shown }) {
  const design = useDesign((s) => s.design);
  const { workload, flow, placement } = shown;
  if (flow.placements.length < 2) return null;
  const index = workload.flows.indexOf(flow);
  return (
    <div className="placements" role="group" aria-label={t("Subnets")}>
      {flow.placements.map((one) => {
        const sign = signOf(one.verdict);
        return (
          <button
            key={one.subnet}
            type="button"
            className={one === placement ? "seg on" : "seg"}
            aria-pressed={one === placement}
            onClick={() => showFlow({ workload: workload.id, flow: index, subnet: one.subnet })}
          >
            {sign && `${SIGNS[sign]} `}
            {nameOf(design, one.subnet)}
          </button>
        );
      })}
    </div>
  );
}

/** What stands in the way, the nearest first; or why it is not known. */
export function Why({ placement }: { placement: Pick<FlowPlacement, "blockers" | "doubts"> }) {
  const [first, ...others] = placement.blockers;
  if (!first) {
    const doubts = placement.doubts ?? [];
    if (doubts.length === 0) return null;
    return (
      <div className="why why-unknown">
        {doubts.map((doubt) => (
          <p key={doubt}>{doubt}</p>
        ))}
      </div>
    );
  }
  return (
    <div className="why">
      <b>{first.message}</b>
      {others.length > 0 && (
        <ul>
          {others.map((blocker, i) => (
            <li key={i}>{blocker.message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
