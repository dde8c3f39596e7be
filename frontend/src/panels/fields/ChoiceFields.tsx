import { useContext } from "react";
import { t } from "../../i18n";
import type { Field } from "../../model/schema";
import { labelOf, type Json, type Resource } from "../../model/types";
import { vpcIdOf } from "../../model/network";
import { useDesign } from "../../state/design";
import { jumpTo } from "../../state/selecting";
import { OfResource } from "./OfResource";
import type { EditorProps } from "./types";

/** Yes or no; where the model knows a third state, not set. */
export function BooleanField({ field, value, onChange, id, isInvalid, describedBy }: EditorProps) {
  if (!field.nullable) {
    return (
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  }
  return (
    <select
      id={id}
      value={value === null ? "" : String(value)}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value === "" ? null : event.target.value === "true")}
    >
      <option value="">{t("not set")}</option>
      <option value="true">{t("yes")}</option>
      <option value="false">{t("no")}</option>
    </select>
  );
}

export function EnumField({ field, value, onChange, id, isInvalid, describedBy }: EditorProps) {
  return (
    <select
      id={id}
      value={value === null ? "" : String(value)}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value || null)}
    >
      {field.nullable && <option value="">{t("not set")}</option>}
      {field.options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

/** The resources that a reference may name. */
export function useCandidates(field: Field): Resource[] {
  const resources = useDesign((s) => s.design.resources);
  return Object.values(resources).filter((r) => field.refers.includes(r.type));
}

/** One reference, and the way to what it names. */
export function ReferenceField({ field, value, onChange, id, isInvalid, describedBy }: EditorProps) {
  const candidates = useCandidates(field);
  const isAlone = useContext(OfResource) !== null;
  const named = candidates.find((r) => r.id === value);
  const isMissing = typeof value === "string" && !named;
  const choice = (
    <select
      id={id}
      value={typeof value === "string" ? value : ""}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t("none")}</option>
      {isMissing && <option value={value}>{t("{id} (not in the design)", { id: value })}</option>}
      {candidates.map((r) => (
        <option key={r.id} value={r.id}>
          {optionText(r)}
        </option>
      ))}
    </select>
  );
  if (!named || !isAlone) return choice;
  return (
    <div className="link-row">
      {choice}
      <button
        type="button"
        className="btn small"
        aria-label={t("Open {name}", { name: labelOf(named) })}
        onClick={() => jumpTo(named)}
      >
        {t("Open")}
      </button>
    </div>
  );
}

/** What AWS wants to be in the same VPC as what names it. */
const OF_ONE_VPC: ReadonlySet<string> = new Set(["Subnet", "SecurityGroup", "RouteTable"]);

/** The candidates without those of other VPCs, where it is known which VPC the resource of the form is in. */
function useSameVpc(candidates: readonly Resource[]): Resource[] {
  const resource = useContext(OfResource);
  const vpc = useDesign((s) => (resource ? vpcIdOf(s.design, resource) : null));
  return candidates.filter((r) => !vpc || !OF_ONE_VPC.has(r.type) || !("vpc_id" in r) || r.vpc_id === vpc);
}

/** Several references: each with a button that takes it out, and a choice of the others. */
export function ReferenceListField({ field, value, onChange, id, isInvalid, describedBy }: EditorProps) {
  const item = field.item ?? field;
  const held = Array.isArray(value) ? (value as readonly string[]) : [];
  const resources = useDesign((s) => s.design.resources);
  const others = useSameVpc(useCandidates(item)).filter((r) => !held.includes(r.id));
  return (
    <div className="references">
      {held.map((target) => {
        const name = resources[target] ? labelOf(resources[target]) : target;
        return (
          <span key={target} className="chip chip-removable">
            {name}
            <button
              type="button"
              aria-label={t("Remove {name}", { name })}
              onClick={() => onChange(held.filter((other) => other !== target))}
            >
              ×
            </button>
          </span>
        );
      })}
      <select
        id={id}
        value=""
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        disabled={others.length === 0}
        onChange={(event) => onChange([...held, event.target.value] satisfies Json)}
      >
        <option value="">{others.length === 0 ? t("nothing to add") : t("add…")}</option>
        {others.map((r) => (
          <option key={r.id} value={r.id}>
            {optionText(r)}
          </option>
        ))}
      </select>
    </div>
  );
}

function optionText(resource: Resource): string {
  const cidr = resource.type === "Subnet" && resource.cidr_block ? ` (${resource.cidr_block})` : "";
  return labelOf(resource) + cidr;
}
