import { describe, expect, test } from "vitest";
import { apply, applyWhatFits } from "../src/model/apply";
import type { Change } from "../src/model/changes";
import { difference } from "../src/model/inverse";
import { get, type Design } from "../src/model/types";
import { designWith, ordersDesign, schema } from "./helpers";

const run = (design: Design, ...changes: Change[]) => apply(schema, design, changes);

/** What the design says, whatever the order in which it came to say it. */
const said = (design: Design) => ({ ...design, assumptions: null, template: null });

type Accepting = Extract<Change, { op: "accept" }>;
const accepting = (rule: string, reason = "a test"): Accepting => ({
  op: "accept",
  finding: { rule, resource: "OrdersApi", reason },
});

describe("changes", () => {
  test("setting a value to its default leaves it out of the document, as the server does", () => {
    const design = designWith({ type: "Subnet", id: "A", map_public_ip_on_launch: true });
    const after = run(design, { op: "set", id: "A", values: { map_public_ip_on_launch: false } });
    expect(after.resources.A).toEqual({ type: "Subnet", id: "A" });
  });

  test("connecting a subnet twice names it once", () => {
    const change: Change = { op: "connect", id: "OrdersApi", property: "subnets", value: "DataA" };
    const after = run(ordersDesign(), change, change);
    expect(get(after, "Service", "OrdersApi")?.subnets).toEqual(["AppA", "AppB", "DataA"]);
  });

  test("a reference to nothing, or to a thing of another kind, is refused at its field", () => {
    const bad: Change = { op: "set", id: "AppA", values: { vpc_id: "OrdersIgw" } };
    expect(() => run(ordersDesign(), bad)).toThrowError(
      expect.objectContaining({ code: "dangling-reference", where: "AppA", field: "vpc_id" }),
    );
  });

  test("an unknown field, a fixed field, a second resource of one id are refused", () => {
    const design = ordersDesign();
    const refused = (change: Change, code: string) =>
      expect(() => run(design, change)).toThrowError(expect.objectContaining({ code }));
    refused({ op: "set", id: "AppA", values: { colour: "red" } }, "unknown-field");
    refused({ op: "set", id: "AppA", values: { type: "Vpc" } }, "fixed-field");
    refused({ op: "add", resource: { type: "Vpc", id: "AppA" } }, "exists");
    refused({ op: "set", id: "Nobody", values: {} }, "unknown-resource");
  });

  test("removing a subnet clears placements, associations, and mount targets' subnet, and forgets its boxes", () => {
    const after = run(ordersDesign(), { op: "remove", id: "AppA" });
    expect(get(after, "Service", "OrdersApi")?.subnets).toEqual(["AppB"]);
    expect(get(after, "RouteTable", "RtbAppA")?.associations).toBeUndefined();
    expect(Object.keys(after.layout).filter((key) => key.split("@").includes("AppA"))).toEqual([]);
  });

  test("removing a gateway takes the routes that lead to it", () => {
    const after = run(ordersDesign(), { op: "remove", id: "OrdersIgw" });
    expect(get(after, "RouteTable", "RtbPublic")?.routes).toBeUndefined();
  });

  test("removing a security group takes the rules that name it", () => {
    const after = run(ordersDesign(), { op: "remove", id: "AlbGroup" });
    expect(get(after, "SecurityGroup", "OrdersGroup")?.security_group_ingress).toBeUndefined();
  });

  test("removing an end removes the connection", () => {
    const design = run(ordersDesign(), {
      op: "add",
      resource: { type: "Connection", id: "C", source: "OrdersApi", destination: "Stripe" },
    });
    expect(run(design, { op: "remove", id: "Stripe" }).resources.C).toBeUndefined();
  });

  test("a finding is accepted beside the others, for another reason in its place, and withdrawn alone, once or twice", () => {
    const flow = { workload: "OrdersApi", flow: "image-pull", to: "ecr" };
    const held = (design: Design) => design.accepted.map((one) => `${one.family ?? one.rule}: ${one.reason}`);
    const four: Change = { op: "accept", finding: { rule: "RE001", ...flow, family: "ipv4", reason: "one" } };
    const six: Change = { op: "accept", finding: { rule: "RE001", ...flow, family: "ipv6", reason: "one" } };
    const both = run(ordersDesign(), four, six, { ...four, finding: { ...four.finding, reason: "two" } });
    expect(held(both)).toEqual(["ipv4: two", "ipv6: one"]);
    const gone: Change = { op: "withdraw", finding: { rule: "RE001", resource: null, ...flow, family: "ipv4" } };
    expect(held(run(both, gone, gone))).toEqual(["ipv6: one"]);
  });

  test("what no longer fits is left out and told, the rest is applied", () => {
    const { applied, refused } = applyWhatFits(schema, ordersDesign(), [
      { op: "remove", id: "Nobody" },
      { op: "set", id: "AppA", values: { name: "a" } },
    ]);
    expect(applied).toHaveLength(1);
    expect(refused.map((error) => error.code)).toEqual(["unknown-resource"]);
  });
});

