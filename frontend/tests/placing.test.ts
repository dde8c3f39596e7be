import { describe, expect, test } from "vitest";
import { placesOf } from "../src/geometry/places";
import { place } from "../src/geometry/placing";
import { nodeAt, sceneOf } from "../src/geometry/scene";
import { meets } from "../src/geometry/rect";
import { apply } from "../src/model/apply";
import type { Change } from "../src/model/changes";
import type { Design } from "../src/model/types";
import { designWith, ordersDesign, schema } from "./helpers";

const rectsOf = (design: Design) => Object.fromEntries(place(design).map((node) => [node.key, node.rect]));

describe("where things stand", () => {
  test("the canvas and the engine place a design without boxes at the same places", () => {
    const design = ordersDesign(); // its layout was made by topology/layout
    expect(rectsOf({ ...design, layout: {} })).toEqual(design.layout);
  });

  test("boxes that are there are kept", () => {
    expect(rectsOf(ordersDesign())).toEqual(ordersDesign().layout);
  });

  test("it is the same every time", () => {
    expect(rectsOf({ ...ordersDesign(), layout: {} })).toEqual(rectsOf({ ...ordersDesign(), layout: {} }));
  });

  test("no two nodes of one container lie on each other", () => {
    const nodes = place({ ...ordersDesign(), layout: {} });
    const clashes = nodes.flatMap((a, i) =>
      nodes
        .slice(i + 1)
        .filter((b) => a.parent === b.parent && meets(a.rect, b.rect))
        .map((b) => `${a.key} ${b.key}`),
    );
    expect(clashes).toEqual([]);
  });

  test("a subnet grows with what stands in it, and the subnet below makes room", () => {
    const design = ordersDesign();
    const more = Array.from({ length: 8 }, (_, i): Change => ({
      op: "add",
      resource: { type: "Service", id: `S${i}`, subnets: ["AppA"] },
    }));
    const before = rectsOf(design);
    const after = rectsOf(apply(schema, design, more));
    expect(after.AppA?.height).toBeGreaterThan(before.AppA?.height ?? 0);
    expect(after.DataA?.y).toBeGreaterThanOrEqual((after.AppA?.y ?? 0) + (after.AppA?.height ?? 0));
    expect(after.PublicA).toEqual(before.PublicA);
  });
});

describe("which nodes there are", () => {
  test("a service stands in each of its subnets", () => {
    const keys = placesOf(ordersDesign()).filter((place) => place.resource === "OrdersApi");
    expect(keys.map(({ key, parent }) => [key, parent])).toEqual([
      ["OrdersApi@AppA", "AppA"],
      ["OrdersApi@AppB", "AppB"],
    ]);
  });

  test("gateways stand on the VPC's border, groups in the VPC, what has no VPC outside", () => {
    const roles = Object.fromEntries(placesOf(ordersDesign()).map(({ key, role }) => [key, role]));
    expect(roles).toMatchObject({
      OrdersIgw: "gateway",
      S3Endpoint: "gateway",
      AlbGroup: "group",
      Stripe: "outside",
      NatA: "inner",
    });
    expect(roles).not.toHaveProperty("RtbPublic");
  });

  test("a subnet of no VPC and a service of no subnet are still shown", () => {
    const design = designWith({ type: "Subnet", id: "S" }, { type: "Service", id: "W", subnets: ["Gone"] });
    expect(placesOf(design).map(({ key, role }) => [key, role])).toEqual([
      ["S", "subnet"],
      ["W", "outside"],
    ]);
  });
});

test("the innermost node is found at a point, and a dragged node does not find itself", () => {
  const scene = sceneOf(ordersDesign());
  const rect = scene.absolute.get("OrdersApi@AppA");
  const point = { x: (rect?.x ?? 0) + 5, y: (rect?.y ?? 0) + 5 };
  expect(nodeAt(scene, point)?.key).toBe("OrdersApi@AppA");
  expect(nodeAt(scene, point, new Set(["OrdersApi@AppA"]))?.key).toBe("AppA");
  expect(nodeAt(scene, point, new Set(["AppA"]))?.key).toBe("OrdersVpc/us-east-1a");
  expect(nodeAt(scene, { x: -5000, y: 0 })).toBeNull();
});
