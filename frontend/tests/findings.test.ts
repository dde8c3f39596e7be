import { beforeEach, describe, expect, test, vi } from "vitest";
import type { DesignApi } from "../src/api/designs";
import type { CheckAnswer, Job } from "../src/api/types";
import type { CheckNews } from "../src/api/events";
import type { Digest, Finding, Report } from "../src/api/report";
import { byService, filtered, isAsked } from "../src/panels/findings/filter";
import { accept, withdraw } from "../src/state/accepting";
import * as store from "../src/state/design";
import { NO_FILTER } from "../src/state/filtering";
import { fetchReport, heard, isCurrent, reported, useFindings } from "../src/state/findings";
import { redo, undo } from "../src/state/gestures";
import { NO_HISTORY } from "../src/state/history";
import { ruleFindings } from "../src/state/verdicts";
import type { Topology } from "../src/generated/model";
import orders from "./fixtures/orders.json";
import ordersReport from "./fixtures/orders-report.json";
import { ordersDesign, schema } from "./helpers";

const design = ordersDesign();
const base = ordersReport as unknown as Report;
const finding = (rule: string, resource: string | null, more: Partial<Finding> = {}): Finding => ({
  rule,
  resource,
  severity: "warning",
  category: "configuration",
  cause: null,
  message: `${rule} is broken`,
  fix: null,
  source: null,
  ...more,
});
const FLOW = base.workloads[0]?.flows.find((f) => f.required && f.verdict === "blocked");
if (!FLOW) throw new Error("no blocked flow");
const about = { workload: "OrdersApi", flow: FLOW.flow, to: FLOW.to, family: FLOW.family };
const report: Report = {
  ...base,
  findings: [
    finding("RE001", "RtbAppA", { ...about, severity: "error", category: "reachability" }),
    finding("EX001", "OrdersApi"),
    finding("RT001", "AppA"), // both services stand in it
    finding("RT001", "AppB"), // only orders-api stands in it
    finding("QU001", null, { severity: "info", category: "quota", accepted: true, reason: "raised already" }),
  ],
};
const rules = (found: readonly Finding[]) => found.map((one) => `${one.rule} ${one.resource}`);

describe("the filter", () => {
  test("asks for text, severity, category, rule, service and what is accepted, alone or together", () => {
    const ask = (part: Partial<typeof NO_FILTER>) => rules(filtered(report, design, { ...NO_FILTER, ...part }));
    expect(isAsked(NO_FILTER)).toBe(false);
    expect(ask({})).toHaveLength(4);
    expect(ask({ severity: "error" })).toEqual(["RE001 RtbAppA"]);
    expect(ask({ category: "quota" })).toEqual([]);
    expect(ask({ state: "accepted" })).toEqual(["QU001 null"]);
    expect(ask({ rule: "RT001", service: "OrdersApi" })).toEqual(["RT001 AppB"]);
    expect(ask({ text: "app-a" })).toEqual(["RE001 RtbAppA", "RT001 AppA"]);
  });

  test("findings stand with the service that alone has what they name, the others with the network", () => {
    const groups = byService(report, report.findings);
    expect(rules(groups.get("OrdersApi") ?? [])).toEqual(["RE001 RtbAppA", "EX001 OrdersApi", "RT001 AppB"]);
    expect(rules(groups.get(null) ?? [])).toEqual(["RT001 AppA", "QU001 null"]);
    expect([...groups.keys()]).toEqual(["OrdersApi", null]);
  });
});

describe("an accepted finding", () => {
  beforeEach(() => {
    store.useDesign.setState({ pending: [], history: NO_HISTORY });
    store.load(schema, { id: "1", name: "Orders", revision: 7, document: orders as unknown as Topology });
  });
  const held = () => store.useDesign.getState().design.accepted;
  const [first, second] = [report.findings[0], report.findings[1]];
  if (!first || !second) throw new Error("no findings");

  test("is kept with the design by what it is about and why, as a step that can be undone", () => {
    expect(accept(first, "  the registry moves  ")).toBe(true);
    expect(held()).toEqual([{ rule: "RE001", resource: "RtbAppA", ...about, reason: "the registry moves", when: expect.any(String) as string }]); // prettier-ignore
    undo();
    expect(held()).toEqual([]);
    redo();
    expect(held()).toHaveLength(1);
    expect(store.useDesign.getState().pending.at(-1)?.changes).toEqual([{ op: "accept", finding: held()[0] }]);
  });

  test("stays when another accepts a second one meanwhile, and is taken back alone", () => {
    accept(first, "mine");
    const theirs = { rule: "EX001", resource: "OrdersApi", reason: "theirs" };
    store.received([{ revision: 8, client: "other", changes: [{ op: "accept", finding: theirs }] }]);
    expect(
      held()
        .map((one) => one.reason)
        .sort(),
    ).toEqual(["mine", "theirs"]);
    undo();
    expect(held()).toEqual([theirs]);
    redo();
    expect(held().map((one) => one.reason)).toEqual(["theirs", "mine"]);
  });

  test("needs a reason; another reason takes the place of the first; it can be taken back", () => {
    expect(accept(first, " ")).toBe(false);
    accept(first, "one");
    accept(second, "other");
    accept(first, "two");
    expect(held().map((one) => one.reason)).toEqual(["two", "other"]);
    expect(withdraw(first)).toBe(true);
    expect(withdraw(first)).toBe(false);
    expect(held().map((one) => one.rule)).toEqual(["EX001"]);
  });

  test("is none of what the rules say any more", () => {
    expect(ruleFindings(report)).not.toEqual([]);
    const accepted = report.findings.map((one) => ({ ...one, accepted: true }));
    expect(ruleFindings({ ...report, findings: accepted })).toEqual([]);
  });
});

