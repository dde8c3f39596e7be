/** Findings cut down to what is asked for, and grouped by the service that they are about. */
import type { Finding, Report } from "../../api/report";
import type { Design } from "../../model/types";
import { titleOf } from "../../nodes/describe";
import { ANY, NO_FILTER, type Filter } from "../../state/filtering";

/** Whether anything is asked for, so that a list of findings takes the place of the overview. */
export function isAsked(filter: Filter): boolean {
  return (Object.keys(NO_FILTER) as (keyof Filter)[]).some((key) => filter[key] !== NO_FILTER[key]);
}

/** The findings that a filter leaves, in the report's order. */
export function filtered(report: Report, design: Design, filter: Filter): Finding[] {
  const query = filter.text.trim().toLowerCase();
  const serviceOf = servicesOf(report);
  return report.findings.filter((finding) => {
    const resource = finding.resource === null ? undefined : design.resources[finding.resource];
    const name = resource ? titleOf(design, resource) : "";
    const text = `${finding.rule} ${finding.message} ${finding.resource ?? ""} ${name} ${finding.cause ?? ""} ${finding.reason ?? ""}`;
    return (
      (filter.state === "accepted") === (finding.accepted === true) &&
      (filter.severity === ANY || finding.severity === filter.severity) &&
      (filter.category === ANY || finding.category === filter.category) &&
      (filter.rule === ANY || finding.rule === filter.rule) &&
      (filter.service === ANY || serviceOf(finding) === filter.service) &&
      text.toLowerCase().includes(query)
    );
  });
}

/** The findings by the workload that they are about, in the report's order of workloads; null for what is nobody's alone. */
export function byService(report: Report, findings: readonly Finding[]): Map<string | null, Finding[]> {
  const serviceOf = servicesOf(report);
  const groups = new Map<string | null, Finding[]>(report.workloads.map((workload) => [workload.id, []]));
  groups.set(null, []);
  for (const finding of findings) groups.get(serviceOf(finding))?.push(finding);
  for (const [id, held] of groups) if (held.length === 0) groups.delete(id);
  return groups;
}

/** Which workload a finding is about: its own, or the only one that stands in the subnet or is in the group that it names. */
function servicesOf(report: Report): (finding: Finding) => string | null {
  const holders = new Map<string, string | null>();
  for (const { id, subnets, security_groups: groups } of report.workloads) {
    for (const held of new Set([...subnets, ...groups])) holders.set(held, holders.has(held) ? null : id);
  }
  const workloads = new Set(report.workloads.map((workload) => workload.id));
  return (finding) => {
    if (finding.workload !== undefined && workloads.has(finding.workload)) return finding.workload;
    if (finding.resource === null) return null;
    return workloads.has(finding.resource) ? finding.resource : (holders.get(finding.resource) ?? null);
  };
}

/** The values that the report's findings have, for the choices of a filter. */
export function valuesOf(report: Report, field: "category" | "rule"): string[] {
  return [...new Set(report.findings.map((finding) => finding[field]))].sort();
}
