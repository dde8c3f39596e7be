import { t } from "../i18n";
import { isAside } from "../model/aside";
import { pageOf } from "../model/links";
import type { Field } from "../model/schema";
import { valueOf } from "../model/schema";
import { whyNotBlock } from "../model/space";
import { labelOf, type Json, type Resource } from "../model/types";
import { words } from "../model/words";
import { iconOf } from "../nodes/icons";
import { Tile } from "../nodes/Tile";
import { refuseField, useDesign } from "../state/design";
import { applyChanges, deleteSelected } from "../state/gestures";
import { prefer, usePreferences } from "../state/preferences";
import { useView } from "../state/view";
import { DesignSettings } from "./DesignSettings";
import { FIELD } from "./fields/errors";
import { LabelledField } from "./fields/LabelledField";
import { OfResource } from "./fields/OfResource";
import { isGroup } from "./fields/RecordFields";
import { ValueEditor } from "./fields/ValueEditor";
import { RowHelp } from "./tables/RowHelp";
import { tableFor } from "./tables/tableFor";
import { AddressSpace } from "./AddressSpace";
import { Intents } from "./Intents";
import { MultiEdit } from "./MultiEdit";
import { Prose } from "./Prose";
import { ResourceTemplate } from "./ResourceTemplate";
import { SubnetLinks } from "./SubnetLinks";
import { UsedBy } from "./UsedBy";

/** The properties of what is selected, in a form that the model's schema gives. */
export function Inspector() {
  const design = useDesign((s) => s.design);
  const selected = useView((s) => s.selected);
  const resources = selected.map((id) => design.resources[id]).filter((r) => r !== undefined);
  const [resource] = resources;
  if (!resource) return <DesignSettings />;
  if (resources.length > 1) return <MultiEdit resources={resources} />;
  return <ResourceForm key={resource.id} resource={resource} />;
}

function ResourceForm({ resource }: { resource: Resource }) {
  const schema = useDesign((s) => s.schema);
  const unresolved = useDesign((s) => s.design.unresolved).filter((u) => u.resource === resource.id);
  const record = schema.types[resource.type];
  const fields = (record?.fields ?? []).filter((f) => !f.hidden);
  const page = pageOf(record, resource);
  const folded = fields.filter((f) => isAside(resource, f));
  return (
    <OfResource value={resource}>
      <div className="body inspector" data-testid="inspector">
        <div className="inspector-head">
          <Tile icon={iconOf(resource)} size="large" />
          <div>
            <h2>{labelOf(resource)}</h2>
            <p className="two">
              {record?.title} <span className="mono dim">{resource.id}</span>
            </p>
          </div>
          <button type="button" className="btn small danger" onClick={deleteSelected} title={t("Delete (Del)")}>
            {t("Delete")}
          </button>
        </div>
        {unresolved.map((u) => (
          <p key={u.property} className="note-unknown">
            ?{" "}
            {t("{property} has no value in the template: {reason}", { property: words(u.property), reason: u.reason })}
          </p>
        ))}
        <AddressSpace resource={resource} />
        <Intents resource={resource} />
        {resource.type === "Subnet" && <SubnetLinks subnet={resource} />}
        <HelpSwitch />
        {fields
          .filter((f) => !folded.includes(f))
          .map((field) => (
            <FieldRow key={field.name} resource={resource} field={field} />
          ))}
        {folded.length > 0 && (
          <details className="notes">
            <summary>{t("Tags and other properties")}</summary>
            {folded.map((field) => (
              <FieldRow key={field.name} resource={resource} field={field} />
            ))}
          </details>
        )}
        <UsedBy resource={resource} />
        <ResourceTemplate id={resource.id} />
        {record && (
          <p className="dim about">
            <Prose text={record.description} />{" "}
            {page && (
              <a href={page} target="_blank" rel="noreferrer">
                {t("AWS's page")}
              </a>
            )}
          </p>
        )}
      </div>
    </OfResource>
  );
}

function FieldRow({ resource, field }: { resource: Resource; field: Field }) {
  const schema = useDesign((s) => s.schema);
  const design = useDesign((s) => s.design);
  const id = `${FIELD}${field.name}`;
  const value = valueOf(schema, resource, field.name);
  const change = (value: Json) => {
    const why = whyNotBlock(design, resource, field.name, value);
    if (why !== null) return refuseField({ where: resource.id, field: field.name, message: why });
    const title = t("Set {field} of {name}", { field: words(field.name), name: labelOf(resource) });
    applyChanges(title, [{ op: "set", id: resource.id, values: { [field.name]: value } }]);
  };
  const table = tableFor(resource, field, value, change);
  const isInline = field.kind === "boolean" && !field.nullable;
  return (
    <LabelledField
      field={field}
      id={id}
      className={isInline ? "field field-inline" : "field"}
      isGroup={table !== null || isGroup(field)}
    >
      {(described) =>
        table === null ? (
          <ValueEditor field={field} value={value} onChange={change} id={id} {...described} />
        ) : (
          <>
            {table}
            {field.item && <RowHelp item={field.item} />}
          </>
        )
      }
    </LabelledField>
  );
}

/** Help is behind an “i” at each field, or open at all of them for those who are learning. */
function HelpSwitch() {
  const isOpen = usePreferences((s) => s.help);
  return (
    <button type="button" className="link help-switch" aria-pressed={isOpen} onClick={() => prefer({ help: !isOpen })}>
      {isOpen ? t("Fold the help") : t("Show all help")}
    </button>
  );
}
