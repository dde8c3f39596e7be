import { useEffect, useRef } from "react";
import { t } from "../i18n";
import { flowSentence } from "../model/flows";
import { nameOf } from "../panels/names";
import { useDesign } from "../state/design";
import { useFindings } from "../state/findings";
import { usePage } from "../state/page";
import { useIsCurrent, useShownFlow } from "../state/seen";
import { showFlow, useView } from "../state/view";
import { faultOf } from "./fault";
import { advance, endTour, startTour, STEPS, useTour } from "./progress";
import { wordsOf } from "./steps";

/** A short tour of what Farway is for, on a design that has something to find. It is offered once. */
export function Tour() {
  const { phase, design } = useTour();
  const page = usePage((s) => s.design);
  const hasFault = useFindings((s) => faultOf(s.report) !== null);
  if (phase === "new" && hasFault) return <Offer />;
  return phase === "running" && design === page ? <Running /> : null;
}

function Offer() {
  return (
    <section className="tour" aria-labelledby="tour-title" data-testid="tour">
      <h2 id="tour-title">{t("Two minutes: find a fault and mend it")}</h2>
      <p>{t("Something in this design does not get what it needs. See how Farway shows it.")}</p>
      <div className="row">
        <button type="button" className="btn small" onClick={endTour}>
          {t("Not now")}
        </button>
        <button type="button" className="btn small primary" onClick={startTour}>
          {t("Start")}
        </button>
      </div>
    </section>
  );
}

function Running() {
  const { step, flow } = useTour();
  const report = useFindings((s) => s.report);
  const design = useDesign((s) => s.design);
  const shown = useShownFlow();
  const heading = useRef<HTMLHeadingElement>(null);
  const target = flow ?? faultOf(report);
  const fault = sentenceOf();
  useFollowing();

  useEffect(() => {
    heading.current?.focus(); // where a person is who has just begun, or come back
    const { flow: kept } = useTour.getState();
    if (kept && !useView.getState().shown) showFlow(kept);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.tour = step;
    return () => void delete document.documentElement.dataset.tour;
  }, [step]);

  function sentenceOf(): string {
    const workload = report?.workloads.find((w) => w.id === target?.workload);
    const found = target && workload?.flows[target.flow];
    if (!workload || !found) return "";
    return flowSentence(found, workload.name ?? nameOf(design, workload.id), nameOf(design, found.to));
  }

  const { title, text, action, run } = wordsOf(step, fault, target, shown);
  return (
    <section className="tour" aria-labelledby="tour-title" data-testid="tour">
      <p className="dim">{t("Step {n} of {all}", { n: STEPS.indexOf(step) + 1, all: STEPS.length })}</p>
      <div aria-live="polite">
        <h2 id="tour-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <p>{text}</p>
      </div>
      <div className="row">
        <button type="button" className="btn small" onClick={endTour}>
          {t("Leave the tour")}
        </button>
        <button type="button" className="btn small primary" onClick={run}>
          {action}
        </button>
      </div>
    </section>
  );
}

/** Goes on by itself when a step was done, however it was done. */
function useFollowing(): void {
  const { step } = useTour();
  const shown = useShownFlow();
  const place = useView((s) => s.shown);
  const isCurrent = useIsCurrent();
  const verdict = isCurrent ? shown?.flow.verdict : undefined;
  useEffect(() => {
    if (step === "find" && verdict === "blocked") advance(place);
    if (step === "remedy" && verdict === "reachable") advance();
    if (step === "undo" && verdict === "blocked") advance();
  }, [step, verdict, place]);
}
