import { useState, type ReactNode } from "react";
import { t } from "../../i18n";

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
