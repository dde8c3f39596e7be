import { useEffect, useRef } from "react";
import { t } from "../i18n";
import type { Change } from "../model/changes";
import { resolveClash, useDesign } from "../state/design";
import { nameOf } from "./names";

/** Somebody else changed the same things: both sides are shown, and the user decides. */
export function ClashDialog() {
  const clash = useDesign((s) => s.clash);
  const design = useDesign((s) => s.design);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (clash && !dialog.current?.open) dialog.current?.showModal();
    if (!clash) dialog.current?.close();
  }, [clash]);
  const what = (clash?.ids ?? []).map((id) => nameOf(design, id.replace(/^layout:/, "")));
  const theirs = (clash?.theirs ?? []).flatMap((batch) => batch.changes);
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
          <ChangeList changes={theirs} />
        </section>
        <section>
          <h3>{t("Yours, not saved yet")}</h3>
          <ChangeList changes={clash?.mine.changes ?? []} />
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

const SHOWN = 8;

function ChangeList({ changes }: { changes: readonly Change[] }) {
  return (
    <ul className="plain">
      {changes.slice(0, SHOWN).map((change, i) => (
        <li key={i}>{changeText(change)}</li>
      ))}
      {changes.length > SHOWN && <li className="dim">{t("and {n} more", { n: changes.length - SHOWN })}</li>}
    </ul>
  );
}

function changeText(change: Change): string {
  switch (change.op) {
    case "add":
      return t("adds {id}", { id: change.resource.id });
    case "remove":
      return t("deletes {id}", { id: change.id });
    case "set":
      return t("sets {fields} of {id}", { id: change.id, fields: valuesText(change.values) });
    case "connect":
      return t("adds {value} to {property} of {id}", {
        id: change.id,
        property: change.property,
        value: short(change.value),
      });
    case "disconnect":
      return t("takes {value} out of {property} of {id}", {
        id: change.id,
        property: change.property,
        value: short(change.value),
      });
    case "move":
      return t("moves {id}", { id: change.id });
    case "settings":
      return t("sets {fields} of the design", { fields: valuesText(change.values) });
  }
}

function valuesText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${short(value)}`)
    .join(", ");
}

const SHORT = 60;

function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}
