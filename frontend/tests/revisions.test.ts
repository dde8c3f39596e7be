import { describe, expect, test } from "vitest";
import type { Comparison, FlowChange, Revision } from "../src/api/revisions";
import { sceneOf } from "../src/geometry/scene";
import { apply } from "../src/model/apply";
import type { Change } from "../src/model/changes";
import { byDay, chosenWith, joined, nextPage, pairOf, sentenceOf } from "../src/revisions/list";
import { kindsOf, marksOfFlows, mergedDesign, nodesOf } from "../src/revisions/merged";
import { ordersDesign, schema } from "./helpers";

const revision = (number: number, more: Partial<Revision> = {}): Revision => ({
  revision: number,
  author: "Ana",
  created: "2026-11-27T10:00:00Z",
  summary: "moved orders-api",
  kept: true,
  restored: null,
  ...more,
});
const numbers = (rows: readonly Revision[]) => rows.map((one) => one.revision);
const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, i) => revision(from - i));

describe("the list of revisions", () => {
  test("older pages go below, newer revisions above, and none twice", () => {
    const first = joined([], range(100, 51));
    const whole = joined(first, range(52, 3));
    expect(numbers(whole)).toEqual(numbers(range(100, 3)));
    expect(numbers(joined(whole, range(102, 53)))).toEqual(numbers(range(102, 3)));
  });

  test("is begun again where so many came meanwhile that there would be a gap", () => {
    expect(numbers(joined(range(50, 1), range(200, 151)))).toEqual(numbers(range(200, 151)));
  });

  test("asks for the page that has the first revision which is not there", () => {
    expect([nextPage(50, 50), nextPage(53, 50), nextPage(100, 50)]).toEqual([2, 2, 3]);
  });

  test("says who did what", () => {
    expect(sentenceOf(revision(2))).toBe("Ana moved orders-api");
    expect(sentenceOf(revision(2, { author: null }))).toBe("Moved orders-api");
  });

  test("is grouped by day", () => {
    const days = byDay([revision(3), revision(2), revision(1, { created: "2026-11-20T10:00:00Z" })], "en");
    expect(days.map(([, rows]) => numbers(rows))).toEqual([[3, 2], [1]]);
  });
});

describe("choosing", () => {
  test("takes two at most: a third takes the place of the first", () => {
    expect(chosenWith(chosenWith(chosenWith([], 3), 7), 5)).toEqual([7, 5]);
    expect(chosenWith([7, 5], 7)).toEqual([5]);
  });

  test("one is compared with the newest, two with each other, the older first", () => {
    expect(pairOf([3], 9)).toEqual([3, 9]);
    expect(pairOf([7, 5], 9)).toEqual([5, 7]);
    expect([pairOf([], 9), pairOf([9], 9)]).toEqual([null, null]);
  });
});

describe("the drawing of two revisions", () => {
  const run = (...changes: Change[]) => apply(schema, ordersDesign(), changes);

  test("has what was removed where it stood", () => {
    const before = ordersDesign();
    const merged = mergedDesign(before, run({ op: "remove", id: "NatA" }));
    expect(sceneOf(merged).absolute.get("NatA")).toEqual(sceneOf(before).absolute.get("NatA"));
  });

  test("has what is there now as it is now", () => {
    const after = run({ op: "set", id: "AppA", values: { name: "app-one" } });
    expect(mergedDesign(ordersDesign(), after).resources.AppA?.name).toBe("app-one");
  });

  test("stays whole where a container went with all that stood in it", () => {
    const after = run({ op: "remove", id: "AppA" });
    const merged = mergedDesign(ordersDesign(), after);
    expect(sceneOf(merged).byKey.has("AppA")).toBe(true);
  });

  test("shows a route table at the subnets that it applies to", () => {
    expect(nodesOf(ordersDesign(), "RtbAppA")).toEqual(["AppA"]);
    expect(nodesOf(ordersDesign(), "NatA")).toEqual(["NatA"]);
    expect(nodesOf(ordersDesign(), "Nobody")).toEqual([]);
  });

  test("marks each resource, one that names something else now as new", () => {
    const row = (id: string) => ({ id, type: "Vpc", name: id });
    const found = {
      added: [row("A"), row("X")],
      removed: [row("B"), row("X")],
      changed: [{ ...row("C"), fields: [] }],
    };
    const kinds = kindsOf(found as unknown as Comparison);
    expect(Object.fromEntries(kinds)).toEqual({ A: "added", B: "removed", C: "changed", X: "added" });
  });

  test("counts the verdicts of a workload; what got worse comes first", () => {
    const flow = (workload: string, change: string) => ({ workload, change }) as unknown as FlowChange;
    const marks = marksOfFlows([
      flow("web", "better"),
      flow("web", "worse"),
      flow("job", "better"),
      flow("new", "new"),
    ]);
    expect(marks.get("web")).toEqual({ tone: "stop", text: "✕ 1 verdict worse" });
    expect(marks.get("job")).toEqual({ tone: "ok", text: "✓ 1 verdict better" });
    expect(marks.has("new")).toBe(false);
  });
});
