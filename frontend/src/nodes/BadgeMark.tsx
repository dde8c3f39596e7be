import { createContext, useContext } from "react";
import { t, tn } from "../i18n";
import { SIGNS, type Badge } from "../state/verdicts";

/** Whether the badges are of an earlier revision: they alone are drawn anew when that changes, and not the nodes. */
export const StaleBadges = createContext(false);

/** The id of the badge of a node of the canvas, which the node is described by. */
export const badgeId = (key: string): string => `badge-${key}`;

/** The sign of a badge with its count; stale ones are shown as being checked, never as current. */
export function BadgeMark({ badge, id }: { badge: Badge; id?: string }) {
  const isStale = useContext(StaleBadges);
  const title = spokenBadge(badge, isStale);
  if (isStale) {
    return (
      <span id={id} className="badge badge-stale" role="img" title={title} aria-label={title}>
        …
      </span>
    );
  }
  const text = badge.sign === "ok" ? SIGNS.ok : `${SIGNS[badge.sign]} ${badge.count}`;
  return (
    <span id={id} className={`badge badge-${badge.sign}`} role="img" title={title} aria-label={title}>
      {text}
    </span>
  );
}

/** A badge in words. */
export function spokenBadge({ sign, count }: Badge, isStale: boolean): string {
  if (isStale) return t("checking…");
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
