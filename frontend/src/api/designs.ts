/** The calls that the canvas makes. */
import type { Change } from "../model/changes";
import type { Client } from "./client";
import { revisionsApi, type RevisionsApi } from "./revisions";
import { seeingApi, type SeeingApi } from "./seeing";
import type {
  Batch,
  ChangesAnswer,
  CheckAnswer,
  DesignAnswer,
  Intent,
  Job,
  Page,
  Pattern,
  PatternAnswer,
  Proposal,
  Template,
} from "./types";

export interface DesignApi extends SeeingApi, RevisionsApi {
  /** The schema of the document: kept by the browser where its version is named. */
  model(version?: string): Promise<unknown>;
  design(): Promise<DesignAnswer>;
  /** Call the design this; the name is no part of its revisions. */
  rename(name: string): Promise<{ readonly name: string }>;
  sendChanges(revision: number, changes: readonly Change[], client: string, restores?: number): Promise<ChangesAnswer>;
  changesSince(revision: number): Promise<Batch[]>;
  latestCheck(): Promise<CheckAnswer>;
  startCheck(): Promise<Job>;
  startExport(format: string, resource?: string): Promise<Job>;
  intents(resource: string): Promise<Intent[]>;
  propose(intent: string, resource: string): Promise<Proposal>;
  template(): Promise<Template>;
  patterns(): Promise<Pattern[]>;
  pattern(slug: string): Promise<PatternAnswer>;
  job(id: string | number): Promise<Job>;
  cancelJob(id: string | number): Promise<Job>;
}

/** The API of one design. */
export function designApi(client: Client, id: string): DesignApi {
  const here = `designs/${encodeURIComponent(id)}/`;
  return {
    ...seeingApi(client, here),
    ...revisionsApi(client, here),
    model: (version) => client.getKept(version ? `model/?v=${encodeURIComponent(version)}` : "model/"),
    design: () => client.get(here),
    rename: (name) => client.patch(here, { name }),
    sendChanges: (revision, changes, sender, restores) =>
      client.post(`${here}changes/`, { revision, changes, client: sender, ...(restores ? { restores } : {}) }),
    changesSince: (revision) => allPages<Batch>(client, `${here}changes/?since=${revision}`),
    latestCheck: () => client.get(`${here}checks/latest/`),
    startCheck: () => client.post(`${here}checks/`),
    startExport: (format, resource) => client.post(`${here}exports/`, { format, ...(resource ? { resource } : {}) }),
    intents: (resource) => client.get(`${here}intents/?resource=${encodeURIComponent(resource)}`),
    propose: (intent, resource) => client.post(`${here}intents/`, { intent, resource }),
    template: () => client.get(`${here}template/`),
    patterns: () => client.get("patterns/"),
    pattern: (slug) => client.get(`patterns/${encodeURIComponent(slug)}/`),
    job: (job) => client.get(`jobs/${encodeURIComponent(job)}/`),
    cancelJob: (job) => client.post(`jobs/${encodeURIComponent(job)}/cancel/`),
  };
}

async function allPages<T>(client: Client, path: string): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; ; page++) {
    const answer = await client.get<Page<T> | readonly T[]>(page === 1 ? path : `${path}&page=${page}`);
    if (!("results" in answer)) return [...found, ...answer];
    found.push(...answer.results);
    if (!answer.next) return found;
  }
}
