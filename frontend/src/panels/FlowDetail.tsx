import type { Blocker, FlowPlacement, PathItem, Remedy } from "../api/report";
import { isStart, stateOf } from "../geometry/route";
import { t } from "../i18n";
import { flowFacts, flowSentence } from "../model/flows";
import type { Design } from "../model/types";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";
import type { Shown } from "../state/seen";
import { signOf, SIGNS } from "../state/verdicts";
import { announce, showFlow } from "../state/view";
import { FlowTable } from "./FlowTable";
import { kindName, nameOf } from "./names";

/** One flow in plain words: what does not work, why, the path with its hops, what opens it, and the other flows. */
export function FlowDetail({ shown, isCurrent }: { shown: Shown; isCurrent: boolean }) {
  const design = useDesign((s) => s.design);
  const { workload, flow, placement } = shown;
  const name = workload.name ?? nameOf(design, workload.id);
  const to = nameOf(design, flow.to);
  return (
    <article>
      <button type="button" className="link back" onClick={() => showFlow(null)}>
        ← {t("All findings")}
      </button>
      <h2>{flowSentence(flow, name, to)}</h2>
      <p className="two">{flowFacts(flow, to)}</p>
      <Placements shown={shown} />
      {placement && <Why placement={placement} />}
      {placement && placement.path.length > 0 && (
        <>
          <h3>{t("Path")}</h3>
          <Path placement={placement} design={design} />
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

function Why({ placement }: { placement: FlowPlacement }) {
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

function Path({ placement, design }: { placement: FlowPlacement; design: Design }) {
  const hops = placement.path.filter((item) => !isStart(item));
  return (
    <ol className="path" data-testid="path-list">
      {hops.map((item, i) => {
        const state = stateOf(item);
        return (
          <li key={i} className={`path-${state}`} data-n={state === "stop" ? SIGNS.stop : i + 1}>
            <b>{item.resource ? nameOf(design, item.resource) : kindName(item.kind)}</b> {actionText(item)}
            <small className={state === "stop" ? "mono" : undefined}>{codes(item, placement.blockers)}</small>
          </li>
        );
      })}
    </ol>
  );
}

function actionText(item: PathItem): string {
  const detail = item.detail ?? "";
  switch (item.action) {
    case "routes":
      return detail ? t("routes it: {detail}", { detail }) : t("routes it");
    case "carries":
      return detail ? t("carries it to {detail}", { detail }) : t("carries it");
    case "translates":
      return detail ? t("translates the address: {detail}", { detail }) : t("translates the address");
    case "receives":
      return detail ? t("receives it in {detail}", { detail }) : t("receives it");
    case "blocks":
      return detail ? `— ${detail}` : t("blocks it");
    case "unknown":
      return detail ? t("is not known: {detail}", { detail }) : t("is not known");
    default:
      return detail || item.action;
  }
}

function codes(item: PathItem, blockers: readonly Blocker[]): string {
  const blocker = item.action === "blocks" ? blockers.find((b) => b.resource === item.resource) : undefined;
  return blocker ? [blocker.cause, blocker.aws_code].filter(Boolean).join(" · ") : "";
}

function RemedyCard({ remedy, isFirst, isCurrent }: { remedy: Remedy; isFirst: boolean; isCurrent: boolean }) {
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
