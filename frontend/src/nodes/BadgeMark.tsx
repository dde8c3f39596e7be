import { createContext, useContext } from "react";
import { t, tn } from "../i18n";
import { SIGNS, type Badge } from "../state/verdicts";

/** Whether the badges are of an earlier revision: they alone are drawn anew when that changes, and not the nodes. */
export const StaleBadges = createContext(false);

/** The sign of a badge with its count; stale ones are shown as being checked, never as current. */
export function BadgeMark({ badge }: { badge: Badge }) {
  const isStale = useContext(StaleBadges);
  if (isStale) {
    return (
      <span className="badge badge-stale" title={t("checking…")} aria-label={t("checking…")}>
        …
      </span>
    );
  }
  const title = wordsOf(badge);
  const text = badge.sign === "ok" ? SIGNS.ok : `${SIGNS[badge.sign]} ${badge.count}`;
  return (
    <span className={`badge badge-${badge.sign}`} title={title} aria-label={title}>
      {text}
    </span>
  );
}

function wordsOf({ sign, count }: Badge): string {
  switch (sign) {
    case "ok":
      return t("everything that it needs is reachable");
    case "stop":
      return tn("{n} problem", "{n} problems", count);
    case "warn":
      return tn("{n} warning", "{n} warnings", count);
    case "unknown":
      return tn("{n} unknown", "{n} unknown", count);
  }
}
