/** An export from its order to its download. */
import { create } from "zustand";
import type { DesignApi } from "../api/designs";
import { isOver, type Job } from "../api/types";
import { t } from "../i18n";
import { useDesign } from "./design";
import { announce, useView } from "./view";

export interface ExportState {
  readonly job: Job | null;
  readonly error: string | null;
  /** What was ordered last, to be ordered again where it failed. */
  readonly last: { readonly format: ExportFormat; readonly resource: string | undefined } | null;
}

export const useExport = create<ExportState>(() => ({ job: null, error: null, last: null }));

export const FORMATS = ["svg", "png", "pdf", "dot", "cloudformation", "network-configuration", "farway"] as const;
export type ExportFormat = (typeof FORMATS)[number];

const POLL_MS = 400;

export function exportTitle(format: ExportFormat): string {
  switch (format) {
    case "svg":
      return t("Diagram, SVG");
    case "png":
      return t("Diagram, PNG");
    case "pdf":
      return t("Diagram, PDF");
    case "dot":
      return t("Diagram, Graphviz DOT");
    case "cloudformation":
      return t("CloudFormation template");
    case "network-configuration":
      return t("NetworkConfiguration of the selected workload");
    case "farway":
      return t("Farway document (JSON)");
  }
}

/** The selected service or task, whose NetworkConfiguration can be exported. */
export function selectedWorkload(): string | undefined {
  const { resources } = useDesign.getState().design;
  const isWorkload = (id: string) => WORKLOADS.has(resources[id]?.type ?? "");
  return useView.getState().selected.find(isWorkload);
}

const WORKLOADS: ReadonlySet<string> = new Set(["Service", "StandaloneTask", "ScheduledTask"]);

/** Order an export, follow its job, and download the file. Progress and errors are in the store. */
export async function runExport(api: DesignApi, format: ExportFormat, resource?: string): Promise<void> {
  useExport.setState({ job: null, error: null, last: { format, resource } });
  try {
    let job = await api.startExport(format, resource);
    useExport.setState({ job });
    while (!isOver(job)) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      job = await api.job(job.id);
      useExport.setState({ job });
    }
    if (job.state === "succeeded" && job.result) download(job.result.url, job.result.filename);
    else if (job.state === "cancelled") announce(t("The export was cancelled."));
    else useExport.setState({ error: job.error?.message ?? t("The export failed.") });
  } catch (error) {
    useExport.setState({ error: error instanceof Error ? error.message : String(error) });
  } finally {
    if (!useExport.getState().error) useExport.setState({ job: null });
  }
}

/** Order again what failed. */
export async function exportAgain(api: DesignApi): Promise<void> {
  const { last } = useExport.getState();
  if (last) await runExport(api, last.format, last.resource);
}

export async function cancelExport(api: DesignApi): Promise<void> {
  const { job } = useExport.getState();
  if (job && !isOver(job)) useExport.setState({ job: await api.cancelJob(job.id) });
}

function download(url: string, filename: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  document.body.append(link);
  link.click();
  link.remove();
}
