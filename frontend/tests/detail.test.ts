import { describe, expect, test } from "vitest";
import { createDeriver, type Seen } from "../src/canvas/flowNodes";
import { blocksOf, detailOf, isFar } from "../src/geometry/detail";
import { around } from "../src/geometry/rect";
import { opened } from "../src/canvas/useBlocks";
import { sceneOf } from "../src/geometry/scene";
import { all, designOf, get, type Design, type Resource } from "../src/model/types";
import { networkAclOf, routeTableOf } from "../src/model/network";
import { rowsOf } from "../src/panels/outlineRows";
import { designWith, ordersDesign } from "./helpers";

const design = ordersDesign();
const SEEN: Seen = {
  badges: new Map(),
  marks: new Map(),
  selected: [],
  picked: [],
  folded: new Set(),
  lit: null,
  target: null,
  blocked: new Set(),
};

/** A VPC of subnets with so many services each. */
function large(subnets: number, services: number): Design {
  const resources: Resource[] = [{ type: "Vpc", id: "vpc", cidr_block: "10.0.0.0/8" }];
  for (let s = 0; s < subnets; s++) {
    resources.push({ type: "Subnet", id: `subnet-${s}`, vpc_id: "vpc", availability_zone: "us-east-1a" });
    for (let n = 0; n < services; n++)
      resources.push({ type: "Service", id: `service-${s}-${n}`, cluster: "c", task_definition: "t", subnets: [`subnet-${s}`] }); // prettier-ignore
  }
  return designWith(...resources);
}

describe("details drop away from afar", () => {
  test("what is told changes at three zooms only", () => {
    expect([2, 1, 0.55, 0.54, 0.3, 0.29, 0.19, 0.18, 0.1].map((zoom) => detailOf(zoom, false))).toEqual([
      "full",
      "full",
      "full",
      "plain",
      "plain",
      "far",
      "far",
      "distant",
      "distant",
    ]);
    expect([1, 0.4, 0.25, 0.1].map((zoom) => isFar(detailOf(zoom, true)))).toEqual([false, true, true, true]);
  });

  test("rectangles of one tone are one path", () => {
    const rect = { x: 1, y: 2, width: 10, height: 4 };
    const blocks = blocksOf([
      ["ok", rect],
      ["stop", { ...rect, x: 20 }],
      ["ok", { ...rect, x: 40 }],
    ]);
    expect([...blocks]).toEqual([
      ["ok", "M1 2h10v4h-10zM40 2h10v4h-10z"],
      ["stop", "M20 2h10v4h-10z"],
    ]);
  });

  test("as blocks, a subnet holds its tasks by their signs, tells how many, and carries the worst sign", () => {
    const badges = new Map([
      ["OrdersApi", { sign: "stop", count: 2 }],
      ["BillingWorker", { sign: "ok", count: 5 }],
    ] as const);
    const nodes = createDeriver()(design, { ...SEEN, badges, blocked: "all" });
    expect(nodes.some((node) => node.data.role === "inner")).toBe(false);
    const subnet = nodes.find((node) => node.id === "AppA");
    expect([...(subnet?.data.blocks?.keys() ?? [])]).toEqual(expect.arrayContaining(["stop", "ok"]));
    expect(subnet?.data.badge).toEqual({ sign: "stop", count: 1 });
    expect(subnet?.data.contents).toContain("6 tasks");
  });

  test("folded, a subnet keeps its room and carries the worst sign of what stands in it", () => {
    const badges = new Map([["OrdersApi", { sign: "stop", count: 2 }]] as const);
    const nodes = createDeriver()(design, { ...SEEN, badges, folded: new Set(["AppA"]) });
    const folded = nodes.find((node) => node.id === "AppA");
    expect(folded?.data.badge).toEqual({ sign: "stop", count: 1 });
    expect(folded?.data.room).toBe(sceneOf(design).byKey.get("AppA")?.rect.height);
    expect(folded?.height).toBeLessThan(folded?.data.room ?? 0);
    expect(nodes.find((node) => node.id === "AppB")?.data.room).toBeNull();
  });

  test("what is selected or on the shown path stays a node among blocks", () => {
    const lit = new Set(["BillingWorker@AppA"]);
    const nodes = createDeriver()(design, { ...SEEN, selected: ["OrdersApi"], lit, blocked: "all" });
    const inner = nodes.filter((node) => node.data.role === "inner").map((node) => node.id);
    expect(inner).toEqual([...(sceneOf(design).keysOf.get("OrdersApi") ?? []), "BillingWorker@AppA"]);
  });
});

