import { describe, expect, test } from "vitest";
import { aligned, distributed } from "../src/geometry/align";
import { snapTo, snapToGrid } from "../src/geometry/snapping";

const rect = (x: number, y: number, width = 100, height = 40) => ({ x, y, width, height });

describe("align and distribute", () => {
  const three = [rect(0, 0), rect(50, 100, 200), rect(30, 300)];

  test("edges come to the outermost edge", () => {
    expect(aligned(three, "left").map((p) => p.x)).toEqual([0, 0, 0]);
    expect(aligned(three, "right").map((p) => p.x)).toEqual([150, 50, 150]);
    expect(aligned(three, "bottom").map((p) => p.y)).toEqual([300, 300, 300]);
    expect(aligned(three, "left").map((p) => p.y)).toEqual([0, 100, 300]);
  });

  test("middles come to the middle of all", () => {
    expect(aligned(three, "center").map((p) => p.x)).toEqual([75, 25, 75]);
  });

  test("the space between each and the next is the same, the first and last stay", () => {
    expect(distributed(three, "down").map((p) => p.y)).toEqual([0, 150, 300]);
    expect(distributed([rect(0, 0), rect(10, 0)], "across")).toEqual([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ]);
  });
});

describe("snap lines", () => {
  test("an edge near a neighbour's edge catches, and the line spans both", () => {
    const snap = snapTo(rect(103, 200), [rect(100, 0)], 6);
    expect([snap.dx, snap.dy]).toEqual([-3, 0]);
    expect(snap.lines).toContainEqual({ axis: "x", at: 100, from: 0, to: 240 });
  });

  test("what is out of reach does not catch", () => {
    expect(snapTo(rect(107, 200), [rect(100, 0)], 6)).toEqual({ dx: 0, dy: 0, lines: [] });
  });

  test("each axis catches on the nearest neighbour", () => {
    const snap = snapTo(rect(204, 98), [rect(200, 0), rect(0, 100), rect(209, 300)], 6);
    expect([snap.dx, snap.dy]).toEqual([-4, 2]);
  });

  test("the grid rounds to its dots", () => {
    expect(snapToGrid(29, -11, 20)).toEqual({ x: 20, y: -20 });
  });
});
