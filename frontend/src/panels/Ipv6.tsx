import type { Ipv6Condition, WorkloadReport } from "../api/report";
import { t } from "../i18n";
import { useDesign } from "../state/design";
import { SIGNS, type Sign } from "../state/verdicts";
import { nameOf } from "./names";

function signFor(met: boolean | null): Sign {
  return met === null ? "unknown" : met ? "ok" : "stop";
}

/** Whether a task gets an IPv6 address in each of its subnets, with every condition, the met ones too. */
export function Ipv6({ workload }: { workload: WorkloadReport }) {
  const design = useDesign((s) => s.design);
  if (!workload.ipv6 || workload.ipv6.placements.length === 0) return null;
  const { eligible } = workload.ipv6;
  const word = eligible === null ? t("depends on the account") : eligible ? t("assigned") : t("not assigned");
  return (
    <details className="ipv6">
      <summary>
        {t("IPv6 address")}
        <span className={`verdict verdict-${eligible ? "ok" : eligible === null ? "unknown" : "quiet"}`}>
          {SIGNS[signFor(eligible)]} {word}
        </span>
      </summary>
      {workload.ipv6.placements.map((placement) => (
        <section key={placement.subnet}>
          <h4>{nameOf(design, placement.subnet)}</h4>
          <ul className="conditions">
            {placement.conditions.map((condition) => (
              <Condition key={condition.condition} condition={condition} />
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

function Condition({ condition }: { condition: Ipv6Condition }) {
  const sign = signFor(condition.met);
  const word = condition.met === null ? t("unknown") : condition.met ? t("met") : t("not met");
  return (
    <li>
      <span className={`verdict verdict-${sign}`} aria-label={word}>
        {SIGNS[sign]}
      </span>
      <span className="mono">{condition.condition}</span>
      <span>{condition.message}</span>
    </li>
  );
}
