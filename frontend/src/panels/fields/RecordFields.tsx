import { useContext, useState } from "react";
import { t } from "../../i18n";
import { omit } from "../../model/omit";
import type { Field } from "../../model/schema";
import { labelOf, type Json, type JsonRecord } from "../../model/types";
import { useDesign } from "../../state/design";
import { recordOfError } from "./errors";
import { LabelledField } from "./LabelledField";
import { OfResource } from "./OfResource";
import { summaryOf } from "./summary";
import type { EditorProps } from "./types";
import { ValueEditor } from "./ValueEditor";

/** What a template had beyond the model is shown where there is some. */
function isForPeople(field: Field, value: JsonRecord): boolean {
  return field.name === "properties" ? Object.keys(value.properties ?? {}).length > 0 : !field.hidden;
}

/** The fields of one record, under each other. */
function SubFields({
  fields,
  value,
  onChange,
  id,
}: {
  fields: readonly Field[];
  value: JsonRecord;
  onChange: (value: Json) => void;
  id: string;
}) {
  return (
    <div className="subfields">
      {fields
        .filter((field) => isForPeople(field, value))
        .map((field) => (
          <LabelledField
            key={field.name}
            field={field}
            id={`${id}.${field.name}`}
            className="subfield"
            isGroup={isGroup(field)}
          >
            {(described) => (
              <ValueEditor
                field={field}
                value={value[field.name] ?? field.default}
                id={`${id}.${field.name}`}
                {...described}
                onChange={(next) => onChange(withValue(value, field, next))}
              />
            )}
          </LabelledField>
        ))}
    </div>
  );
}

/** Whether several controls edit a field together. */
export function isGroup(field: Field): boolean {
  return (
    field.kind === "record" || field.kind === "map" || (field.kind === "list" && (field.item?.fields.length ?? 0) > 0)
  );
}

function withValue(record: JsonRecord, field: Field, next: Json): JsonRecord {
  const others = omit(record, field.name);
  return next === null && !field.required ? others : { ...others, [field.name]: next };
}

/** A record that may be missing. */
export function RecordField({ field, value, onChange, id }: EditorProps) {
  const record = value as JsonRecord | null;
  if (!record) {
    return (
      <button id={id} type="button" className="btn small" onClick={() => onChange(freshRecord(field, []))}>
        {t("Set")}
      </button>
    );
  }
  return (
    <div className="record">
      <SubFields fields={field.fields} value={record} onChange={onChange} id={id} />
      {field.nullable && (
        <button type="button" className="link" onClick={() => onChange(null)}>
          {t("Unset")}
        </button>
      )}
    </div>
  );
}

/** Rules, routes, ports, containers: one line each, which opens to its fields. Their order is kept. */
export function RecordListField({ field, value, onChange, id }: EditorProps) {
  const records = Array.isArray(value) ? (value as readonly JsonRecord[]) : [];
  const item = field.item ?? field;
  const [opened, setOpen] = useState<number | null>(null);
  const resource = useContext(OfResource);
  const error = useDesign((s) => s.fieldError);
  const wrong = error?.where === resource?.id ? recordOfError(id, error?.field) : null;
  const open = wrong ?? opened;
  const resources = useDesign((s) => s.design.resources);
  const name = (target: string) => (resources[target] ? labelOf(resources[target]) : target);
  const replace = (at: number, next: Json) => onChange(records.map((record, i) => (i === at ? next : record)));
  const swap = (at: number) =>
    onChange(
      records.map((record, i) =>
        i === at ? (records[at - 1] ?? record) : i === at - 1 ? (records[at] ?? record) : record,
      ),
    );
  return (
    <div className="records" id={id} tabIndex={-1}>
      {value === null && (
        <p className="dim">
          {field.name === "security_group_egress" ? t("not set: everything may leave") : t("not set")}
        </p>
      )}
      {records.map((record, i) => (
        <div key={i} className="record-row">
          <div className="record-line">
            <button
              type="button"
              className="record-summary mono"
              aria-expanded={open === i}
              onClick={() => setOpen(open === i ? null : i)}
            >
              {summaryOf(item, record, name)}
            </button>
            {i > 0 && (
              <button type="button" className="icon" aria-label={t("Move up")} onClick={() => swap(i)}>
                ↑
              </button>
            )}
            <button
              type="button"
              className="icon"
              aria-label={t("Remove")}
              onClick={() => onChange(records.filter((_r, at) => at !== i))}
            >
              ×
            </button>
          </div>
          {open === i && (
            <SubFields fields={item.fields} value={record} id={`${id}.${i}`} onChange={(next) => replace(i, next)} />
          )}
        </div>
      ))}
      <div className="record-actions">
        <button
          type="button"
          className="btn small"
          onClick={() => {
            onChange([...records, freshRecord(item, records)]);
            setOpen(records.length);
          }}
        >
          {t("Add")}
        </button>
        {field.nullable && value !== null && (
          <button type="button" className="link" onClick={() => onChange(null)}>
            {t("Unset")}
          </button>
        )}
        {field.nullable && value === null && (
          <button type="button" className="link" onClick={() => onChange([])}>
            {t("Nothing may leave")}
          </button>
        )}
      </div>
    </div>
  );
}

const RULE_STEP = 100;

/** A record with what it cannot be without: the first choice, the next rule number, a name. */
function freshRecord(field: Field, siblings: readonly JsonRecord[]): JsonRecord {
  const fresh: Record<string, Json> = {};
  for (const sub of field.fields) {
    if (!sub.required) continue;
    if (sub.kind === "enum") fresh[sub.name] = sub.options[0] ?? null;
    else if (sub.kind === "integer") {
      const highest = Math.max(0, ...siblings.map((s) => Number(s[sub.name] ?? 0)));
      fresh[sub.name] = Math.min(highest + RULE_STEP, sub.maximum ?? Infinity);
    } else if (sub.kind === "string")
      fresh[sub.name] = sub.name.includes("cidr") ? "10.0.0.0/16" : `${sub.name}${siblings.length + 1}`;
  }
  return fresh;
}

/** Names and values. */
export function MapField({ field, value, onChange, id }: EditorProps) {
  const entries = Object.entries((value ?? {}) as Record<string, string>);
  const [key, setKey] = useState("");
  const add = () => {
    if (key.trim()) onChange({ ...Object.fromEntries(entries), [key.trim()]: "" });
    setKey("");
  };
  return (
    <div className="map">
      {entries.map(([name, text]) => (
        <div key={name} className="map-row">
          <span className="mono" title={name}>
            {name}
          </span>
          <ValueEditor
            field={{ ...field, name, kind: "string", nullable: false, required: true }}
            value={text}
            id={`${id}.${name}`}
            isInvalid={false}
            onChange={(next) => onChange({ ...Object.fromEntries(entries), [name]: next ?? "" })}
          />
          <button
            type="button"
            className="icon"
            aria-label={t("Remove {name}", { name })}
            onClick={() => onChange(Object.fromEntries(entries.filter(([other]) => other !== name)))}
          >
            ×
          </button>
        </div>
      ))}
      <div className="map-row">
        <input
          id={id}
          value={key}
          placeholder={t("new name")}
          onChange={(event) => setKey(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <button type="button" className="btn small" onClick={add}>
          {t("Add")}
        </button>
      </div>
    </div>
  );
}
