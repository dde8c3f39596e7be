import { expect, test } from "vitest";
import type { MatrixCell } from "../src/api/matrix";
import type { SubnetAnswer, SubnetKind, SubnetTask, SubnetWay } from "../src/api/subnets";
import { looksOf, marksOfSubnets, reachedBy, subnetWords } from "../src/lenses/subnets/kinds";

const CLOSED: MatrixCell = { verdict: "closed", allowed: [] };
const OPEN: MatrixCell = { verdict: "open", allowed: [{ protocol: "tcp", ports: "8080" }] };
const way = (kind: SubnetKind): SubnetWay => ({ kind, table: null, routes: [] });
const task = (more: Partial<SubnetTask> = {}): SubnetTask => ({
  id: "web",
  name: "web",
  public_ip: false,
  ipv4: CLOSED,
  ipv6: null,
  by_load_balancer: [],
  ...more,
});
const subnet = (more: Partial<SubnetAnswer> = {}): SubnetAnswer => ({
  id: "a",
  kind: "public",
  ipv4: way("public"),
  ipv6: null,
  workloads: [],
  ...more,
});
const marked = (one: SubnetTask) =>
  marksOfSubnets({ revision: 1, subnets: [subnet({ workloads: [one] })] }).get("web@a");

test("a subnet says what it is, family by family where they differ", () => {
  expect(subnetWords(subnet())).toBe("public");
  expect(subnetWords(subnet({ kind: "mixed", ipv6: way("isolated") }))).toBe("IPv4 public, IPv6 isolated");
  expect(subnetWords(subnet({ kind: "unknown", ipv4: way("unknown") }))).toBe("not known");
  expect(looksOf({ revision: 1, subnets: [subnet({ kind: "mixed" })] }).get("a")).toBe("mixed");
});

test("a task says first that it is open to the internet, then by which load balancer, then that it is not reached", () => {
  expect(marked(task({ public_ip: true, ipv4: OPEN, by_load_balancer: ["tcp 443"] }))).toEqual({
    tone: "warn",
    text: "▲ open to the internet: tcp 8080",
  });
  expect(marked(task({ by_load_balancer: ["tcp 443"] }))?.text).toBe("by load balancer: tcp 443");
  expect(marked(task({ public_ip: true }))?.text).toBe("public IP, not reached");
  expect(marked(task())?.text).toBe("not reached");
  expect(marked(task({ public_ip: null }))).toEqual({ tone: "unknown", text: "? not known" });
});

test("all the ways by which a task is reached are listed", () => {
  const all = task({ ipv4: OPEN, ipv6: { verdict: "unknown", allowed: [] }, by_load_balancer: ["tcp 80", "tcp 443"] });
  expect(reachedBy(all)).toBe("IPv4 tcp 8080; IPv6 not known; by load balancer tcp 80, tcp 443");
  expect(reachedBy(task())).toBe("");
});
