import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { endChoices, endName, matchingEnds, type EndChoice, type EndRole } from "./ends";
import { ask, pick, typed, useTrace } from "./state";

const SHOWN = 40;

/** One end of a trace: typed, chosen from a list, or clicked on the canvas. */
export function EndField({ role, label }: { role: EndRole; label: string }) {
  const design = useDesign((s) => s.design);
  const schema = useDesign((s) => s.schema);
  const value = useTrace((s) => s[role]);
  const isPicking = useTrace((s) => s.picking === role);
  const [draft, setDraft] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const isTyping = useTrace((s) => s.typing === role);
  useEffect(() => {
    if (!isTyping) return;
    input.current?.focus();
    typed();
  }, [isTyping]);
  const choices = useMemo(
    () => endChoices(design, role, (type) => schema.types[type]?.title ?? type),
    [design, role, schema],
  );
  const found = useMemo(() => (draft === null ? [] : matchingEnds(choices, draft).slice(0, SHOWN)), [choices, draft]);
  const isOpen = draft !== null;
  const isNothing = isOpen && draft !== "" && found.length === 0;

  const choose = (choice: EndChoice | undefined) => {
    if (!choice) return;
    setDraft(null);
    ask({ [role]: choice.value });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setDraft(null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) choose(found[at]);
      else setDraft("");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!isOpen) setDraft("");
      else if (found.length > 0) setAt((at + step + found.length) % found.length);
    }
  };
  return (
    <div className="end-field" data-testid={`trace-${role}`}>
      <label htmlFor={id}>{label}</label>
      <div className="end-row">
        <input
          ref={input}
          id={id}
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-expanded={isOpen}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && found[at] ? `${id}-${at}` : undefined}
          aria-invalid={isNothing}
          aria-describedby={isNothing ? `${id}-nothing` : undefined}
          placeholder={t("Name, address, internet…")}
          value={draft ?? (value === null ? "" : endName(design, value))}
          onChange={(event) => {
            setDraft(event.target.value);
            setAt(0);
          }}
          onFocus={(event) => event.target.select()}
          onClick={() => draft === null && setDraft("")}
          onBlur={() => setDraft(null)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className={isPicking ? "btn small on" : "btn small"}
          aria-pressed={isPicking}
          title={t("Choose it on the canvas")}
          onClick={() => pick(isPicking ? null : role)}
        >
          {isPicking ? t("Click it…") : t("Pick")}
        </button>
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={label} className="end-list" hidden={found.length === 0}>
        {found.map((choice, i) => (
          <li
            key={choice.value}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            ref={i === at ? (element) => element?.scrollIntoView({ block: "nearest" }) : undefined}
            onPointerDown={(event) => {
              event.preventDefault(); // the field keeps the focus
              choose(choice);
            }}
          >
            <span>{choice.title}</span>
            <span className="dim">{choice.hint}</span>
          </li>
        ))}
      </ul>
      {isNothing && (
        <p className="field-error" role="alert" id={`${id}-nothing`}>
          {t("Nothing here is called that, and it is no address.")}
        </p>
      )}
    </div>
  );
}