describe("the difference back", () => {
  const gestures: Record<string, Change[]> = {
    "a value": [{ op: "set", id: "AppA", values: { cidr_block: "10.20.99.0/24", map_public_ip_on_launch: true } }],
    "a removed VPC with all that names it": [{ op: "remove", id: "OrdersVpc" }],
    "a removed subnet": [{ op: "remove", id: "AppA" }],
    "a removed security group that others name": [{ op: "remove", id: "AlbGroup" }],
    "an added service": [
      { op: "add", resource: { type: "Service", id: "New", subnets: ["AppA"], security_groups: ["OrdersGroup"] } },
    ],
    "a move": [{ op: "move", id: "NatA", box: { x: 1, y: 2, width: 3, height: 4 } }],
    "a forgotten box": [{ op: "move", id: "NatA", box: null }],
    settings: [{ op: "settings", values: { region: "eu-west-1", account_settings: { dualStackIPv6: "disabled" } } }],
    "a route": [
      {
        op: "connect",
        id: "RtbAppA",
        property: "routes",
        value: { destination_cidr_block: "0.0.0.0/0", nat_gateway_id: "NatA" },
      },
    ],
    "an accepted finding": [accepting("EX001")],
    "another reason": [accepting("PL001", "another")],
    "a withdrawn finding": [{ op: "withdraw", finding: { rule: "PL001", resource: "OrdersApi" } }],
    "the whole list of accepted findings": [
      { op: "settings", values: { accepted: [{ ...accepting("EX001").finding }] } },
    ],
    everything: Object.keys(ordersDesign().resources).map((id): Change => ({ op: "remove", id })),
  };

  test.each(Object.entries(gestures))("takes back %s", (_name, changes) => {
    const before = run(ordersDesign(), accepting("PL001"));
    const after = run(before, ...changes);
    expect(said(run(after, ...difference(schema, after, before)))).toEqual(said(before));
    expect(said(run(before, ...difference(schema, before, after)))).toEqual(said(after));
  });

  test("of what is accepted is told finding by finding, whatever the order, so that what others accept stays", () => {
    const [one, two] = [accepting("EX001"), accepting("PL001")];
    const before = run(ordersDesign(), one, two);
    expect(difference(schema, before, run(ordersDesign(), two, one))).toEqual([]);
    const back = difference(schema, before, run(ordersDesign(), one));
    expect(back).toEqual([{ op: "withdraw", finding: { rule: "PL001", resource: "OrdersApi" } }]);
    expect(run(before, accepting("SG001"), ...back).accepted.map((held) => held.rule)).toEqual(["EX001", "SG001"]);
  });

  test("brings back two security groups that name each other", () => {
    const before = designWith(
      { type: "SecurityGroup", id: "A", security_group_ingress: [{ ip_protocol: "tcp", referenced_group_id: "B" }] },
      { type: "SecurityGroup", id: "B", security_group_ingress: [{ ip_protocol: "tcp", referenced_group_id: "A" }] },
    );
    const after = run(before, { op: "remove", id: "A" }, { op: "remove", id: "B" });
    expect(said(run(after, ...difference(schema, after, before)))).toEqual(said(before));
  });

  test("leaves open again what the input left open, of a value that was set and of a resource that was removed", () => {
    const hole = { resource: "Web", property: "subnets", expression: { Ref: "Subnets" }, reason: "no value" };
    const before = { ...designWith({ type: "Service", id: "Web" }), unresolved: [hole] };
    for (const change of [
      { op: "set", id: "Web", values: { subnets: [] } },
      { op: "remove", id: "Web" },
    ] as Change[]) {
      const after = run(before, change);
      expect(after.unresolved).toEqual([]);
      expect(said(run(after, ...difference(schema, after, before)))).toEqual(said(before));
      expect(said(run(before, ...difference(schema, before, after)))).toEqual(said(after));
    }
  });

  test("removes an id that names something else now before it is added", () => {
    const before = designWith(
      { type: "SecurityGroup", id: "X" },
      { type: "Service", id: "Web", security_groups: ["X"] },
    );
    const after = designWith({ type: "Service", id: "Web" }, { type: "Vpc", id: "X" });
    expect(said(run(before, ...difference(schema, before, after)))).toEqual(said(after));
    expect(said(run(after, ...difference(schema, after, before)))).toEqual(said(before));
  });

  test("of nothing is nothing", () => {
    expect(difference(schema, ordersDesign(), ordersDesign())).toEqual([]);
  });
});

describe("many changes at once", () => {
  const subnets = ["AppA", "AppB", "DataA", "PublicA"];
  const remove = (id: string): Change => ({ op: "remove", id });

  test("come to the same as one after the other, and leave the design that they were made on", () => {
    const design = ordersDesign();
    const before = JSON.stringify(design);
    const boxes: Change[] = subnets.map((id) => ({ op: "move", id: `OrdersApi@${id}`, box: { x: 4, y: 8 } }));
    const back: Change = { op: "add", resource: { type: "Subnet", id: "AppA", vpc_id: "OrdersVpc" } };
    const changes = [...boxes, ...subnets.map(remove), back, ...boxes.slice(0, 1), remove("OrdersVpc")];
    const together = run(design, ...changes);
    expect(said(together)).toEqual(said(changes.reduce((current, change) => run(current, change), design)));
    expect(JSON.stringify(design)).toBe(before);
  });

  test("share what none of them writes to", () => {
    const design = ordersDesign();
    expect(run(design, { op: "move", id: "AppA", box: null }).resources).toBe(design.resources);
    expect(run(design, { op: "settings", values: { region: "eu-west-1" } }).layout).toBe(design.layout);
    expect(run(design)).toBe(design);
  });

  test("one that does not fit leaves no trace of itself", () => {
    const design = ordersDesign();
    const bad: Change = { op: "set", id: "AppA", values: { vpc_id: "OrdersIgw", cidr_block: "10.9.0.0/24" } };
    const { design: after, applied } = applyWhatFits(schema, design, [bad, remove("Nobody"), remove("AppB")]);
    expect(applied).toEqual([remove("AppB")]);
    expect(after.resources.AppA).toEqual(design.resources.AppA);
  });
});
