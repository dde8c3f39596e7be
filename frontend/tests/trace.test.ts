import { beforeEach, describe, expect, test } from "vitest";
import type { DesignApi } from "../src/api/designs";
import type { TracePlacement, TraceReport } from "../src/api/trace";
import { sceneOf } from "../src/geometry/scene";
import * as store from "../src/state/design";
import { NO_HISTORY } from "../src/state/history";
import { select, useView } from "../src/state/view";
import { endChoices, matchingEnds, mayBeEnd } from "../src/trace/ends";
import { traceRoute } from "../src/trace/route";
import { ask, leave, openTrace, pick, picked, placeShown, questionOf, run, swap, useTrace } from "../src/trace/state";
import type { Topology } from "../src/generated/model";
import orders from "./fixtures/orders.json";
import { ordersDesign, schema } from "./helpers";

const design = ordersDesign();
const scene = sceneOf(design);
const title = (type: string) => schema.types[type]?.title ?? type;

const hop = (resource: string | null, kind: string, action: string, detail = "") => ({
  resource,
  kind,
  action,
  detail,
});
const PLACE: TracePlacement = {
  subnet: "AppA",
  verdict: "reachable",
  mtu: 9001,
  path: [
    hop("OrdersApi", "task", "sends", "app-a"),
    hop("OrdersGroup", "security-group", "allows", "lets tcp 443 out"),
    hop("AclApp", "network-acl", "allows", "lets it out"),
    hop("RtbAppA", "route-table", "routes", "stays in the VPC"),
    hop("OrdersAlb", "load-balancer", "receives", "public-b"),
  ],
  return_path: [hop("AclApp", "network-acl", "allows", "lets the reply in")],
  blockers: [],
};
const ANSWER: TraceReport = {
  revision: 7,
  verdict: "reachable",
  path: [],
  return_path: [],
  blockers: [],
  placements: [PLACE, { ...PLACE, subnet: "AppB", verdict: "blocked" }],
  mtu: 9001,
  allowed: "tcp 443",
  assumptions: [],
  remedies: [],
};

beforeEach(() => {
  leave();
  leave();
  store.useDesign.setState({ pending: [], history: NO_HISTORY });
  store.load(schema, { id: "1", name: "Orders", revision: 7, document: orders as unknown as Topology });
  select([]);
});

describe("the ends", () => {
  test("are what has a network interface; an AWS service only receives", () => {
    const from = endChoices(design, "source", title).map((one) => one.value);
    const to = endChoices(design, "destination", title).map((one) => one.value);
    expect(from).toEqual(expect.arrayContaining(["OrdersApi", "OrdersAlb", "internet", "Stripe"]));
    expect(from).not.toEqual(expect.arrayContaining(["secretsmanager"]));
    expect(to).toEqual(expect.arrayContaining(["OrdersFiles", "EpLogs", "secretsmanager"]));
    expect(to).not.toContain("S3Endpoint");
    expect(to).not.toContain("OrdersVpc");
  });

  test("are found by name and id, exact ones first, and any address is one", () => {
    const choices = endChoices(design, "destination", title);
    expect(matchingEnds(choices, "orders-a").map((one) => one.value)).toEqual(["OrdersApi", "OrdersAlb"]);
    expect(matchingEnds(choices, "internet")[0]?.value).toBe("internet");
    expect(matchingEnds(choices, "203.0.113.9")[0]).toMatchObject({ value: "203.0.113.9", hint: "address" });
    expect(matchingEnds(choices, "2001:db8::1")[0]?.value).toBe("2001:db8::1");
    expect(matchingEnds(choices, "10.0.0.0/8")).toEqual([]);
  });

  test("a gateway endpoint has no interface to trace to", () => {
    const gateway = design.resources.S3Endpoint;
    expect(gateway && mayBeEnd(gateway, "destination")).toBe(false);
  });

  test("the network behind a VPN or Direct Connect is an end, the attachment of a VPC is none", () => {
    const attachment = { id: "att", type: "TransitGatewayAttachment" as const };
    expect(mayBeEnd({ id: "vgw", type: "VpnGateway" }, "source")).toBe(true);
    expect(mayBeEnd({ ...attachment, resource_type: "direct-connect-gateway" }, "source")).toBe(true);
    expect(mayBeEnd({ ...attachment, resource_type: "vpc" }, "destination")).toBe(false);
  });
});

