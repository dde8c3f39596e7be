import { describe, expect, test } from "vitest";
import { palette, type Kind } from "../src/model/catalogue";
import { NOWHERE } from "../src/model/context";
import { contextWithoutPointer, planInsert } from "../src/model/insert";
import { all, get, type Design } from "../src/model/types";
import { at, carriedOut, designWith, ordersDesign, refusalOf } from "./helpers";

const insert = (design: Design, kind: Kind, key: string | null): Design =>
  carriedOut(design, planInsert(design, kind, at(design, key)));
const refusal = (design: Design, kind: Kind, key: string | null) =>
  refusalOf(planInsert(design, kind, at(design, key)));
const vpc = () => designWith({ type: "Vpc", id: "V", cidr_block: "10.0.0.0/16" });

describe("dropping in a container sets the owning property", () => {
  test("a subnet in a VPC gets the VPC, the next free block, and a zone of the region", () => {
    let design = insert(vpc(), "subnet", "V");
    design = insert(design, "subnet", "V");
    design = insert(design, "subnet", "V");
    expect(all(design, "Subnet").map((s) => [s.vpc_id, s.cidr_block, s.availability_zone])).toEqual([
      ["V", "10.0.0.0/24", "us-east-1a"],
      ["V", "10.0.1.0/24", "us-east-1b"],
      ["V", "10.0.2.0/24", "us-east-1a"],
    ]);
  });

  test("a subnet dropped in a zone's column gets that zone", () => {
    const design = insert(ordersDesign(), "subnet", "OrdersVpc/us-east-1b");
    expect(get(design, "Subnet", "Subnet")).toMatchObject({
      vpc_id: "OrdersVpc",
      availability_zone: "us-east-1b",
      cidr_block: "10.20.2.0/24",
    });
  });

  test("a subnet of a VPC with IPv6 gets the next /64 too", () => {
    expect(get(insert(ordersDesign(), "subnet", "OrdersVpc"), "Subnet", "Subnet")?.ipv6_cidr_block).toBe(
      "2600:1f18:44a::/64",
    );
  });

  test("a subnet of a small VPC is smaller, and a full VPC refuses", () => {
    let design = designWith({ type: "Vpc", id: "V", cidr_block: "10.0.0.0/28" });
    design = insert(design, "subnet", "V");
    expect(get(design, "Subnet", "Subnet")?.cidr_block).toBe("10.0.0.0/28");
    expect(refusal(design, "subnet", "V")).toMatch(/no free block/);
  });

  test("a second VPC does not overlap the first", () => {
    const design = insert(insert(designWith(), "vpc", null), "vpc", null);
    expect(all(design, "Vpc").map((v) => v.cidr_block)).toEqual(["10.0.0.0/16", "10.1.0.0/16"]);
  });

  test("an internet gateway on a VPC is attached, elsewhere it is not", () => {
    expect(all(insert(vpc(), "internet-gateway", "V"), "InternetGateway")[0]?.vpc_id).toBe("V");
    expect(all(insert(vpc(), "internet-gateway", null), "InternetGateway")[0]?.vpc_id).toBeUndefined();
  });

  test("a NAT gateway in a subnet stands there with an address of its own", () => {
    const design = insert(ordersDesign(), "nat-gateway", "PublicB");
    expect(get(design, "NatGateway", "NatGateway")).toMatchObject({ subnet_id: "PublicB", allocation_id: "ElasticIp" });
    expect(get(design, "ElasticIp", "ElasticIp")).toBeDefined();
  });

  test("a service brings a task definition and a cluster, and uses the cluster that is there", () => {
    const empty = designWith(
      { type: "Vpc", id: "V", cidr_block: "10.0.0.0/16" },
      { type: "Subnet", id: "S", vpc_id: "V" },
    );
    const first = insert(empty, "service", "S");
    expect(get(first, "Service", "Service")).toMatchObject({
      subnets: ["S"],
      cluster: "Cluster",
      task_definition: "ServiceTaskDefinition",
    });
    const second = insert(first, "service", "S");
    expect(all(second, "Cluster")).toHaveLength(1);
    expect(all(second, "TaskDefinition")).toHaveLength(2);
  });

  test("a service in a public subnet gets a public IP, for without one it would not start", () => {
    expect(get(insert(ordersDesign(), "service", "PublicA"), "Service", "Service")?.assign_public_ip).toBe("ENABLED");
    expect(get(insert(ordersDesign(), "service", "AppA"), "Service", "Service")?.assign_public_ip).toBeUndefined();
  });

  test("a load balancer dropped on a VPC takes one public subnet of each zone", () => {
    const design = insert(ordersDesign(), "application-load-balancer", "OrdersVpc");
    expect(get(design, "LoadBalancer", "LoadBalancer")).toMatchObject({
      subnets: ["PublicA", "PublicB"],
      scheme: "internet-facing",
    });
    expect(get(design, "TargetGroup", "LoadBalancerTargetGroup")?.target_type).toBe("ip");
  });

  test("an interface endpoint offers the first service that the VPC has no endpoint for", () => {
    const design = insert(ordersDesign(), "interface-endpoint", "AppA");
    const endpoint = get(design, "VpcEndpoint", "SecretsmanagerEndpoint");
    expect(endpoint).toMatchObject({ vpc_endpoint_type: "Interface", subnet_ids: ["AppA"], vpc_id: "OrdersVpc" });
  });

  test("a gateway endpoint is associated with the VPC's route tables", () => {
    const design = insert(ordersDesign(), "gateway-endpoint", "OrdersVpc");
    expect(get(design, "VpcEndpoint", "DynamodbEndpoint")?.route_table_ids).toEqual([
      "RtbPublic",
      "RtbAppA",
      "RtbAppB",
      "RtbData",
    ]);
  });

  test("a security group dropped on a service is made in its VPC and attached", () => {
    const design = insert(ordersDesign(), "security-group", "OrdersApi@AppA");
    expect(get(design, "SecurityGroup", "SecurityGroup")?.vpc_id).toBe("OrdersVpc");
    expect(get(design, "Service", "OrdersApi")?.security_groups).toEqual(["OrdersGroup", "SecurityGroup"]);
  });

  test("a file system dropped in a subnet gets a mount target there", () => {
    const design = insert(ordersDesign(), "file-system", "AppB");
    expect(all(design, "MountTarget").at(-1)).toMatchObject({ file_system_id: "FileSystem", subnet_id: "AppB" });
  });
});

