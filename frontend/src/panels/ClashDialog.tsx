import { useEffect, useRef } from "react";
import { t } from "../i18n";
import { saidOf } from "../model/accepted";
import type { Change } from "../model/changes";
import type { Design } from "../model/types";
import { resolveClash, useDesign } from "../state/design";
import { ChangeList } from "./ChangeList";
import { findingName, nameOf, placeName } from "./names";

/** What a clash is about: a resource, its place, or whether and why a finding is accepted. */
function whatOf(design: Design, id: string, changes: readonly Change[]): string {
  for (const change of changes) {
    const isJudgement = change.op === "accept" || change.op === "withdraw";
    if (isJudgement && id === `accepted:${saidOf(change.finding)}`)
      return t("finding {finding}", { finding: findingName(design, change.finding) });
  }
  return id.startsWith("layout:") ? placeName(design, id.slice("layout:".length)) : nameOf(design, id);
}

/** Somebody else changed the same things: both sides are shown, and the user decides. */
export function ClashDialog() {
  const clash = useDesign((s) => s.clash);
  const base = useDesign((s) => s.base);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (clash && !dialog.current?.open) dialog.current?.showModal();
    if (!clash) dialog.current?.close();
  }, [clash]);
  const theirs = (clash?.theirs ?? []).flatMap((batch) => batch.changes);
  const what = (clash?.ids ?? []).map((id) => whatOf(base, id, [...theirs, ...(clash?.mine.changes ?? [])]));
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="clash-title"
      onCancel={(event) => event.preventDefault()}
      data-testid="clash"
    >
      <h2 id="clash-title">{t("This was changed elsewhere too")}</h2>
      <p>
        {t("Your change “{title}” and a change made elsewhere touch the same: {what}.", {
          title: clash?.mine.title ?? "",
          what: what.join(", "),
        })}
      </p>
      <div className="sides">
        <section>
          <h3>{t("Theirs, saved already")}</h3>
          <ChangeList changes={theirs} design={base} />
        </section>
        <section>
          <h3>{t("Yours, not saved yet")}</h3>
          <ChangeList changes={clash?.mine.changes ?? []} design={base} />
        </section>
      </div>
      <div className="dialog-actions">
        <button type="button" className="btn" onClick={() => resolveClash("theirs")}>
          {t("Take theirs")}
        </button>
        <button type="button" className="btn primary" onClick={() => resolveClash("mine")}>
          {t("Keep mine, on top of theirs")}
        </button>
      </div>
    </dialog>
  );
}