describe("the route", () => {
  test("numbers the reply after the way there, and leads back to where it began", () => {
    const { stops } = traceRoute(design, scene, { from: "OrdersApi", to: "OrdersAlb" }, PLACE, true);
    expect(stops.map((stop) => stop.number)).toEqual([null, 1, 2, 3, 4, null, 5, null]);
    expect(stops.filter((stop) => stop.isReply)).toHaveLength(3);
    expect(stops.at(-1)?.key).toBe("OrdersApi@AppA");
  });

  test("ends at the destination in the subnet that its last hop names", () => {
    const { stops } = traceRoute(design, scene, { from: "OrdersApi", to: "OrdersAlb" }, PLACE, false);
    expect(stops.at(-1)?.key).toBe("OrdersAlb@PublicB");
    expect(stops.every((stop) => !stop.isReply)).toBe(true);
  });

  test("from the internet begins above the gateway under the source's name", () => {
    const path = [hop(null, "internet", "sends", "8.8.8.8"), hop("OrdersIgw", "internet-gateway", "carries")];
    const walked = { ...PLACE, subnet: null, path, return_path: [] };
    const route = traceRoute(design, scene, { from: "8.8.8.8", to: "OrdersAlb" }, walked, true);
    expect(route.farEnd?.name ?? null).toBe(null); // no subnet is on the path: nothing to stand above
    const placed = traceRoute(
      design,
      scene,
      { from: "8.8.8.8", to: "OrdersAlb" },
      { ...walked, subnet: "PublicA" },
      true,
    );
    expect(placed.farEnd?.name).toBe("8.8.8.8");
    expect(placed.stops[0]?.rect).toEqual(placed.farEnd?.rect);
  });
});

describe("the question", () => {
  test("begins at what is selected, and is asked once both ends are named", () => {
    select(["OrdersApi"]);
    openTrace();
    expect(useView.getState().tab).toBe("trace");
    expect(questionOf(useTrace.getState())).toBeNull();
    ask({ destination: "s3" });
    const expected = { source: "OrdersApi", destination: "s3", protocol: "tcp", port: 443, family: "ipv4" };
    expect(questionOf(useTrace.getState())).toEqual(expected);
    swap();
    expect(questionOf(useTrace.getState())).toMatchObject({ source: "s3", destination: "OrdersApi" });
  });

  test("asks for no port of ICMP, and leaves the family to an address", () => {
    ask({ source: "OrdersApi", destination: "2001:db8::1", protocol: "icmp" });
    expect(questionOf(useTrace.getState())).toMatchObject({ port: null, family: null });
    ask({ destination: "arn:aws:rds:eu-west-1:123456789012:db:orders" });
    expect(questionOf(useTrace.getState())?.family).toBe("ipv4");
  });

  test("takes its ends from clicks on the canvas, one after the other", () => {
    pick("source");
    expect(picked("OrdersVpc")).toBe(true); // refused, and still waiting
    expect(useTrace.getState()).toMatchObject({ source: null, picking: "source" });
    expect(picked("OrdersApi@AppB")).toBe(true);
    expect(useTrace.getState()).toMatchObject({ source: "OrdersApi", picking: "destination" });
    expect(picked("OrdersAlb@PublicA")).toBe(true);
    expect(useTrace.getState()).toMatchObject({ destination: "OrdersAlb", picking: null });
    expect(picked("OrdersApi@AppB")).toBe(false);
  });
});

describe("the answer", () => {
  test("shows the place that does not let it through first, and says the verdict", async () => {
    ask({ source: "OrdersApi", destination: "OrdersAlb" });
    await run({ trace: () => Promise.resolve(ANSWER) } as unknown as DesignApi);
    expect(placeShown(useTrace.getState())).toBe(1);
    expect(useView.getState().announcement).toBe("Trace: reachable");
  });

  test("of an older question is left aside", async () => {
    const answers: ((answer: TraceReport) => void)[] = [];
    const api = { trace: () => new Promise<TraceReport>((done) => answers.push(done)) } as unknown as DesignApi;
    ask({ source: "OrdersApi", destination: "OrdersAlb" });
    const first = run(api);
    ask({ port: 80 });
    const second = run(api);
    answers[1]?.({ ...ANSWER, allowed: "tcp 80" });
    answers[0]?.(ANSWER);
    await Promise.all([first, second]);
    expect(useTrace.getState().answer?.allowed).toBe("tcp 80");
  });
});
