import { expect, test } from "vitest";
import { chipsOfVpc } from "../src/geometry/chips";
import { apply } from "../src/model/apply";
import { planInsert } from "../src/model/insert";
import { get, type Design, type Vpc } from "../src/model/types";
import { titleOf } from "../src/nodes/describe";
import { at, carriedOut, ordersDesign, schema } from "./helpers";

test("a VPC has chips of the route tables that no subnet has", () => {
  const design = apply(schema, ordersDesign(), [
    { op: "add", resource: { type: "Vpc", id: "Tools", cidr_block: "10.90.0.0/16" } },
    { op: "add", resource: { type: "RouteTable", id: "Spare", vpc_id: "Tools" } },
  ]);
  const chips = (id: string) =>
    chipsOfVpc(design, get(design, "Vpc", id) as Vpc, { x: 0, y: 0, width: 900, height: 300 }).map((c) => c.resource);
  expect(chips("Tools")).toEqual(["Spare"]);
  expect(chips("OrdersVpc")).not.toContain("Spare");
});

test("an endpoint for a service that the VPC has one for already leaves the service's name to that", () => {
  const insert = (design: Design, service: string) =>
    carriedOut(design, planInsert(design, "interface-endpoint", { ...at(design, "AppA"), service }));
  const twice = insert(insert(ordersDesign(), "kms"), "kms");
  expect(get(twice, "VpcEndpoint", "KmsEndpoint")?.private_dns_enabled).toBe(true);
  expect(get(twice, "VpcEndpoint", "KmsEndpoint2")?.private_dns_enabled).toBe(false);
});

test("a declared connection without a name goes by its ends and what it carries", () => {
  const resource = { type: "Connection", id: "C", source: "OrdersApi", destination: "Stripe", destination_port: 8443 } as const; // prettier-ignore
  const design = apply(schema, ordersDesign(), [{ op: "add", resource }]);
  expect(titleOf(design, design.resources.C ?? resource)).toBe("orders-api → api.stripe.com, TCP 8443");
});
