import { useState, type ReactNode } from "react";
import type { Report, Severity } from "../../api/report";
import { t } from "../../i18n";
import { nameOf } from "../names";
import { useDesign } from "../../state/design";
import { ANY, NO_FILTER, type Filter } from "../../state/filtering";
import { isAsked, valuesOf } from "./filter";
import { severityWord } from "./words";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

interface Props {
  readonly report: Report;
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

/** What is asked for of the findings. */
export function FilterBar({ report, filter, onChange }: Props) {
  const patch = (part: Partial<Filter>) => onChange({ ...filter, ...part });
  const accepted = report.findings.filter((finding) => finding.accepted).length;
  return (
    <div className="filter-bar" role="search" aria-label={t("Filter findings")}>
      <input
        type="search"
        placeholder={t("Filter findings…")}
        aria-label={t("Text in findings")}
        value={filter.text}
        onChange={(event) => patch({ text: event.target.value })}
      />
      <Choice
        label={t("Severity")}
        value={filter.severity}
        onChange={(severity) => patch({ severity: severity as Severity })}
      >
        <option value={ANY}>{t("any severity")}</option>
        {SEVERITIES.map((one) => (
          <option key={one} value={one}>
            {severityWord(one)}
          </option>
        ))}
      </Choice>
      <Choice label={t("Category")} value={filter.category} onChange={(category) => patch({ category })}>
        <option value={ANY}>{t("any category")}</option>
        {valuesOf(report, "category").map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Choice>
      <Choice label={t("Rule")} value={filter.rule} onChange={(rule) => patch({ rule })}>
        <option value={ANY}>{t("any rule")}</option>
        {valuesOf(report, "rule").map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Choice>
      <ServiceChoice report={report} value={filter.service} onChange={(service) => patch({ service })} />
      <label className="filter-accepted">
        <input
          type="checkbox"
          checked={filter.state === "accepted"}
          onChange={(event) => patch({ state: event.target.checked ? "accepted" : "open" })}
        />
        {t("Accepted ({n})", { n: accepted })}
      </label>
      {isAsked(filter) && (
        <button type="button" className="link" onClick={() => onChange(NO_FILTER)}>
          {t("Show everything")}
        </button>
      )}
    </div>
  );
}

/** Of very many services the chosen one alone is there until the choice is opened. */
const MANY_SERVICES = 100;

function ServiceChoice({ report, value, onChange }: Omit<ChoiceProps, "label" | "children"> & { report: Report }) {
  const design = useDesign((s) => s.design);
  const [isOpened, setOpened] = useState(report.workloads.length <= MANY_SERVICES);
  const open = () => setOpened(true);
  const listed = isOpened ? report.workloads : report.workloads.filter(({ id }) => id === value);
  return (
    <Choice label={t("Service")} value={value} onChange={onChange} onOpen={open}>
      <option value={ANY}>{t("any service")}</option>
      {listed.map(({ id, name }) => (
        <option key={id} value={id}>
          {name ?? nameOf(design, id)}
        </option>
      ))}
    </Choice>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
  /** Before its choices are looked at. */
  readonly onOpen?: () => void;
}

function Choice({ label, value, onChange, children, onOpen }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onPointerDown={onOpen}
      onFocus={onOpen}
    >
      {children}
    </select>
  );
}