const NOTHING: Digest = {
  badges: {},
  counts: { blocked: 0, partial: 0, unknown: 0, reachable: 0, errors: 0, warnings: 0 },
};
const NONE_YET = {
  ...{ digest: null, digestRevision: -1, digestJob: null },
  ...{ report: null, revision: -1, reportJob: null, isComplete: true, job: null },
};

/** A server whose newest report is that of these jobs, one after the other; `…` says of one that it lacks its remedies. */
function answering(...jobs: string[]) {
  const answers = jobs.map((job, i): CheckAnswer => {
    const complete = !job.endsWith("…");
    const badges = { [job]: { sign: "ok", count: 1 } } as const;
    const told = { digest: { ...NOTHING, badges }, result: report };
    return { revision: 20 + i, current: true, complete, ...told, job: job.replace("…", "") };
  });
  const latestCheck = vi.fn(async () => answers[Math.min(latestCheck.mock.calls.length, answers.length) - 1]);
  return { api: { latestCheck } as unknown as DesignApi, latestCheck };
}

const newsOf = (job: string, more: Partial<CheckNews> = {}): CheckNews => ({
  revision: 20,
  job,
  report: true,
  complete: true,
  digest: NOTHING,
  ...more,
});

describe("a report is fetched once", () => {
  beforeEach(() => useFindings.setState(NONE_YET));

  test("by two who ask at the same time, and not again by news of the one that is here", async () => {
    const { api, latestCheck } = answering("a");
    const news = [fetchReport(api), fetchReport(api), reported(api, newsOf("a"))];
    await Promise.all(news);
    await reported(api, newsOf("a"));
    expect(latestCheck).toHaveBeenCalledTimes(1);
    expect(useFindings.getState()).toMatchObject({ revision: 20, reportJob: "a" });
  });

  test("but again where the one on its way is older than the news", async () => {
    const { api, latestCheck } = answering("a", "b");
    await Promise.all([fetchReport(api), reported(api, newsOf("b", { digest: null }))]);
    expect(latestCheck).toHaveBeenCalledTimes(2);
    expect(useFindings.getState()).toMatchObject({ revision: 21, reportJob: "b" });
  });

  test("and again once the search for remedies is over, of which the first news knew nothing", async () => {
    const { api, latestCheck } = answering("a…", "a");
    await reported(api, newsOf("a", { complete: false }));
    expect(useFindings.getState()).toMatchObject({ reportJob: "a", isComplete: false });
    await reported(api, newsOf("a", { complete: false }));
    expect(latestCheck).toHaveBeenCalledTimes(1);
    await reported(api, newsOf("a"));
    expect(latestCheck).toHaveBeenCalledTimes(2);
    expect(useFindings.getState()).toMatchObject({ reportJob: "a", isComplete: true });
  });
});

describe("what a check comes to", () => {
  const saved = { substance: 20, pending: [] };
  beforeEach(() => useFindings.setState(NONE_YET));

  test("is shown before there is a report, which stays that of its own revision", async () => {
    const { api, latestCheck } = answering("a");
    await fetchReport(api);
    await reported(api, newsOf("b", { revision: 21, report: false, complete: false }));
    expect(latestCheck).toHaveBeenCalledTimes(1);
    const { digest, digestRevision, revision } = useFindings.getState();
    expect(digest).toBe(NOTHING);
    expect([isCurrent(digestRevision, { ...saved, substance: 21 }), isCurrent(revision, { ...saved, substance: 21 })]).toEqual([true, false]); // prettier-ignore
  });

  test("is current of no design that has changed since, sent or not", () => {
    const pending = [{ id: "1", title: "", changes: [{ op: "remove", id: "NatA" }], madeOn: 20 }] as const;
    expect(isCurrent(20, saved)).toBe(true);
    expect(isCurrent(20, { ...saved, substance: 21 })).toBe(false);
    expect(isCurrent(20, { ...saved, pending })).toBe(false);
    expect(isCurrent(-1, { ...saved, substance: 0 })).toBe(false);
  });

  test("is drawn once, and no older one takes its place", async () => {
    const { api } = answering("a");
    const shown = vi.fn();
    const stop = useFindings.subscribe(({ digest }, before) => digest !== before.digest && shown());
    await reported(api, newsOf("b", { revision: 21, report: false, complete: false }));
    await reported(api, newsOf("b", { revision: 21, digest: { ...NOTHING }, report: false }));
    await reported(api, newsOf("a", { digest: { ...NOTHING }, report: false }));
    stop();
    expect(shown).toHaveBeenCalledTimes(1);
    expect(useFindings.getState()).toMatchObject({ digest: NOTHING, digestRevision: 21 });
  });

  test("comes with the report where it was too large for the news", async () => {
    const { api } = answering("a");
    await reported(api, newsOf("a", { digest: null }));
    expect(Object.keys(useFindings.getState().digest?.badges ?? {})).toEqual(["a"]);
  });
});

test("that a check is over is not forgotten when an older answer comes late", () => {
  const job = { id: "a", kind: "check", revision: 3, progress: null, error: null } as unknown as Job;
  heard({ ...job, state: "cancelled" });
  heard({ ...job, state: "running" });
  expect(useFindings.getState().job?.state).toBe("cancelled");
  heard({ ...job, id: "b", state: "running" });
  expect(useFindings.getState().job).toMatchObject({ id: "b", state: "running" });
});