test("a node that says the same is the same object, whatever else changes", () => {
  const derive = createDeriver();
  const changedIn = (before: readonly object[], after: readonly { id: string }[]) =>
    after.filter((node) => !before.includes(node)).map((node) => node.id);
  const first = derive(design, SEEN);
  const over = derive(design, { ...SEEN, target: { key: "AppB", isRefused: false } });
  expect(changedIn(first, over)).toEqual(["AppB"]);
  const box = { x: 40, y: 60, width: 188, height: 44 };
  const moved = derive({ ...design, layout: { ...design.layout, "OrdersApi@AppA": box } }, SEEN);
  expect(changedIn(first, moved).filter((id) => id.includes("@"))).toEqual(["OrdersApi@AppA"]);
});

test("resources are found by type in the order of the document, again after each change", () => {
  const table = get(design, "RouteTable", "PublicRouteTable") ?? all(design, "RouteTable")[0];
  if (!table) throw new Error("no route table");
  const other = { ...table, id: "Other", associations: [] } as Resource;
  const more = designOf({ resources: { ...design.resources, Other: other } });
  expect(all(more, "RouteTable").map((one) => one.id)).toEqual([
    ...all(design, "RouteTable").map((o) => o.id),
    "Other",
  ]);
});

test("the first associated route table and network ACL apply to a subnet, otherwise the VPC's own", () => {
  const subnet = { type: "Subnet", id: "s", vpc_id: "v" } as const;
  const bare = { type: "Subnet", id: "b", vpc_id: "v" } as const;
  const network = designWith(
    { type: "Vpc", id: "v" },
    subnet,
    bare,
    { type: "RouteTable", id: "main", vpc_id: "v", main: true },
    { type: "RouteTable", id: "own", vpc_id: "v", associations: [{ subnet_id: "s" }] },
    { type: "RouteTable", id: "late", vpc_id: "v", associations: [{ subnet_id: "s" }] },
    { type: "NetworkAcl", id: "default", vpc_id: "v", default: true },
  );
  expect([routeTableOf(network, subnet)?.id, routeTableOf(network, bare)?.id]).toEqual(["own", "main"]);
  expect(networkAclOf(network, subnet)?.id).toBe("default");
  expect(routeTableOf(network, { ...bare, vpc_id: "other" })).toBeUndefined();
});

test("coming near, the subnets in sight open from the middle on, some in each frame, and the others at once", () => {
  const scene = sceneOf(large(10, 20));
  const rects = [...Array(10).keys()]
    .map((n) => scene.absolute.get(`subnet-${n}`))
    .filter((rect) => rect !== undefined);
  const view = around(rects.slice(2, 7));
  const first = opened(scene, "all", view);
  expect([...first].sort()).toEqual(["subnet-2", "subnet-6", first.has("subnet-3") ? "subnet-3" : "subnet-5"].sort());
  const second = opened(scene, first, view);
  expect(second.size).toBe(1);
  expect(opened(scene, second, view).size).toBe(0);
});

describe("the outline of a large design", () => {
  const many = large(10, 20);
  test("shows its subnets closed, and one that is opened or holds what is selected with what it holds", () => {
    const none = new Map<string, boolean>();
    expect(rowsOf(many, none, []).length).toBe(1 + 1 + 1 + 10);
    expect(rowsOf(many, new Map([["subnet-3", true]]), []).length).toBe(1 + 1 + 1 + 10 + 20);
    const rows = rowsOf(many, none, ["service-7-4"]);
    expect(rows.find((row) => row.resource === "service-7-4")).toMatchObject({
      level: 5,
      place: 5,
      of: 20,
      isOpen: null,
    });
    expect(rows.filter((row) => row.isOpen).map((row) => row.key)).toEqual([
      ":region us-east-1",
      "vpc",
      "vpc/us-east-1a",
      "subnet-7",
    ]);
  });

  test("a closed VPC hides all that stands in it", () => {
    expect(rowsOf(many, new Map([["vpc", false]]), []).map((row) => [row.key, row.isOpen])).toEqual([
      [":region us-east-1", true],
      ["vpc", false],
    ]);
  });
});
