import { useEffect } from "react";
import type { DesignApi } from "../api/designs";
import type { Revision } from "../api/revisions";
import { command, useCommandState } from "../commands/registry";
import { t, tn } from "../i18n";
import { useDesign } from "../state/design";
import { ComparePanel } from "./ComparePanel";
import { byDay, sentenceOf, timeOf } from "./list";
import { choose, leaveComparison, load, useRevisions } from "./state";

/** Who did what, and when: one revision or two are chosen to be compared, one to be restored. */
export function HistoryPanel({ api }: { api: DesignApi }) {
  const compared = useRevisions((s) => s.compared);
  return compared ? <ComparePanel compared={compared} /> : <List api={api} />;
}

function List({ api }: { api: DesignApi }) {
  const { rows, count, isLoading, error, chosen, asked, problem } = useRevisions();
  const newest = useDesign((s) => s.revision);
  useEffect(() => {
    void load(api);
  }, [api, newest]);
  const language = document.documentElement.lang || "en";
  const left = count - rows.length;
  return (
    <div className="body history" data-testid="history">
      <div className="history-bar" role="group" aria-label={t("The chosen revisions")}>
        <Action id="history-compare" isPrimary />
        <Action id="history-restore" />
      </div>
      {asked ? (
        <p className="history-note" role="status">
          {t("Comparing revision {from} with {to}…", { from: asked[0], to: asked[1] })}{" "}
          <button type="button" className="link" onClick={() => void leaveComparison()}>
            {t("Cancel")}
          </button>
        </p>
      ) : (
        <p className="history-note">
          {chosen.length === 0
            ? t("Choose a revision to see what changed since, or two to see what changed between them.")
            : tn("{n} revision chosen", "{n} revisions chosen", chosen.length)}
        </p>
      )}
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      {byDay(rows, language).map(([day, held]) => (
        <section key={day} aria-label={day}>
          <h3>{day}</h3>
          <ul className="revisions">
            {held.map((one) => (
              <Row
                key={one.revision}
                one={one}
                isNewest={one.revision === newest}
                isChosen={chosen.includes(one.revision)}
                language={language}
              />
            ))}
          </ul>
        </section>
      ))}
      {error && (
        <p className="field-error" role="alert">
          {error}{" "}
          <button type="button" className="link" onClick={() => void load(api)}>
            {t("Try again")}
          </button>
        </p>
      )}
      {rows.length === 1 && (
        <p className="dim">{t("Nothing was changed yet. Every change is a revision from here on.")}</p>
      )}
      {rows.length === 0 && isLoading && <p className="dim">{t("Loading…")}</p>}
      {left > 0 && (
        <button type="button" className="btn small" disabled={isLoading} onClick={() => void load(api, true)}>
          {isLoading ? t("Loading…") : tn("Show {n} older revision", "Show older revisions ({n})", left)}
        </button>
      )}
    </div>
  );
}

interface RowProps {
  readonly one: Revision;
  readonly isNewest: boolean;
  readonly isChosen: boolean;
  readonly language: string;
}

function Row({ one, isNewest, isChosen, language }: RowProps) {
  const { revision } = one;
  return (
    <li className={isChosen ? "is-chosen" : undefined}>
      <label title={one.kept ? undefined : t("This revision is not kept any more.")}>
        <input type="checkbox" checked={isChosen} disabled={!one.kept} onChange={() => choose(revision)} />
        <span className="revision-text">
          <span>{sentenceOf(one)}</span>
          <span className="dim">
            {isNewest ? t("Revision {revision}, now", { revision }) : t("Revision {revision}", { revision })}
            {!one.kept && `, ${t("not kept any more")}`}
          </span>
        </span>
        <time dateTime={one.created} className="dim">
          {timeOf(one, language)}
        </time>
      </label>
    </li>
  );
}

/** A command as a button, by its own title. */
function Action({ id, isPrimary = false }: { id: string; isPrimary?: boolean }) {
  const one = command(id);
  const { isEnabled } = useCommandState(one);
  return (
    <button
      type="button"
      className={isPrimary ? "btn small primary" : "btn small"}
      disabled={!isEnabled}
      onClick={one.run}
    >
      {one.title}
    </button>
  );
}
