import { describe, expect, test } from "vitest";
import { planDrop } from "../src/model/drop";
import { get, type Design } from "../src/model/types";
import { at, carriedOut, changesOf, designWith, ordersDesign, placeOf, refusalOf } from "./helpers";

const drop = (design: Design, key: string, onto: string | null, alone = false) =>
  planDrop(design, placeOf(design, key), at(design, onto), alone);

describe("dragging a node into another container", () => {
  test("a service dragged into a second subnet gains a placement and keeps the first", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "BillingWorker@AppA", "AppB"));
    expect(get(design, "Service", "BillingWorker")?.subnets).toEqual(["AppA", "AppB"]);
  });

  test("with Alt it moves there instead", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "BillingWorker@AppA", "AppB", true));
    expect(get(design, "Service", "BillingWorker")?.subnets).toEqual(["AppB"]);
  });

  test("within its subnet nothing changes but its place", () => {
    expect(changesOf(drop(ordersDesign(), "BillingWorker@AppA", "AppA"))).toEqual([]);
    expect(changesOf(drop(ordersDesign(), "BillingWorker@AppA", "OrdersApi@AppA"))).toEqual([]);
  });

  test("a NAT gateway moves to the other subnet", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "NatA", "PublicB"));
    expect(get(design, "NatGateway", "NatA")?.subnet_id).toBe("PublicB");
  });

  test("a subnet dropped in another zone's column changes its zone", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "DataB", "OrdersVpc/us-east-1a"));
    expect(get(design, "Subnet", "DataB")?.availability_zone).toBe("us-east-1a");
  });

  test("an internet gateway dragged off its VPC is detached", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "OrdersIgw", null));
    expect(get(design, "InternetGateway", "OrdersIgw")?.vpc_id).toBeUndefined();
  });

  test("a security group dropped on a service is attached to it", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "EndpointGroup", "OrdersApi@AppB"));
    expect(get(design, "Service", "OrdersApi")?.security_groups).toContain("EndpointGroup");
  });

  test("a file system dropped in a subnet is mounted there", () => {
    const design = carriedOut(ordersDesign(), drop(ordersDesign(), "OrdersFiles", "DataB"));
    expect(get(design, "MountTarget", "OrdersFilesMountTarget")).toMatchObject({
      subnet_id: "DataB",
      file_system_id: "OrdersFiles",
    });
  });
});

describe("what AWS would refuse", () => {
  test.each<[string, string | null, RegExp]>([
    ["OrdersApi@AppA", "AppB", /already stands/],
    ["OrdersAlb@PublicA", "AppB", /one subnet per availability zone/],
    ["BillingWorker@AppA", null, /stands in a subnet/],
    ["OrdersFiles", "AppA", /one mount target per availability zone/],
    ["Stripe", "AppA", /outside every VPC/],
    ["AppA", null, /stands in a VPC/],
  ])("%s dropped on %s", (key, onto, reason) => {
    expect(refusalOf(drop(ordersDesign(), key, onto))).toMatch(reason);
  });

  test("a service in subnets of two VPCs", () => {
    const design = designWith(
      { type: "Vpc", id: "V" },
      { type: "Vpc", id: "W" },
      { type: "Subnet", id: "A", vpc_id: "V" },
      { type: "Subnet", id: "B", vpc_id: "W" },
      { type: "Service", id: "S", subnets: ["A"] },
    );
    expect(refusalOf(drop(design, "S@A", "B"))).toMatch(/same VPC/);
  });

  test("a seventeenth subnet of one service", () => {
    const subnets = Array.from({ length: 17 }, (_, i) => ({ type: "Subnet", id: `S${i}`, vpc_id: "V" }) as const);
    const held = subnets.slice(0, 16).map((s) => s.id);
    const design = designWith({ type: "Vpc", id: "V" }, ...subnets, { type: "Service", id: "W", subnets: held });
    expect(refusalOf(drop(design, "W@S0", "S16"))).toMatch(/at most 16/);
  });

  test("a second internet gateway on one VPC", () => {
    const design = designWith(
      { type: "Vpc", id: "V" },
      { type: "InternetGateway", id: "A", vpc_id: "V" },
      { type: "InternetGateway", id: "B" },
    );
    expect(refusalOf(drop(design, "B", "V"))).toMatch(/one at most/);
  });

  test("a subnet in use, in another VPC", () => {
    const design = designWith(
      { type: "Vpc", id: "V", cidr_block: "10.0.0.0/16" },
      { type: "Vpc", id: "W", cidr_block: "10.1.0.0/16" },
      { type: "Subnet", id: "A", vpc_id: "V", cidr_block: "10.0.0.0/24" },
      { type: "Subnet", id: "B", vpc_id: "V", cidr_block: "10.0.1.0/24" },
      { type: "Service", id: "S", subnets: ["A"] },
    );
    expect(refusalOf(drop(design, "A", "W"))).toMatch(/in use/);
    const moved = carriedOut(design, drop(design, "B", "W"));
    expect(get(moved, "Subnet", "B")).toMatchObject({ vpc_id: "W", cidr_block: "10.1.0.0/24" });
  });
});
