import { useContext, useState } from "react";
import { formatCidr, parseCidr } from "../../model/cidr";
import type { Field } from "../../model/schema";
import type { Json } from "../../model/types";
import { proposalsFor } from "../../model/proposals";
import { useDesign } from "../../state/design";
import { OfResource } from "./OfResource";
import type { EditorProps } from "./types";

/** A text or number. It is written when the field is left or Enter is pressed; Escape puts back what was there. */
export function TextField({ field, value, onChange, id, isInvalid, describedBy }: EditorProps) {
  const shown = value === null || value === undefined ? "" : String(value);
  const [draft, setDraft] = useState(shown);
  const [before, setBefore] = useState(shown);
  if (before !== shown) {
    setBefore(shown);
    setDraft(shown);
  }
  const isNumber = field.kind === "integer" || field.kind === "number";
  const commit = () => {
    if (draft !== shown) onChange(parse(field, draft));
  };
  const resource = useContext(OfResource);
  const design = useDesign((s) => s.design);
  const proposals = proposalsFor(design, resource, field);
  return (
    <>
      <input
        id={id}
        list={proposals.length > 0 ? `${id}-proposals` : undefined}
        className={/cidr|address|ip$/.test(field.name) ? "mono" : undefined}
        type={isNumber ? "number" : "text"}
        value={draft}
        placeholder={field.examples[0] === undefined ? undefined : String(field.examples[0])}
        min={field.minimum}
        max={field.maximum}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setDraft(shown);
        }}
      />
      {proposals.length > 0 && (
        <datalist id={`${id}-proposals`}>
          {proposals.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

function parse(field: Field, draft: string): Json {
  const text = draft.trim();
  if (text === "" && (field.nullable || !field.required)) return field.nullable ? null : field.default;
  if (field.kind === "integer" || field.kind === "number") return Number(text);
  if (field.name.includes("cidr")) {
    const block = parseCidr(text);
    return block ? formatCidr(block) : text;
  }
  return text;
}
