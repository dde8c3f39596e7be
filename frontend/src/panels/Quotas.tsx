import { useState, type KeyboardEvent } from "react";
import { t, tn } from "../i18n";
import { omit } from "../model/omit";
import type { Quota } from "../model/schema";
import { useDesign } from "../state/design";
import { applyChanges } from "../state/gestures";

/** The account's quotas, where AWS raised them: what is left empty has AWS's default. Checks count against them. */
export function Quotas() {
  const quotas = useDesign((s) => s.schema.quotas);
  const own = useDesign((s) => s.design.quotas);
  const [isOpen, setOpen] = useState(false);
  const count = Object.keys(own).length;
  return (
    <details className="notes quotas" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t("Quotas of the account")}{" "}
        <span className="dim">{count === 0 ? t("AWS's defaults") : tn("{n} of its own", "{n} of its own", count)}</span>
      </summary>
      {isOpen && (
        <>
          <p className="two">{t("Where AWS has raised a quota, enter it. Empty is AWS's default.")}</p>
          {quotas.map((quota) => (
            <QuotaRow key={quota.name} quota={quota} own={own[quota.name]} />
          ))}
        </>
      )}
    </details>
  );
}

function QuotaRow({ quota, own }: { quota: Quota; own: number | undefined }) {
  const { name, title, most } = quota;
  const [wrong, setWrong] = useState<string | null>(null);
  const id = `quota-${name}`;
  const set = (text: string) => {
    const value = readQuota(text, quota);
    if (value === null) return setWrong(t("A whole number from 1 to {most}.", { most }));
    setWrong(null);
    if (value === own) return;
    const { quotas } = useDesign.getState().design;
    const others = omit(quotas, name);
    const values = { quotas: value === undefined ? others : { ...others, [name]: value } };
    applyChanges(t("Set the quota of {what}", { what: title }), [{ op: "settings", values }]);
  };
  return (
    <div className="quota" data-quota={name}>
      <label htmlFor={id}>{title}</label>
      <input
        key={own}
        id={id}
        className="mono"
        inputMode="numeric"
        defaultValue={own}
        placeholder={String(quota.default)}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        onBlur={(event) => set(event.target.value)}
        onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => event.key === "Enter" && set(event.currentTarget.value)}
      />
      {wrong !== null && (
        <p className="field-error" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** The account's own value; undefined where it is AWS's default, null where the text is none. */
export function readQuota(text: string, { default: usual, most }: Quota): number | undefined | null {
  const typed = text.trim();
  if (typed === "") return undefined;
  const value = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
  if (value < 1 || value > most) return null;
  return value === usual ? undefined : value;
}