describe("a drop that AWS would refuse is refused with the reason", () => {
  test.each<[Kind, string | null, RegExp]>([
    ["vpc", "OrdersVpc", /cannot stand in another VPC/],
    ["subnet", null, /stands in a VPC/],
    ["internet-gateway", "OrdersVpc", /already has an internet gateway/],
    ["nat-gateway", "OrdersVpc", /stands in a subnet/],
    ["egress-only-gateway", null, /belongs to a VPC/],
    ["security-group", null, /belongs to a VPC/],
    ["service", null, /drop it into one/],
    ["external-host", "AppA", /outside AWS/],
  ])("%s on %s", (kind, key, reason) => {
    expect(refusal(ordersDesign(), kind, key)).toMatch(reason);
  });

  test("a sixth security group on one service", () => {
    const groups = [1, 2, 3, 4, 5].map((n) => ({ type: "SecurityGroup", id: `G${n}`, vpc_id: "V" }) as const);
    const design = designWith({ type: "Vpc", id: "V" }, { type: "Subnet", id: "S", vpc_id: "V" }, ...groups, {
      type: "Service",
      id: "W",
      subnets: ["S"],
      security_groups: groups.map((g) => g.id),
    });
    expect(refusal(design, "security-group", "W@S")).toMatch(/at most 5/);
  });
});

test("everything in the palette can be inserted somewhere", () => {
  const refused = palette().filter(({ kind }) => {
    const design = ordersDesign();
    const spots = [null, "OrdersVpc", "AppA"].map((key) => planInsert(design, kind, at(design, key)));
    return spots.every((plan) => "refused" in plan) && kind !== "internet-gateway";
  });
  expect(refused).toEqual([]);
});

test("without a pointer an item goes into what is selected, or the only VPC", () => {
  const design = ordersDesign();
  expect(contextWithoutPointer(design, "subnet", NOWHERE).vpc?.id).toBe("OrdersVpc");
  expect(contextWithoutPointer(design, "vpc", at(design, "AppA"))).toEqual(NOWHERE);
  expect(contextWithoutPointer(design, "service", at(design, "AppA")).subnet?.id).toBe("AppA");
});
