import { beforeEach, expect, test, vi } from "vitest";
import type { DesignApi } from "../src/api/designs";
import type { Fate, FateStatus, Loss, PointsAnswer, WhatIfAnswer } from "../src/api/failures";
import { createDeriver, type Seen } from "../src/canvas/flowNodes";
import { commands } from "../src/commands/registry";
import { faultsOf, fateWords, marksOfFates, summaryWords } from "../src/lenses/failure/fates";
import { allOn, fetchFailure, fetchPoints, setOff, toggleOff, useFailure } from "../src/lenses/failure/state";
import { isThere, switchesOf } from "../src/lenses/failure/switches";
import { NO_LENS } from "../src/lenses/seen";
import { look, useLens } from "../src/lenses/state";
import { useDesign } from "../src/state/design";
import { select, useView } from "../src/state/view";
import { ordersDesign } from "./helpers";

const loss = (flow: string, verdict: Loss["verdict"] = "blocked"): Loss => ({
  flow,
  required: true,
  family: "ipv4",
  protocol: "tcp",
  port: 443,
  to: flow,
  from: "OrdersApi",
  verdict,
  lost: ["AppB"],
  kept: [],
  blockers: [],
  doubts: [],
});

const fate = (status: FateStatus, losses: Loss[] = [], id = "OrdersApi"): Fate => ({
  id,
  name: id,
  status,
  placements: [
    { subnet: "AppA", state: "lost" },
    { subnet: "AppB", state: "kept" },
  ],
  losses,
});

const answerOf = (off: string[], more: Partial<WhatIfAnswer> = {}): WhatIfAnswer => ({
  revision: 1,
  off: off.map((id) => ({ id, type: "AvailabilityZone", name: id })),
  gone: [{ resource: "NatA", because: "us-east-1a", extent: "whole" }],
  subnets: [{ subnet: "AppA", because: "us-east-1a" }],
  workloads: [fate("loses", [loss("image-pull"), loss("logs")]), fate("down", [], "BillingWorker")],
  summary: { down: 1, "cannot-start": 0, loses: 1, reduced: 0, keeps: 0 },
  assumptions: [],
  ...more,
});

beforeEach(() => {
  setOff([]);
  useFailure.setState({ answer: null, points: null, error: null, isAsking: false, isSearching: false });
  useDesign.setState({ design: ordersDesign() });
  look(null);
  select([]);
});

test("zones, gateways and doors of the design have switches, each once", () => {
  const groups = switchesOf(ordersDesign());
  expect(groups.map(({ id }) => id)).toEqual(["zones", "gateways", "doors"]);
  expect(groups[0]?.switches.map(({ spec }) => spec)).toEqual(["us-east-1a", "us-east-1b"]);
  expect(groups[1]?.switches.map(({ spec }) => spec)).toContain("NatA");
  const specs = groups.flatMap(({ switches }) => switches.map(({ spec }) => spec));
  expect(new Set(specs).size).toBe(specs.length);
  expect(isThere(ordersDesign(), "us-east-1a")).toBe(true);
  expect(isThere(ordersDesign(), "OrdersApi")).toBe(false);
  expect(isThere(ordersDesign(), "deleted")).toBe(false);
});

test("switching something off brings the lens, and says so", () => {
  toggleOff("us-east-1a");
  expect(useLens.getState().lens).toBe("failure");
  expect(useView.getState().announcement).toBe("us-east-1a is off");
  toggleOff("NatA");
  expect(useFailure.getState().off).toEqual(["us-east-1a", "NatA"]);
  toggleOff("us-east-1a");
  expect(useFailure.getState().off).toEqual(["NatA"]);
  allOn();
  expect(useFailure.getState().off).toEqual([]);
});

test("only what the design still has is asked about, and an answer that comes late is left aside", async () => {
  const pending: ((answer: WhatIfAnswer) => void)[] = [];
  const whatIf = vi.fn(() => new Promise<WhatIfAnswer>((done) => pending.push(done)));
  const api = { whatIf } as unknown as DesignApi;
  setOff(["us-east-1a", "deleted"]);
  const first = fetchFailure(api);
  expect(whatIf).toHaveBeenLastCalledWith(["us-east-1a"]);
  setOff(["NatA"]);
  const second = fetchFailure(api);
  pending[1]?.(answerOf(["NatA"]));
  pending[0]?.(answerOf(["us-east-1a"]));
  await Promise.all([first, second]);
  expect(useFailure.getState().answer?.off[0]?.id).toBe("NatA");
  expect(useFailure.getState().isAsking).toBe(false);
  expect(useView.getState().announcement).toBe("1 down, 1 loses something");
});

