import { t } from "../i18n";
import type { Change } from "../model/changes";
import { equal } from "../model/equal";
import { valueOf, type Schema } from "../model/schema";
import type { Design, Json } from "../model/types";
import { words } from "../model/words";
import { useDesign } from "../state/design";
import { findingName, nameOf, placeName } from "./names";
import { valueText } from "./valueText";

const SHOWN = 12;

/** Changes in plain words, the first of them where there are many; `design` is what they would change. */
export function ChangeList({ changes, design }: { changes: readonly Change[]; design: Design }) {
  const schema = useDesign((s) => s.schema);
  const told = changes.flatMap((change) => changeTexts(schema, design, change));
  return (
    <ul className="plain">
      {told.slice(0, SHOWN).map((text, i) => (
        <li key={i}>{text}</li>
      ))}
      {told.length > SHOWN && <li className="dim">{t("and {n} more", { n: told.length - SHOWN })}</li>}
    </ul>
  );
}

function changeTexts(schema: Schema, design: Design, change: Change): string[] {
  switch (change.op) {
    case "add":
      return [t("adds {type} {id}", { id: change.resource.id, type: titleOf(schema, change.resource.type) })];
    case "remove":
      return [t("deletes {id}", { id: nameOf(design, change.id) })];
    case "set":
      return Object.entries(change.values).flatMap(([name, value]) => setTexts(schema, design, change.id, name, value));
    case "connect":
      return [addsText(schema, design, change.id, change.property, change.value)];
    case "disconnect":
      return [takesText(schema, design, change.id, change.property, change.value)];
    case "move":
      return [t("moves {id}", { id: placeName(design, change.id) })];
    case "settings":
      return [t("sets {fields} of the design", { fields: Object.keys(change.values).map(words).join(", ") })];
    case "accept": {
      const values = { finding: findingName(design, change.finding), reason: change.finding.reason };
      return [t("accepts {finding}: {reason}", values)];
    }
    case "withdraw":
      return [t("no longer accepts {finding}", { finding: findingName(design, change.finding) })];
  }
}

/** A list that is set is told by what comes and goes. */
function setTexts(schema: Schema, design: Design, id: string, name: string, value: Json | undefined): string[] {
  const resource = design.resources[id];
  const before = resource ? valueOf(schema, resource, name) : null;
  if (!Array.isArray(value) || !Array.isArray(before)) {
    const text = value === null || value === undefined ? t("nothing") : itemText(schema, design, id, name, value);
    return [t("sets {property} of {id} to {value}", { property: words(name), id: nameOf(design, id), value: text })];
  }
  const [now, was] = [value as readonly Json[], before as readonly Json[]];
  const come = now.filter((item) => !was.some((other) => equal(other, item)));
  const gone = was.filter((item) => !now.some((other) => equal(other, item)));
  return [
    ...gone.map((item) => takesText(schema, design, id, name, item)),
    ...come.map((item) => addsText(schema, design, id, name, item)),
  ];
}

function addsText(schema: Schema, design: Design, id: string, name: string, value: Json): string {
  const values = { property: words(name), id: nameOf(design, id), value: itemText(schema, design, id, name, value) };
  return t("adds {value} to {property} of {id}", values);
}

function takesText(schema: Schema, design: Design, id: string, name: string, value: Json): string {
  const values = { property: words(name), id: nameOf(design, id), value: itemText(schema, design, id, name, value) };
  return t("takes {value} out of {property} of {id}", values);
}

function itemText(schema: Schema, design: Design, id: string, name: string, value: Json): string {
  return valueText(schema, design, design.resources[id]?.type ?? "", name, value);
}

const titleOf = (schema: Schema, type: string): string => schema.types[type]?.title ?? type;
