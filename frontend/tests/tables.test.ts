import { describe, expect, test } from "vitest";
import type { Topology } from "../src/generated/model";
import { edgesOfGroup, blocksIn } from "../src/geometry/groups";
import { sceneOf } from "../src/geometry/scene";
import { readRoute, targetsOf, winnerFor } from "../src/model/routes";
import { portsText, readAclEntry, readGroupRule, readPorts } from "../src/model/rules";
import { designOf, get, type Design, type RouteTable } from "../src/model/types";
import routing from "./fixtures/routing.json";
import { ordersDesign } from "./helpers";

const network = (): Design => designOf(routing.document as unknown as Topology);
const tableOf = (design: Design, id: string): RouteTable => {
  const table = get(design, "RouteTable", id);
  if (!table) throw new Error(id);
  return table;
};

describe("the route that an address takes", () => {
  // The same cases hold the engine to the same answers: tests/topology/reachability/test_canvas_routes.py.
  test.each(routing.cases)("$address in $table", ({ table, address, winner }) => {
    const design = network();
    const found = winnerFor(design, tableOf(design, table), address);
    if (winner === null) expect(found).toEqual({ kind: "none" });
    else if (winner === "local") expect(found?.kind).toBe("local");
    else expect(found).toMatchObject({ kind: "route", at: winner });
  });

  test("what is no address has no answer", () => {
    const design = network();
    for (const text of ["", "10.0", "10.0.0.0/8", "nonsense", "1.2.3.4.5"])
      expect(winnerFor(design, tableOf(design, "Table"), text)).toBeNull();
  });
});

describe("a route that is typed", () => {
  test("is read by its family and target", () => {
    const design = network();
    expect(readRoute(design, {}, " 10.9.1.7/16 ", "Nat")).toEqual({
      route: { destination_cidr_block: "10.9.0.0/16", nat_gateway_id: "Nat" },
    });
    expect(readRoute(design, { id: "R" }, "::/0", "Eigw")).toEqual({
      route: { id: "R", destination_ipv6_cidr_block: "::/0", egress_only_internet_gateway_id: "Eigw" },
    });
    expect(readRoute(design, {}, "Office", "Tgw")).toMatchObject({ route: { destination_prefix_list_id: "Office" } });
  });

  test("is told in its column where it is wrong", () => {
    const design = network();
    expect(readRoute(design, {}, "10.9.0.0", "Nat")).toMatchObject({ column: "destination" });
    expect(readRoute(design, {}, "10.9.0.0/16", "")).toMatchObject({ column: "target" });
    expect(readRoute(design, {}, "0.0.0.0/0", "Eigw")).toMatchObject({ column: "target" });
  });

  test("a gateway endpoint is no target: AWS writes its routes", () => {
    const design = network();
    const ids = targetsOf(design, tableOf(design, "Table")).map(({ id }) => id);
    expect(ids).toContain("Igw");
    expect(ids).not.toContain("S3");
  });
});

describe("rules that are typed", () => {
  test.each([
    ["443", { from: 443, to: 443 }],
    ["1024-65535", { from: 1024, to: 65535 }],
    ["", { from: null, to: null }],
    ["90-80", null],
    ["70000", null],
    ["http", null],
  ])("ports %s", (text, ports) => expect(readPorts(text)).toEqual(ports));

  test("ports are written as they are read", () => {
    expect([portsText(443, 443), portsText(0, 65_535), portsText(1, 5), portsText(-1, -1)]).toEqual([
      "443",
      "",
      "1-5",
      "",
    ]);
  });

  test("a group's peer is a CIDR, a group or a list", () => {
    const design = ordersDesign();
    const read = (peer: string) => readGroupRule(design, {}, { protocol: "tcp", ports: "80", peer });
    expect(read("10.0.0.1/8")).toMatchObject({ record: { cidr_ipv4: "10.0.0.0/8", from_port: 80, to_port: 80 } });
    expect(read("sg-alb")).toMatchObject({
      record: { referenced_group_id: design.resources.AlbGroup ? "AlbGroup" : expect.any(String) },
    });
    expect(read("nobody")).toMatchObject({ column: "peer" });
  });

  test("ICMP's type stays while the protocol does", () => {
    const before = { ip_protocol: "icmp", from_port: 8, to_port: -1, cidr_ipv4: "0.0.0.0/0" };
    const same = readGroupRule(ordersDesign(), before, { protocol: "icmp", ports: "8", peer: "10.0.0.0/8" });
    expect(same).toMatchObject({ record: { from_port: 8, to_port: -1 } });
  });

  test("ICMP's type and code are typed where ports are, and a port is no type", () => {
    const read = (ports: string, before = {}) =>
      readGroupRule(ordersDesign(), before, { protocol: "icmp", ports, peer: "10.0.0.0/8" });
    expect(read("3/4")).toMatchObject({ record: { from_port: 3, to_port: 4 } });
    expect(read("")).toMatchObject({ record: { from_port: -1, to_port: -1 } });
    expect(read("443")).toMatchObject({ column: "ports" });
    expect(read("80", { ip_protocol: "tcp", from_port: 80, to_port: 80 })).toMatchObject({ record: { from_port: -1 } });
    const draft = { number: "100", protocol: "icmp", ports: "8", peer: "0.0.0.0/0", action: "allow" };
    const entry = readAclEntry({ rule_number: 1, rule_action: "allow" }, draft, []);
    expect(entry).toMatchObject({ record: { icmp_type: 8, icmp_code: -1 } });
    expect(entry).not.toHaveProperty("record.from_port");
  });

  test("a rule's description is edited, and held to what AWS takes", () => {
    const read = (description: string) =>
      readGroupRule(ordersDesign(), {}, { protocol: "tcp", ports: "80", peer: "10.0.0.0/8", description });
    expect(read("From the office")).toMatchObject({ record: { description: "From the office" } });
    expect(read("")).not.toHaveProperty("record.description");
    expect(read("<office>")).toMatchObject({ column: "description" });
  });

  test("a rule number stands once a way", () => {
    const others = [{ rule_number: 100, rule_action: "allow" as const }];
    const draft = { number: "100", protocol: "-1", ports: "", peer: "0.0.0.0/0", action: "deny" };
    expect(readAclEntry({ rule_number: 1, rule_action: "allow" }, draft, others)).toMatchObject({ column: "number" });
    expect(readAclEntry({ rule_number: 1, rule_action: "allow" }, { ...draft, number: "110" }, others)).toMatchObject({
      record: { rule_number: 110, rule_action: "deny", protocol: "-1", cidr_block: "0.0.0.0/0" },
    });
  });
});

test("a selected group shows who may talk to it, to whom it may talk, and what it protects", () => {
  const design = ordersDesign();
  const edges = edgesOfGroup(design, sceneOf(design), "OrdersGroup");
  const named = edges.filter((edge) => edge.label);
  expect(named.length).toBeGreaterThan(0);
  expect(edges.filter((edge) => edge.key.startsWith("member OrdersApi"))).toHaveLength(2);
  expect(blocksIn(design, "OrdersGroup")).toEqual([]);
});
