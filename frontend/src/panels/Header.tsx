import { command } from "../commands/registry";
import { t, tn } from "../i18n";
import type { DesignApi } from "../api/designs";
import { useDesign, type Saving } from "../state/design";
import { cancelCheck, checkAgain, runningCheck, told, useFindings } from "../state/findings";
import { useLasting } from "../state/lasting";
import { useIsCurrent, useIsDigestCurrent } from "../state/seen";
import { SIGNS } from "../state/verdicts";
import type { Urls } from "../state/page";
import { openTab } from "../state/view";
import { ExportMenu } from "./ExportMenu";
import { Logo } from "./Logo";
import { ThemeMenu } from "./ThemeMenu";

/** The name of the design, whether it is saved, and what its check came to. */
export function Header({ api, urls }: { api: DesignApi; urls: Urls }) {
  const name = useDesign((s) => s.name);
  return (
    <header className="header">
      <a className="logo" href={urls.designs}>
        <Logo />
        Farway
      </a>
      <nav className="crumb" aria-label={t("Breadcrumb")}>
        <a href={urls.designs}>{t("Designs")}</a> / <h1>{name}</h1>
      </nav>
      <SavedState />
      <span className="grow" />
      <Pills api={api} />
      <ThemeMenu />
      <ExportMenu api={api} />
      <button type="button" className="btn primary" onClick={command("trace").run}>
        {t("Trace a path")}
      </button>
    </header>
  );
}

function SavedState() {
  const revision = useDesign((s) => s.revision);
  const saving = useDesign((s) => s.saving);
  const unsaved = useDesign((s) => s.pending.length);
  return (
    <span className={`saved saved-${saving}`} role="status" data-testid="saved">
      {t("Revision {revision}, {state}", { revision, state: wordFor(saving, unsaved) })}
    </span>
  );
}

function wordFor(saving: Saving, unsaved: number): string {
  switch (saving) {
    case "saved":
      return unsaved > 0 ? t("saving…") : t("saved");
    case "saving":
      return t("saving…");
    case "offline":
      return t("{n} unsaved, no connection", { n: unsaved });
    case "clash":
      return t("{n} unsaved, changed elsewhere", { n: unsaved });
    case "signed-out":
      return t("{n} unsaved, signed out", { n: unsaved });
  }
}

function Pills({ api }: { api: DesignApi }) {
  const findings = useFindings();
  const isCurrent = useIsDigestCurrent();
  const hasReport = useIsCurrent();
  const job = runningCheck(findings);
  const open = () => openTab("findings");
  const { digest } = findings;
  const isNew = !digest || !isCurrent;
  const lacks = isNew || !hasReport || !findings.isComplete; // its remedies, where the findings were told before
  const isStopped = lacks && findings.job !== null && !job && findings.job.state !== "succeeded";
  const isTold = useLasting((isNew || job !== null) && !isStopped) || isStopped;
  if (!digest || !isCurrent) {
    return (
      <span className="pills" data-testid="pills" data-current={false} data-report={false}>
        {isTold && <CheckState api={api} />}
      </span>
    );
  }
  const { counts } = digest;
  const pills = [
    {
      tone: "stop",
      sign: SIGNS.stop,
      n: counts.blocked + counts.partial,
      text: t("{n} blocked", { n: counts.blocked + counts.partial }),
    },
    { tone: "stop", sign: SIGNS.stop, n: counts.errors, text: tn("{n} error", "{n} errors", counts.errors) },
    { tone: "warn", sign: SIGNS.warn, n: counts.warnings, text: tn("{n} warning", "{n} warnings", counts.warnings) },
    { tone: "unknown", sign: SIGNS.unknown, n: counts.unknown, text: t("{n} unknown", { n: counts.unknown }) },
    { tone: "ok", sign: SIGNS.ok, n: counts.reachable, text: t("{n} reachable", { n: counts.reachable }) },
  ];
  return (
    <span className="pills" data-testid="pills" data-current={true} data-report={hasReport}>
      {(job || isStopped) && isTold && <CheckState api={api} />}
      {pills
        .filter(({ n }) => n > 0)
        .map(({ tone, sign, n, text }) => (
          <button key={text} type="button" className={`pill ${tone}`} data-short={`${sign} ${n}`} onClick={open}>
            <span className="pill-word">
              {sign} {text}
            </span>
          </button>
        ))}
    </span>
  );
}

/** The check that runs, with its progress and a way to stop it; or why there is no current result. */
export function CheckState({ api }: { api: DesignApi }) {
  const findings = useFindings();
  const running = runningCheck(findings);
  const { job } = findings;
  const isAway = useDesign((s) => s.saving === "offline" || s.saving === "signed-out");
  if (isAway) {
    return (
      <span className="pill unknown" role="status">
        {t("not checked while unsaved")}
      </span>
    );
  }
  if (running) {
    const { done = 0, total = 0 } = running.progress ?? {};
    // The worker stops at its next step; until then the row says why it will.
    if (running.error?.code === "cancelled") {
      return (
        <span className="pill unknown" role="status">
          {t("cancelling the check…")}
        </span>
      );
    }
    return (
      <span className="pill unknown" role="status">
        {total > 0 ? t("checking… {done} of {total}", { done, total }) : t("checking…")}
        {total > 0 && <progress max={total} value={done} aria-label={t("Check")} />}
        <button type="button" className="pill-action" onClick={() => told(cancelCheck(api))}>
          {t("Cancel")}
        </button>
      </span>
    );
  }
  if (job && (job.state === "failed" || job.state === "errored" || job.state === "cancelled")) {
    const why = job.state === "cancelled" ? t("check cancelled") : (job.error?.message ?? t("check failed"));
    return (
      <span className="pill unknown" role="status">
        {why}
        <button type="button" className="pill-action" onClick={() => told(checkAgain(api))}>
          {t("Check again")}
        </button>
      </span>
    );
  }
  return (
    <span className="pill unknown" role="status">
      {t("checking…")}
    </span>
  );
}
