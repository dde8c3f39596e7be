import { useEffect, useState } from "react";
import type { DesignApi } from "../api/designs";
import type { Pattern } from "../api/types";
import { t } from "../i18n";
import { learnPatterns, startFrom, usePatterns } from "../state/patterns";

/** The patterns, each with its picture; choosing one puts it on the canvas, which undo takes back. */
export function Gallery({ api }: { api: DesignApi }) {
  const patterns = usePatterns((s) => s.patterns);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => void learnPatterns(api), [api]);
  const choose = (pattern: Pattern) => {
    setBusy(true);
    void startFrom(api, pattern).finally(() => setBusy(false));
  };
  if (patterns.length === 0) return null;
  return (
    <section className="gallery nowheel" aria-labelledby="gallery-title">
      <h2 id="gallery-title">{t("Or start from a pattern that works")}</h2>
      <ul>
        {patterns.map((pattern) => (
          <li key={pattern.slug}>
            <button type="button" className="pattern" disabled={isBusy} onClick={() => choose(pattern)}>
              <img src={pattern.picture} alt="" width={184} height={96} loading="lazy" />
              <b>{pattern.name}</b>
              <span>{pattern.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