test("an answer that arrives after everything is on again is of no question any more", async () => {
  let answer: (answer: WhatIfAnswer) => void = () => undefined;
  const api = { whatIf: () => new Promise<WhatIfAnswer>((done) => (answer = done)) } as unknown as DesignApi;
  setOff(["us-east-1a"]);
  const asking = fetchFailure(api);
  allOn();
  answer(answerOf(["us-east-1a"]));
  await asking;
  expect(useFailure.getState()).toMatchObject({ answer: null, isAsking: false });
});

test("what the server refuses is told, and the switches stay", async () => {
  const api = { whatIf: () => Promise.reject(new Error("too large")) } as unknown as DesignApi;
  setOff(["NatA"]);
  await fetchFailure(api);
  expect(useFailure.getState()).toMatchObject({ error: "too large", answer: null, off: ["NatA"], isAsking: false });
});

test("each failure alone is asked for at once", async () => {
  const points: PointsAnswer = {
    revision: 1,
    points: [
      { id: "NatA", type: "NatGateway", name: "nat-a", summary: answerOf([]).summary },
      { id: "Igw", type: "InternetGateway", name: "igw", summary: { ...answerOf([]).summary, down: 0, loses: 0 } },
    ],
  };
  await fetchPoints({ singlePoints: () => Promise.resolve(points) } as unknown as DesignApi);
  expect(useFailure.getState().points).toBe(points);
  expect(useView.getState().announcement).toBe("1 of 2 failures do harm by themselves");
});

test("services are marked in words, and what is not sure is marked as that", () => {
  const marks = marksOfFates(
    answerOf(["us-east-1a"], {
      workloads: [
        fate("down", [], "a"),
        fate("cannot-start", [loss("image-pull")], "b"),
        fate("loses", [loss("logs", "unknown")], "c"),
        fate("reduced", [], "d"),
        fate("keeps", [], "e"),
      ],
    }),
  );
  expect([...marks.values()].map(({ text }) => text)).toEqual([
    "✕ down",
    "✕ no task starts",
    "? may lose 1 flow",
    "▲ 1 of 2 subnets left",
    "✓ keeps working",
  ]);
  expect(fateWords(fate("loses", [loss("image-pull"), loss("image-pull"), loss("logs")]))).toBe(
    "loses: Image pull, Logs",
  );
  expect(summaryWords({ down: 0, "cannot-start": 2, loses: 0, reduced: 1, keeps: 3 })).toEqual([
    "2 cannot start tasks",
    "1 in fewer subnets",
    "3 keep working",
  ]);
});

test("what is off is drawn so at once, what goes with it once the answer to that very question is there", () => {
  const old = answerOf(["us-east-1a"]);
  expect(faultsOf(["us-east-1b"], old).subnets.size).toBe(0);
  expect([...faultsOf(["us-east-1b"], old).resources.keys()]).toEqual(["us-east-1b"]);
  const faults = faultsOf(["us-east-1a"], old);
  expect(faults.resources.get("NatA")).toBe("gone");
  expect(faults.resources.get("us-east-1a")).toBe("off");
});

test("a service is gone in the subnet that failed and marked in the one that is left", () => {
  const answer = answerOf(["us-east-1a"]);
  const lens = { ...NO_LENS, marks: marksOfFates(answer), faults: faultsOf(["us-east-1a"], answer) };
  const seen: Seen = {
    badges: new Map(),
    ...lens,
    blocked: new Set(),
    selected: [],
    picked: [],
    folded: new Set(),
    lit: null,
    target: null,
  };
  const nodes = new Map(createDeriver()(ordersDesign(), seen).map((node) => [node.id, node]));
  expect(nodes.get("OrdersApi@AppA")?.data).toMatchObject({ fault: "gone", mark: null });
  expect(nodes.get("OrdersApi@AppB")?.data).toMatchObject({ fault: null, mark: { text: "▲ loses 2 flows" } });
  expect(nodes.get("BillingWorker@AppA")?.data).toMatchObject({ fault: "gone", mark: { text: "✕ down" } });
  expect(nodes.get("NatA")?.data).toMatchObject({ fault: "gone", power: "NatA" });
  expect(nodes.get("OrdersVpc/us-east-1a")?.data).toMatchObject({ fault: "off", power: "us-east-1a" });
  expect(nodes.get("BillingWorker@AppA")?.ariaLabel).toContain("gone");
});

test("every zone, and what is selected, can be switched by a command", () => {
  const titles = () => commands().map(({ title }) => title);
  expect(titles()).toContain("Switch us-east-1a off");
  expect(titles()).not.toContain("Switch nat-a off");
  select(["NatA"]);
  expect(titles()).toContain("Switch nat-a off");
  toggleOff("us-east-1a");
  expect(titles()).toContain("Switch us-east-1a on");
});
