import { describe, expect, test } from "vitest";
import { framesOf, regionsOf } from "../src/geometry/regions";
import { designOf, type Design } from "../src/model/types";
import { rowsOf } from "../src/panels/outlineRows";

function two(): Design {
  return designOf({
    farway: 1,
    region: "us-east-1",
    resources: {
      a: { type: "Vpc", id: "a", cidr_block: "10.0.0.0/16" },
      b: { type: "Vpc", id: "b", cidr_block: "10.1.0.0/16", region: "eu-west-1" },
      c: { type: "Vpc", id: "c", cidr_block: "10.2.0.0/16" },
    },
  } as unknown as Parameters<typeof designOf>[0]);
}
const at = (x: number) => ({ x, y: 0, width: 100, height: 100 });

describe("a Region", () => {
  test("holds the VPCs that name it, and the design's Region those that name none", () => {
    expect(regionsOf(two())).toEqual([
      { name: "us-east-1", vpcs: ["a", "c"] },
      { name: "eu-west-1", vpcs: ["b"] },
    ]);
  });

  test("is one frame around its VPCs", () => {
    const places: Record<string, number> = { a: 0, c: 200, b: 400 };
    const frames = framesOf(regionsOf(two()), (id) => at(places[id] ?? 0));
    expect(frames.map(({ name, x, width }) => [name, x, width])).toEqual([
      ["us-east-1", -20, 340],
      ["eu-west-1", 380, 140],
    ]);
  });

  test("never takes in a VPC of another Region", () => {
    const places: Record<string, number> = { a: 0, b: 200, c: 400 };
    const frames = framesOf(regionsOf(two()), (id) => at(places[id] ?? 0));
    expect(frames.map(({ name, x }) => [name, x])).toEqual([
      ["us-east-1", -20],
      ["us-east-1", 380],
      ["eu-west-1", 180],
    ]);
  });

  test("is the first level of the outline", () => {
    expect(rowsOf(two(), new Map(), []).map(({ title, level }) => [title, level])).toEqual([
      ["us-east-1", 1],
      ["a", 2],
      ["c", 2],
      ["eu-west-1", 1],
      ["b", 2],
    ]);
  });
});
