import { describe, expect, test } from "vitest";
import { apply } from "../src/model/apply";
import { clipOf, clipText, readClip, type Clip } from "../src/model/clip";
import { NOWHERE, type Context } from "../src/model/context";
import { overlaps, parseCidr } from "../src/model/cidr";
import { planPaste } from "../src/model/pasting";
import { get, type Design } from "../src/model/types";
import { at, designWith, ordersDesign, schema } from "./helpers";

const HERE = "here";
const copied = (design: Design, ...ids: string[]) => clipOf(schema, design, HERE, ids);

function pasted(
  design: Design,
  clip: Clip,
  context: Context = NOWHERE,
  into = HERE,
): { after: Design; ids: readonly string[] } {
  const plan = planPaste(schema, design, into, clip, context);
  if ("refused" in plan) throw new Error(plan.refused);
  return { after: apply(schema, design, plan.changes), ids: plan.ids };
}

describe("what is copied", () => {
  test("a subnet goes with what stands in it alone", () => {
    const ids = copied(ordersDesign(), "PublicA").resources.map((r) => r.id);
    expect(ids).toContain("NatA");
    expect(ids, "the load balancer stands in another subnet too").not.toContain("OrdersAlb");
  });

  test("a VPC goes with all of its network", () => {
    const design = ordersDesign();
    const ids = copied(design, "OrdersVpc").resources.map((r) => r.id);
    for (const id of ["AppA", "OrdersIgw", "RtbAppA", "OrdersGroup", "OrdersApi", "S3Endpoint"])
      expect(ids).toContain(id);
  });

  test("a service names its task definition and cluster as companions", () => {
    const clip = copied(ordersDesign(), "OrdersApi");
    expect(clip.resources.map((r) => r.id)).toEqual(["OrdersApi"]);
    expect(clip.companions.map((r) => r.type).sort()).toEqual(["Cluster", "TaskDefinition"]);
  });
});

describe("pasting into the same design", () => {
  test("a copied service keeps its subnets, groups and task definition", () => {
    const design = ordersDesign();
    const { after, ids } = pasted(design, copied(design, "OrdersApi"));
    const [copy, source] = [get(after, "Service", ids[0]), get(design, "Service", "OrdersApi")];
    expect(copy?.id).not.toBe("OrdersApi");
    expect([copy?.subnets, copy?.security_groups, copy?.task_definition]).toEqual([
      source?.subnets,
      source?.security_groups,
      source?.task_definition,
    ]);
    expect(copy?.name).not.toBe(source?.name);
  });

  test("a copied subnet gets a free block, keeps its route table, and its NAT gateway an address of its own", () => {
    const design = ordersDesign();
    const { after, ids } = pasted(design, copied(design, "PublicA"));
    const subnet = get(
      after,
      "Subnet",
      ids.find((id) => after.resources[id]?.type === "Subnet"),
    );
    const blocks = Object.values(after.resources).flatMap((r) =>
      r.type === "Subnet" && r.cidr_block ? [r.cidr_block] : [],
    );
    const parsed = blocks.map((b) => parseCidr(b)).filter((b) => b !== null);
    for (const a of parsed) expect(parsed.filter((b) => overlaps(a, b))).toHaveLength(1);
    const tables = Object.values(after.resources).filter(
      (r) => r.type === "RouteTable" && r.associations?.some((a) => a.subnet_id === subnet?.id),
    );
    expect(tables).toHaveLength(1);
    const nat = ids.map((id) => get(after, "NatGateway", id)).find((r) => r !== undefined);
    expect(nat?.subnet_id).toBe(subnet?.id);
    expect(nat?.allocation_id).not.toBe(get(design, "NatGateway", "NatA")?.allocation_id);
  });

  test("a copied VPC refers to its own copies and to nothing of the first", () => {
    const design = ordersDesign();
    const { after, ids } = pasted(design, copied(design, "OrdersVpc"));
    const copies = new Set(ids);
    const outer = JSON.stringify(ids.map((id) => after.resources[id]));
    for (const id of ["AppA", "OrdersIgw", "OrdersGroup"]) expect(outer).not.toContain(`"${id}"`);
    const table = Object.values(after.resources).find(
      (r) => r.type === "RouteTable" && copies.has(r.id) && r.associations?.length,
    );
    expect(table?.type === "RouteTable" && copies.has(table.associations?.[0]?.subnet_id ?? "")).toBe(true);
  });

  test("a second internet gateway is not attached: a VPC has one", () => {
    const design = ordersDesign();
    const { after, ids } = pasted(design, copied(design, "OrdersIgw"));
    expect(get(after, "InternetGateway", ids[0])?.vpc_id ?? null).toBeNull();
  });

  test("what is pasted into a subnet stands there", () => {
    const design = ordersDesign();
    const { after, ids } = pasted(design, copied(design, "BillingWorker"), at(design, "AppB"));
    expect(get(after, "Service", ids[0])?.subnets).toEqual(["AppB"]);
  });

  test("what was cut comes back under its own id", () => {
    const design = ordersDesign();
    const clip = copied(design, "BillingWorker");
    const cut = apply(schema, design, [{ op: "remove", id: "BillingWorker" }]);
    expect(pasted(cut, clip).ids).toEqual(["BillingWorker"]);
  });
});

