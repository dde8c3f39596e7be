import { useState } from "react";
import { t } from "../../i18n";
import type { Json } from "../../model/types";
import type { EditorProps } from "./types";

/** A value that the model keeps as it is, as JSON. */
export function JsonField({ value, onChange, id, isInvalid, field, describedBy }: EditorProps) {
  const shown = value === null ? "" : JSON.stringify(value, null, 1);
  const [draft, setDraft] = useState(shown);
  const [before, setBefore] = useState(shown);
  const [error, setError] = useState("");
  if (before !== shown) {
    setBefore(shown);
    setDraft(shown);
  }
  const commit = () => {
    if (draft === shown) return;
    try {
      onChange(draft.trim() === "" ? (field.nullable ? null : field.default) : (JSON.parse(draft) as Json));
      setError("");
    } catch (problem) {
      setError(t("This is not JSON: {message}", { message: problem instanceof Error ? problem.message : "" }));
    }
  };
  return (
    <>
      <textarea
        id={id}
        className="mono"
        rows={Math.min(8, draft.split("\n").length + 1)}
        value={draft}
        spellCheck={false}
        aria-invalid={isInvalid || error !== ""}
        aria-describedby={describedBy}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
      />
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}

/** Several texts, one a line. */
export function TextListField({ value, onChange, id, isInvalid, describedBy }: EditorProps) {
  const shown = Array.isArray(value) ? value.map(String).join("\n") : "";
  const [draft, setDraft] = useState(shown);
  const [before, setBefore] = useState(shown);
  if (before !== shown) {
    setBefore(shown);
    setDraft(shown);
  }
  const lines = draft.split("\n").map((line) => line.trim()).filter(Boolean); // prettier-ignore
  return (
    <textarea
      id={id}
      className="mono"
      rows={Math.max(2, lines.length + 1)}
      value={draft}
      spellCheck={false}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => draft !== shown && onChange(lines)}
    />
  );
}
