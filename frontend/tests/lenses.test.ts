import { expect, test } from "vitest";
import type { Flow, Report, WorkloadReport } from "../src/api/report";
import { marksOf, trafficTable, type ReportLens } from "../src/lenses/lens";

const flow = (name: string, more: Partial<Flow> = {}): Flow => ({
  flow: name,
  required: true,
  family: "ipv4",
  protocol: "tcp",
  port: 443,
  to: name,
  from: "app",
  interface: "task",
  role: "task-execution",
  verdict: "reachable",
  placements: [{ subnet: "a", verdict: "reachable", path: [], blockers: [], mtu: 9001 }],
  remedies: [],
  flow_logs: true,
  ...more,
});
const OLD: WorkloadReport = {
  id: "app",
  type: "Service",
  platform: { os: "linux", version: "1.3.0" },
  subnets: ["a"],
  security_groups: [],
  flows: [
    flow("ecr-auth", { interface: "fargate", flow_logs: false, placements: [] }),
    flow("logs", { interface: "fargate", flow_logs: false, verdict: "blocked", placements: [] }),
    flow("application", {
      role: "task",
      placements: [{ subnet: "a", verdict: "reachable", path: [], blockers: [], mtu: 1500 }],
    }),
    flow("application", { role: "task" }),
    flow("internet-egress-ipv4", { required: false, verdict: "blocked", to: "internet" }),
    flow("internet-egress-ipv6", { required: false, family: "ipv6", verdict: "blocked", to: "internet" }),
  ],
  ipv6: null,
};
const report = { workloads: [OLD] } as unknown as Report;
const mark = (lens: ReportLens) => marksOf(report, lens).get("app");

test("a family says how much of what is needed is reached, and whether the internet is", () => {
  expect(mark("ipv4")).toEqual({ tone: "stop", text: "✕ 3 of 4, internet ✕" });
  expect(mark("ipv6")).toEqual({ tone: "plain", text: "internet ✕" });
});

test("before platform version 1.4.0 some actions travel over Fargate's own ENI, which no flow log shows", () => {
  expect(mark("interface")).toEqual({ tone: "warn", text: "task 2, Fargate 2" });
  expect(mark("flow-logs")).toEqual({ tone: "warn", text: "▲ 2 of 4 seen" });
});

test("the MTU is a range where paths differ", () => {
  expect(mark("mtu")?.text).toBe("1500 to 9001 bytes");
});

test("the traffic table has each required action once", () => {
  expect(trafficTable(OLD).map((one) => one.flow)).toEqual(["ecr-auth", "logs", "application"]);
});
