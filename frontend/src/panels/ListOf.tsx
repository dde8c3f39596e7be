import { useState, type ReactNode } from "react";
import { t } from "../i18n";

/** The first of many, and a button for more of them: what nobody has looked for is not put on the page. */
export function useSome<T>(all: readonly T[], atOnce: number): { some: readonly T[]; more: ReactNode } {
  const [count, setCount] = useState(atOnce);
  const rest = all.length - count;
  const more = rest > 0 && (
    <button type="button" className="btn" onClick={() => setCount(count + atOnce)}>
      {t("Show {n} more of {rest}", { n: Math.min(rest, atOnce), rest })}
    </button>
  );
  return { some: rest > 0 ? all.slice(0, count) : all, more };
}

interface ListProps<T> {
  readonly all: readonly T[];
  readonly className: string;
  /** An item of the list, with its key. */
  readonly children: (one: T, place: number) => ReactNode;
}

const AT_ONCE = 40;

/** A list that may be long: as many of it as somebody has looked for. */
export function ListOf<T>({ all, className, children }: ListProps<T>) {
  const { some, more } = useSome(all, AT_ONCE);
  return (
    <>
      <ul className={className}>{some.map(children)}</ul>
      {more}
    </>
  );
}
