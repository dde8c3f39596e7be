import type { Verdict as VerdictOfFlow } from "../api/report";
import { t } from "../i18n";
import { signOf, SIGNS } from "../state/verdicts";

export function verdictWord(verdict: VerdictOfFlow): string {
  switch (verdict) {
    case "reachable":
      return t("reachable");
    case "blocked":
      return t("blocked");
    case "partial":
      return t("partial");
    case "unknown":
      return t("unknown");
    case "not-applicable":
      return t("not applicable");
  }
}

/** A verdict as sign and word; quiet where the task does not need the flow. */
export function Verdict({ verdict, isNeeded = true }: { verdict: VerdictOfFlow; isNeeded?: boolean }) {
  const sign = signOf(verdict);
  const tone = isNeeded || verdict === "reachable" ? (sign ?? "unknown") : "quiet";
  return (
    <span className={`verdict verdict-${tone}`}>
      {sign && `${SIGNS[sign]} `}
      {verdictWord(verdict)}
    </span>
  );
}
