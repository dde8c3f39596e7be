import { beforeEach, expect, test } from "vitest";
import type { Topology } from "../src/generated/model";
import { apply } from "../src/model/apply";
import { goneWith } from "../src/model/contents";
import { get } from "../src/model/types";
import * as store from "../src/state/design";
import { deleteSelected } from "../src/state/gestures";
import { NO_HISTORY } from "../src/state/history";
import { select } from "../src/state/view";
import orders from "./fixtures/orders.json";
import { ordersDesign, schema } from "./helpers";

const gone = (...ids: string[]) => goneWith(schema, ordersDesign(), ids).sort();
const left = () => Object.keys(store.useDesign.getState().design.resources);

beforeEach(() => {
  store.useDesign.setState({ pending: [], history: NO_HISTORY, clash: null, fieldError: null, notices: [] });
  store.load(schema, { id: "1", name: "Orders", revision: 1, document: orders as unknown as Topology });
});

test("a VPC goes with all that is in it, and nothing is left without a VPC", () => {
  select(["OrdersVpc"]);
  deleteSelected();
  expect(left().sort()).toEqual(["BillingTask", "Cluster", "OrdersFiles", "OrdersTask", "Stripe"]);
  expect(store.useDesign.getState().history.past).toHaveLength(1);
  store.step("undo");
  expect(store.useDesign.getState().design.resources).toEqual(ordersDesign().resources);
  expect(store.useDesign.getState().design.layout).toEqual(ordersDesign().layout);
});

test("a subnet goes with what stands in it alone; what stands in another too stays there", () => {
  expect(gone("PublicA")).toEqual(["NatA", "NatIp", "PublicA"]);
  select(["PublicA"]);
  deleteSelected();
  const { design } = store.useDesign.getState();
  expect(get(design, "LoadBalancer", "OrdersAlb")?.subnets).toEqual(["PublicB"]);
});

test("a load balancer goes with its listeners; their target group stays while a service registers its tasks there", () => {
  expect(gone("OrdersAlb")).toEqual(["OrdersAlb", "OrdersListener"]);
  expect(gone("OrdersAlb", "OrdersApi")).toEqual(["OrdersAlb", "OrdersApi", "OrdersListener", "OrdersTargets"]);
});

test("a target group that another listener forwards to stays", () => {
  const design = apply(schema, ordersDesign(), [
    { op: "add", resource: { type: "LoadBalancer", id: "Other" } },
    {
      op: "add",
      resource: { type: "Listener", id: "OtherListener", load_balancer_arn: "Other", target_groups: ["OrdersTargets"] },
    },
  ]);
  expect(goneWith(schema, design, ["OrdersAlb", "OrdersApi"])).not.toContain("OrdersTargets");
  expect(goneWith(schema, design, ["OrdersAlb", "OrdersTargets"])).toContain("OrdersTargets");
});
