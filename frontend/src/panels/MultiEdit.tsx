import { t, tn } from "../i18n";
import { equal } from "../model/equal";
import { valueOf, type Field } from "../model/schema";
import { labelOf, type Json, type Resource } from "../model/types";
import { words } from "../model/words";
import { iconOf } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { useDesign } from "../state/design";
import { applyChanges, deleteSelected } from "../state/gestures";
import { FIELD } from "./fields/errors";
import { LabelledField } from "./fields/LabelledField";
import { ValueEditor } from "./fields/ValueEditor";

/** What each resource has for itself, so that it makes no sense for several. */
const OWN = /^(name|tags|properties)$|_name$|cidr|address|allocation_id|_id$|associations/;
/** As many are named one by one. */
const LISTED = 40;
const TOGETHER: ReadonlySet<string> = new Set(["boolean", "enum", "string", "integer", "number", "list"]);

/** Several resources: those of one type have their common properties edited together, as one step. */
export function MultiEdit({ resources }: { resources: readonly Resource[] }) {
  const schema = useDesign((s) => s.schema);
  const types = new Set(resources.map((r) => r.type));
  const [type] = types;
  const fields = types.size === 1 && type ? (schema.types[type]?.fields ?? []).filter(isCommon) : [];
  return (
    <div className="body inspector" data-testid="several">
      <h2>{t("{n} selected", { n: resources.length })}</h2>
      <ul className="plain selected-list">
        {resources.slice(0, LISTED).map((r) => (
          <li key={r.id}>
            <Tile icon={iconOf(r)} /> {labelOf(r)}
          </li>
        ))}
        {resources.length > LISTED && <li className="dim">{t("and {n} more", { n: resources.length - LISTED })}</li>}
      </ul>
      <button type="button" className="btn danger" onClick={deleteSelected}>
        {t("Delete all")}
      </button>
      {fields.length > 0 && <h3>{t("Of all of them")}</h3>}
      {fields.map((field) => (
        <CommonField key={field.name} field={field} resources={resources} />
      ))}
    </div>
  );
}

/** References to what many may name (groups, a cluster) stay; references to one's own do not. */
function isCommon(field: Field): boolean {
  const isShared = field.refers.length > 0 || (field.item?.refers.length ?? 0) > 0;
  if (field.kind === "list" && !isShared) return false;
  return !field.hidden && TOGETHER.has(field.kind) && (!OWN.test(field.name) || field.name === "security_group_ids");
}

function CommonField({ field, resources }: { field: Field; resources: readonly Resource[] }) {
  const schema = useDesign((s) => s.schema);
  const values = resources.map((r) => valueOf(schema, r, field.name));
  const [first = null] = values;
  const isSame = values.every((value) => equal(value, first));
  const id = `${FIELD}${field.name}`;
  const change = (value: Json) => {
    const title = tn("Set {field} of {n} resource", "Set {field} of {n} resources", resources.length, {
      field: words(field.name),
    });
    const changes = resources
      .filter((r) => !equal(valueOf(schema, r, field.name), value))
      .map((r) => ({ op: "set", id: r.id, values: { [field.name]: value } }) as const);
    if (changes.length > 0) applyChanges(title, changes);
  };
  return (
    <LabelledField
      field={field}
      id={id}
      className="field"
      isGroup={false}
      owners={resources.map((r) => r.id)}
      note={!isSame && <span className="dim"> ({t("they differ")})</span>}
    >
      {(described) => (
        <ValueEditor
          key={String(isSame)}
          field={isSame ? field : { ...field, nullable: true }}
          value={isSame ? first : field.kind === "list" ? [] : null}
          onChange={change}
          id={id}
          {...described}
        />
      )}
    </LabelledField>
  );
}
