import { useEffect, useId, useMemo, useState } from "react";
import type { DesignApi } from "../../api/designs";
import { t, tn } from "../../i18n";
import { onlyLayout } from "../../model/changes";
import { useDesign } from "../../state/design";
import { FateItem } from "./FateItem";
import { STATUSES, summaryWords } from "./fates";
import { PointList } from "./PointList";
import { allOn, fetchFailure, fetchPoints, toggleOff, useFailure } from "./state";
import { isThere, switchesOf, type SwitchGroup } from "./switches";

/** Gateways of which the list is open from the start. */
const FEW = 8;

/** Switches of zones and gateways, and what the services lose while some are off. It is asked again while one draws. */
export function FailurePanel({ api }: { api: DesignApi }) {
  const { off, answer, isAsking, error, points, isSearching } = useFailure();
  const design = useDesign((s) => s.design);
  const isSaved = useDesign((s) => s.pending.every((p) => onlyLayout(p.changes)));
  const groups = useMemo(() => switchesOf(design), [design]);
  const known = off.filter((spec) => isThere(design, spec));
  useLive(api, known, isSaved);
  return (
    <div className="failure" data-testid="failure" data-current={answer !== null && !isAsking && isSaved}>
      {groups.length === 0 && (
        <p className="dim">
          {t("No zone and no gateway yet: insert a subnet or a gateway, and it can be switched off.")}
        </p>
      )}
      {groups.map((group) => (
        <Switches key={group.id} group={group} off={off} />
      ))}
      <div className="row">
        <button type="button" className="btn small" onClick={allOn} disabled={off.length === 0}>
          {t("Switch all on")}
        </button>
        <button
          type="button"
          className="btn small"
          onClick={() => void fetchPoints(api)}
          disabled={isSearching || groups.length === 0 || !isSaved}
        >
          {t("Try each alone")}
        </button>
        {(isAsking || isSearching) && (
          <span className="dim" role="status">
            {isSearching ? t("trying each failure…") : t("computing…")}
          </span>
        )}
      </div>
      {error && (
        <p className="field-error" role="alert">
          {error}{" "}
          <button type="button" className="link" onClick={() => void fetchFailure(api)}>
            {t("Try again")}
          </button>
        </p>
      )}
      {points && <PointList answer={points} />}
      {known.length === 0 && !points && groups.length > 0 && (
        <p className="dim">
          {t("Switch a zone or a gateway off, here or on its node, and see which services lose what.")}
        </p>
      )}
      {answer && known.length > 0 && <Fates isStale={isAsking || !isSaved} />}
    </div>
  );
}

function Switches({ group, off }: { group: SwitchGroup; off: readonly string[] }) {
  const id = useId();
  const isOff = group.switches.filter(({ spec }) => off.includes(spec)).length;
  const [isOpen, setOpen] = useState(group.id === "zones" || (group.id === "gateways" && group.switches.length <= FEW));
  const hasOff = isOff > 0;
  const [hadOff, setHadOff] = useState(hasOff);
  if (hasOff !== hadOff) {
    setHadOff(hasOff);
    if (hasOff) setOpen(true); // what was switched off elsewhere is shown
  }
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary id={id}>
        {group.title} <span className="dim">{group.switches.length}</span>
        {hasOff && <span className="off-count"> {tn("{n} off", "{n} off", isOff)}</span>}
      </summary>
      <ul className="switches" aria-labelledby={id}>
        {group.switches.map(({ spec, name, about }) => (
          <li key={spec}>
            <button
              type="button"
              role="switch"
              aria-checked={!off.includes(spec)}
              className="switch"
              onClick={() => toggleOff(spec)}
            >
              <span className="switch-track" aria-hidden="true" />
              <span className="switch-name">{name}</span>
              {about && <span className="dim">{about}</span>}
              <span className="switch-word" aria-hidden="true">
                {off.includes(spec) ? t("off") : t("on")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Fates({ isStale }: { isStale: boolean }) {
  const answer = useFailure((s) => s.answer);
  if (!answer) return null;
  const fates = STATUSES.flatMap((status) => answer.workloads.filter((fate) => fate.status === status));
  const harmed = fates.filter(({ status }) => status !== "keeps");
  const kept = fates.length - harmed.length;
  return (
    <div className={isStale ? "is-stale" : undefined}>
      <p className="failure-summary">
        <b>{summaryWords(answer.summary).join(", ") || t("No service or task yet: there is nothing to lose.")}</b>
      </p>
      <ul className="fates" aria-label={t("What the services lose")}>
        {harmed.map((fate) => (
          <FateItem key={fate.id} fate={fate} isOpenAtFirst={harmed.length <= 3} />
        ))}
      </ul>
      {kept > 0 && harmed.length > 0 && (
        <p className="dim">{tn("{n} other keeps working.", "{n} others keep working.", kept)}</p>
      )}
      <details>
        <summary>{t("What this takes for granted")}</summary>
        <ul className="plain dim">
          {answer.assumptions.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Ask when something is off and the server has the design as it is drawn; again when either changes. */
function useLive(api: DesignApi, off: readonly string[], isSaved: boolean): void {
  const question = JSON.stringify(off);
  const substance = useDesign((s) => s.substance);
  useEffect(() => {
    if (isSaved) void fetchFailure(api);
  }, [api, question, substance, isSaved]);
}
