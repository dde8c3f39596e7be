import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import type { Finding } from "../../api/report";
import { t } from "../../i18n";
import { identityOf } from "../../model/accepted";
import { accept, withdraw } from "../../state/accepting";
import { useDesign } from "../../state/design";
import { beginToAccept, useFiltering } from "../../state/filtering";
import { SIGNS } from "../../state/verdicts";
import { reveal, select } from "../../state/view";
import { nameOf } from "../names";
import { severityWord } from "./words";

/** A finding: what is wrong, what to do, where it is, and a way to accept it with a reason. */
export function FindingItem({ finding, isCurrent }: { finding: Finding; isCurrent: boolean }) {
  const design = useDesign((s) => s.design);
  const sign = finding.severity === "error" ? "stop" : finding.severity === "warning" ? "warn" : "unknown";
  const { resource } = finding;
  return (
    <li className={finding.accepted ? "finding is-accepted" : "finding"} data-rule={finding.rule}>
      <span className={`verdict verdict-${sign}`} aria-label={severityWord(finding.severity)}>
        {finding.severity === "info" ? "i" : SIGNS[sign]}
      </span>
      <div>
        <p>{finding.message}</p>
        {finding.fix && !finding.accepted && <p className="two">{finding.fix}</p>}
        <p className="dim">
          {resource && design.resources[resource] && (
            <button
              type="button"
              className="link"
              onClick={() => {
                select([resource]);
                reveal(resource);
              }}
            >
              {nameOf(design, resource)}
            </button>
          )}{" "}
          <span className="mono">{finding.rule}</span>{" "}
          {finding.source?.startsWith("https://") && (
            <a href={finding.source} target="_blank" rel="noreferrer">
              {t("AWS's page")}
            </a>
          )}
        </p>
        <Acceptance finding={finding} isCurrent={isCurrent} />
      </div>
    </li>
  );
}

/** That a finding was accepted, and why; otherwise a way to accept it. */
export function Acceptance({ finding, isCurrent }: { finding: Finding; isCurrent: boolean }) {
  const isOpen = useFiltering((s) => s.accepting === identityOf(finding));
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  if (finding.accepted) {
    const who = [finding.accepted_by, finding.accepted_when].filter(Boolean).join(", ");
    return (
      <p className="accepted">
        <span className="chip">{t("accepted")}</span> {finding.reason} {who && <span className="dim">({who})</span>}{" "}
        <button type="button" className="link" disabled={!isCurrent} onClick={() => withdraw(finding)}>
          {t("No longer accept")}
        </button>
      </p>
    );
  }
  if (!isOpen) {
    return (
      <button ref={opener} type="button" className="link" disabled={!isCurrent} onClick={() => beginToAccept(finding)}>
        {t("Accept…")}
      </button>
    );
  }
  return <AcceptForm finding={finding} onDone={() => beginToAccept(null)} />;
}

const LONGEST_REASON = 1_000;

function AcceptForm({ finding, onDone }: { finding: Finding; onDone: () => void }) {
  const [reason, setReason] = useState("");
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (accept(finding, reason)) onDone();
  };
  return (
    <form
      className="accept-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDone();
      }}
    >
      <label htmlFor={id}>{t("Why is this all right?")}</label>
      <textarea
        id={id}
        rows={2}
        autoFocus
        required
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="dim">{t("The reason is kept with the design and reported with the finding.")}</p>
      <div className="row">
        <button type="submit" className="btn small primary" disabled={reason.trim() === ""}>
          {t("Accept")}
        </button>
        <button type="button" className="btn small" onClick={onDone}>
          {t("Cancel")}
        </button>
      </div>
    </form>
  );
}
