import { t } from "../i18n";
import type { Change } from "../model/changes";

const SHOWN = 8;

/** Changes in plain words, the first of them where there are many. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
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
      return t("adds {type} {id}", { id: change.resource.id, type: change.resource.type });
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