describe("pasting into another design", () => {
  test("a service brings its companions and stands in the VPC that is there", () => {
    const other = designWith(
      { type: "Vpc", id: "Net", cidr_block: "10.0.0.0/16" },
      { type: "Subnet", id: "One", vpc_id: "Net", availability_zone: "us-east-1a", cidr_block: "10.0.0.0/24" },
    );
    const { after, ids } = pasted(other, copied(ordersDesign(), "OrdersApi"), NOWHERE, "there");
    const service = get(after, "Service", ids[0]);
    expect(service?.subnets).toEqual(["One"]);
    expect(get(after, "TaskDefinition", service?.task_definition)).toBeDefined();
    expect(service?.security_groups ?? []).toEqual([]);
  });

  test("a subnet without a VPC is refused with what to do", () => {
    const plan = planPaste(schema, designWith(), "there", copied(ordersDesign(), "AppA"), NOWHERE);
    expect("refused" in plan && plan.refused).toContain("stands in a VPC");
  });
});

describe("the clipboard's text", () => {
  test("a clip survives it", () => {
    const clip = copied(ordersDesign(), "OrdersVpc");
    expect(readClip(schema, clipText(clip))).toEqual(clip);
  });

  test("what is none of Farway's is left to others", () => {
    for (const text of ["", "hello", "{", "{}", '{"farway": 1}', "[1]"]) expect(readClip(schema, text)).toBeNull();
  });

  const broken = (patch: object) =>
    JSON.stringify({ farway: 1, clipboard: "resources", companions: [], resources: [], ...patch });
  const deep = JSON.parse("[".repeat(50) + "]".repeat(50)) as unknown;

  test.each([
    ["no list", { resources: "x" }],
    ["no resource", { resources: [null] }],
    ["an unknown type", { resources: [{ id: "a", type: "constructor" }] }],
    ["an id with markup", { resources: [{ id: "<img>", type: "Vpc" }] }],
    ["no id", { resources: [{ type: "Vpc" }] }],
    ["too deep", { resources: [{ id: "a", type: "Vpc", tags: deep }] }],
    ["too many", { resources: Array.from({ length: 2001 }, (_, i) => ({ id: `v${i}`, type: "Vpc" })) }],
  ])("%s is told, not pasted", (_what, patch) => {
    expect(() => readClip(schema, broken(patch))).toThrow();
  });

  test("unknown fields and impossible boxes are left out", () => {
    const text = broken({
      resources: [{ id: "a", type: "Vpc", evil: 1 }],
      layout: { a: { x: "1" }, b: { x: 1, y: 2 } },
    });
    expect(readClip(schema, text)).toMatchObject({
      resources: [{ id: "a", type: "Vpc" }],
      layout: { b: { x: 1, y: 2 } },
    });
    expect(readClip(schema, text)?.resources[0]).not.toHaveProperty("evil");
  });
});
