import type { Effect, Proposal } from "../api/types";
import { t, tn } from "../i18n";
import { destinationName } from "../model/destinations";
import { flowTitle } from "../model/flows";
import { useDesign } from "../state/design";
import { decide, useIntents } from "../state/intents";
import { SIGNS, type Sign } from "../state/verdicts";
import { ChangeList } from "./ChangeList";
import { nameOf } from "./names";
import { useModal } from "./useModal";

/** What an intent would change, and which flows would work or fail after it; applied as one step. */
export function ProposalDialog() {
  const proposal = useIntents((s) => s.proposal);
  return proposal && <OpenProposal proposal={proposal} />;
}

function OpenProposal({ proposal }: { proposal: Proposal }) {
  const dialog = useModal();
  const design = useDesign((s) => s.design);
  const { better, worse, left, changes, verified } = proposal;
  return (
    <dialog
      ref={dialog}
      className="dialog proposal"
      aria-labelledby="proposal-title"
      onClose={() => decide(false)}
      data-testid="proposal"
    >
      <h2 id="proposal-title">{proposal.title}</h2>
      <p className="row">
        {verified ? (
          <span className="chip chip-ok">{t("✓ verified")}</span>
        ) : (
          <span className="chip chip-warn">{t("▲ something would get worse")}</span>
        )}
        <span className="two">{t("Every flow was computed again on the changed network.")}</span>
      </p>
      <div className="sides">
        <section>
          <h3>{tn("{n} change", "{n} changes", changes.length)}</h3>
          <ChangeList changes={changes} design={design} />
        </section>
        <section>
          <h3>{t("What it would do")}</h3>
          <Effects sign="ok" title={t("Would work")} effects={better} />
          <Effects sign="warn" title={t("Would no longer work")} effects={worse} />
          <Effects sign="stop" title={t("Would still fail")} effects={left} />
          {better.length + worse.length + left.length === 0 && (
            <p className="dim">{t("No flow changes its verdict.")}</p>
          )}
        </section>
      </div>
      <div className="dialog-actions">
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {t("Cancel")}
        </button>
        <button type="button" className="btn primary" onClick={() => decide(true)}>
          {verified ? t("Apply") : t("Apply all the same")}
        </button>
      </div>
    </dialog>
  );
}

const SHOWN = 6;

function Effects({ sign, title, effects }: { sign: Sign; title: string; effects: readonly Effect[] }) {
  const design = useDesign((s) => s.design);
  if (effects.length === 0) return null;
  return (
    <>
      <h4>
        <span className={`verdict verdict-${sign}`}>{SIGNS[sign]}</span> {title}
      </h4>
      <ul className="effects">
        {effects.slice(0, SHOWN).map((effect, i) => (
          <li key={i}>
            {nameOf(design, effect.workload)}: {flowTitle(effect.flow)}{" "}
            <span className="dim">
              {destinationName(effect.to)}
              {effect.subnet && `, ${nameOf(design, effect.subnet)}`}
            </span>
          </li>
        ))}
        {effects.length > SHOWN && <li className="dim">{t("and {n} more", { n: effects.length - SHOWN })}</li>}
      </ul>
    </>
  );
}
