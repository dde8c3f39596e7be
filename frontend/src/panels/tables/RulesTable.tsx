import { useId, useState, type FocusEvent, type KeyboardEvent } from "react";
import { t } from "../../i18n";
import { equal } from "../../model/equal";
import { omit } from "../../model/omit";

export type Draft = Readonly<Record<string, string>>;

export interface Column {
  readonly name: string;
  readonly title: string;
  readonly options?: readonly (readonly [value: string, text: string])[];
  /** What a text field proposes. */
  readonly proposals?: readonly string[];
  readonly width?: string;
  /** A column that only tells. */
  readonly isRead?: boolean;
}

export interface RulesTableProps<T> {
  readonly label: string;
  /** What its button says. */
  readonly addText?: string;
  readonly columns: readonly Column[];
  readonly records: readonly T[];
  /** Rows that AWS adds by itself, before and after the others. */
  readonly before?: readonly Draft[];
  readonly after?: readonly Draft[];
  readonly toDraft: (record: T) => Draft;
  readonly fromDraft: (draft: Draft, at: number) => { record: T } | { column: string; why: string };
  /** What a new row begins with. */
  readonly fresh: () => Draft;
  readonly onChange: (records: readonly T[]) => void;
  /** The row that is marked, -1 for none. */
  readonly marked?: number;
}

interface Problem {
  readonly column: string;
  readonly why: string;
}

/**
 * Rules, each a row that is edited in place and validated by itself: a row that is not right says why and stays as it was typed,
 * the others are saved. Their order is kept.
 */
export function RulesTable<T>(props: RulesTableProps<T>) {
  const {
    label,
    columns,
    records,
    before = [],
    after = [],
    addText = t("Add rule"),
    toDraft,
    fromDraft,
    fresh,
    onChange,
    marked = -1,
  } = props;
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const [problems, setProblems] = useState<Readonly<Record<string, Problem>>>({});
  const [added, setAdded] = useState(0);
  const listId = useId();
  const rows = Array.from({ length: records.length + added }, (_, at) => at);

  const settle = (at: number, draft: Draft) => {
    const record = records[at];
    if (record && equal(draft, toDraft(record))) return forget(at);
    const read = fromDraft(draft, at);
    if ("why" in read) return setProblems({ ...problems, [at]: read });
    forget(at);
    if (!record) setAdded(added - 1);
    onChange(record ? records.map((one, i) => (i === at ? read.record : one)) : [...records, read.record]);
  };
  const forget = (at: number) => {
    setDrafts(omit(drafts, String(at)));
    setProblems(omit(problems, String(at)));
  };
  const remove = (at: number) => {
    setDrafts({});
    setProblems({});
    if (at < records.length) onChange(records.filter((_record, i) => i !== at));
    else setAdded(added - 1);
  };
  const draftOf = (at: number): Draft => {
    const record = records[at];
    return drafts[at] ?? (record ? toDraft(record) : fresh());
  };

  return (
    <>
      <table className="rules" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ name, title, width }) => (
              <th key={name} scope="col" style={{ width }}>
                {title}
              </th>
            ))}
            <th scope="col" className="rules-end">
              <span className="visually-hidden">{t("Remove")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {before.map((row, i) => (
            <FixedRow key={`b${i}`} row={row} columns={columns} />
          ))}
          {rows.map((at) => (
            <Row
              key={at}
              at={at}
              columns={columns}
              listId={listId}
              draft={draftOf(at)}
              problem={problems[at]}
              isMarked={at === marked}
              isNew={at >= records.length}
              onDraft={(draft) => setDrafts({ ...drafts, [at]: draft })}
              onSettle={(draft) => settle(at, draft)}
              onRemove={() => remove(at)}
              onReset={() => forget(at)}
            />
          ))}
          {after.map((row, i) => (
            <FixedRow key={`a${i}`} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
      {columns.map(
        ({ name, proposals }) =>
          proposals && (
            <datalist key={name} id={`${listId}-${name}`}>
              {proposals.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          ),
      )}
      <button type="button" className="btn small" onClick={() => setAdded(added + 1)} disabled={added > 0}>
        {addText}
      </button>
    </>
  );
}

function FixedRow({ row, columns }: { row: Draft; columns: readonly Column[] }) {
  return (
    <tr className="rules-fixed">
      {columns.map(({ name }) => (
        <td key={name} className="mono">
          {row[name] ?? ""}
        </td>
      ))}
      <td />
    </tr>
  );
}

interface RowProps {
  readonly at: number;
  readonly columns: readonly Column[];
  readonly listId: string;
  readonly draft: Draft;
  readonly problem: Problem | undefined;
  readonly isMarked: boolean;
  /** A row that is not saved yet takes the keyboard. */
  readonly isNew: boolean;
  readonly onDraft: (draft: Draft) => void;
  readonly onSettle: (draft: Draft) => void;
  readonly onRemove: () => void;
  readonly onReset: () => void;
}

function Row({ at, columns, listId, draft, problem, isMarked, isNew, onDraft, onSettle, onRemove, onReset }: RowProps) {
  const errorId = `${listId}-error-${at}`;
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) onSettle(draft);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) onSettle(draft);
    if (event.key === "Escape") {
      event.stopPropagation();
      onReset();
    }
  };
  return (
    <>
      <tr className={isMarked ? "is-marked" : undefined} onBlur={onBlur} onKeyDown={onKeyDown}>
        {columns.map(({ name, title, options, proposals, isRead }, i) => {
          if (isRead)
            return (
              <td key={name} className="rules-read">
                {draft[name] ?? ""}
              </td>
            );
          const field = {
            autoFocus: isNew && i === 0,
            value: draft[name] ?? "",
            "aria-label": t("{column} of rule {n}", { column: title, n: at + 1 }),
            "aria-invalid": problem?.column === name,
            "aria-describedby": problem ? errorId : undefined,
          };
          const onChange = (value: string) => onDraft({ ...draft, [name]: value });
          return (
            <td key={name}>
              {options ? (
                <select
                  {...field}
                  onChange={(event) => {
                    onChange(event.target.value);
                    if (event.target.value) onSettle({ ...draft, [name]: event.target.value });
                  }}
                >
                  {options.map(([value, text]) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </select>
              ) : (
                <input
                  {...field}
                  className="mono"
                  list={proposals ? `${listId}-${name}` : undefined}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => onChange(event.target.value)}
                />
              )}
            </td>
          );
        })}
        <td className="rules-end">
          <button type="button" className="icon" aria-label={t("Remove rule {n}", { n: at + 1 })} onClick={onRemove}>
            ×
          </button>
        </td>
      </tr>
      {problem && (
        <tr>
          <td colSpan={columns.length + 1}>
            <p className="field-error" role="alert" id={errorId}>
              {problem.why}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}
