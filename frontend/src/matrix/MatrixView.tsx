import { useEffect, useMemo, useRef, type RefObject } from "react";
import type { CellVerdict } from "../api/matrix";
import type { DesignApi } from "../api/designs";
import { t, tn } from "../i18n";
import { onlyLayout } from "../model/changes";
import { destinationName } from "../model/destinations";
import { useDesign } from "../state/design";
import { CELL_SIGNS, cellWord } from "./cells";
import { Grid } from "./Grid";
import { fetchMatrix, showFamily, toggleMatrix, useMatrix, wishFor } from "./state";
import { filtered, INTERNET, tableOf } from "./table";

const VERDICTS: readonly CellVerdict[] = ["open", "partial", "unknown", "closed"];

/** Who reaches whom, over the canvas: rows send, columns receive. */
export function MatrixView({ api }: { api: DesignApi }) {
  const isOpen = useMatrix((s) => s.isOpen);
  return isOpen ? <OpenMatrix api={api} /> : null;
}

function OpenMatrix({ api }: { api: DesignApi }) {
  const { family, answer, error, isAsking, wish } = useMatrix();
  const substance = useDesign((s) => s.substance);
  const isSaved = useDesign((s) => s.pending.every((p) => onlyLayout(p.changes)));
  useEffect(() => {
    if (isSaved) void fetchMatrix(api);
  }, [api, family, substance, isSaved]);
  const section = useRef<HTMLElement>(null);
  useFocusWhileOpen(section);
  const table = useMemo(() => (answer ? tableOf(answer, destinationName(INTERNET)) : null), [answer]);
  const shown = useMemo(() => (table ? filtered(table, wish) : null), [table, wish]);
  const isCurrent = answer !== null && isSaved && answer.revision >= substance;
  return (
    <section
      ref={section}
      tabIndex={-1}
      className="matrix"
      aria-label={t("Matrix of who reaches whom")}
      data-testid="matrix"
      data-current={isCurrent}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        toggleMatrix(false);
      }}
    >
      <div className="matrix-head">
        <h2>{t("Who reaches whom")}</h2>
        <div className="segments" role="group" aria-label={t("Address family")}>
          {(["ipv4", "ipv6"] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={family === one ? "seg on" : "seg"}
              aria-pressed={family === one}
              onClick={() => showFamily(one)}
            >
              {one === "ipv4" ? "IPv4" : "IPv6"}
            </button>
          ))}
        </div>
        <input
          type="search"
          placeholder={t("From…")}
          aria-label={t("Filter who sends")}
          value={wish.from}
          onChange={(event) => wishFor({ from: event.target.value })}
        />
        <input
          type="search"
          placeholder={t("To…")}
          aria-label={t("Filter who receives")}
          value={wish.to}
          onChange={(event) => wishFor({ to: event.target.value })}
        />
        <select
          aria-label={t("Filter by verdict")}
          value={wish.verdict}
          onChange={(event) => wishFor({ verdict: event.target.value as CellVerdict | "any" })}
        >
          <option value="any">{t("any verdict")}</option>
          {VERDICTS.map((one) => (
            <option key={one} value={one}>
              {CELL_SIGNS[one]} {cellWord(one)}
            </option>
          ))}
        </select>
        <span className="grow" />
        <span className="dim" role="status">
          {isAsking || !isCurrent
            ? t("computing…")
            : tn("{n} workload, revision {revision}", "{n} workloads, revision {revision}", answer.workloads.length, {
                revision: answer.revision,
              })}
        </span>
        <button type="button" className="btn small" onClick={() => toggleMatrix(false)}>
          {t("Close")}
        </button>
      </div>
      {error && (
        <p className="field-error matrix-note" role="alert">
          {error}{" "}
          <button type="button" className="link" onClick={() => void fetchMatrix(api)}>
            {t("Try again")}
          </button>
        </p>
      )}
      {answer?.workloads.length === 0 && (
        <p className="matrix-note two">
          {t("No service or task yet. Insert a Fargate service, and who reaches it is shown here.")}
        </p>
      )}
      {shown && answer && answer.workloads.length > 0 && (
        <>
          {shown.sources.length === 0 || shown.destinations.length === 0 ? (
            <p className="matrix-note two">{t("Nothing matches these filters.")}</p>
          ) : (
            <Grid table={shown} family={answer.family} isStale={!isCurrent} />
          )}
          <p className="matrix-legend">
            {VERDICTS.map((one) => (
              <span key={one}>
                <b className={`cell-${one}`}>{CELL_SIGNS[one]}</b> {cellWord(one)}
              </span>
            ))}
            <span className="dim">{t("Rows send, columns receive. A cell opens the trace of its pair.")}</span>
          </p>
        </>
      )}
    </section>
  );
}

/** What lies under it cannot be focused; whoever was there comes back to it. */
function useFocusWhileOpen(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const here = section.current;
    if (before === document.body || before?.closest(".under")) here?.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      if (before instanceof HTMLElement && (now === document.body || here?.contains(now)))
        before.focus({ preventScroll: true });
    };
  }, [section]);
}
