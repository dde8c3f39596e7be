/** What is asked for of the findings, and the one that is being accepted. */
import { create } from "zustand";
import type { Finding, Severity } from "../api/report";
import { identityOf } from "../model/accepted";
import { openTab, showFlow } from "./view";

export interface Filter {
  readonly text: string;
  readonly severity: Severity | "any";
  readonly category: string;
  readonly rule: string;
  /** The id of a workload. */
  readonly service: string;
  readonly state: "open" | "accepted";
}

export const ANY = "any";
export const NO_FILTER: Filter = {
  text: "",
  severity: ANY,
  category: ANY,
  rule: ANY,
  service: ANY,
  state: "open",
};

interface FilteringState {
  readonly filter: Filter;
  /** Which finding's reason is being written, by what it is known by. */
  readonly accepting: string | null;
}

export const useFiltering = create<FilteringState>(() => ({ filter: NO_FILTER, accepting: null }));

export function filterBy(filter: Filter): void {
  useFiltering.setState({ filter });
}

/** Open the panel with the findings that are like this, and no others. */
export function showFindings(like: Partial<Filter>): void {
  filterBy({ ...NO_FILTER, ...like });
  showFlow(null);
  openTab("findings");
}

/** Begin to write why a finding is accepted; null: leave it. */
export function beginToAccept(finding: Finding | null): void {
  useFiltering.setState({ accepting: finding && identityOf(finding) });
}
