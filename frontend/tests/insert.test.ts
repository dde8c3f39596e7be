import { describe, expect, test } from "vitest";
import { apply } from "../src/model/apply";
import { palette, type Kind } from "../src/model/catalogue";
import { NOWHERE } from "../src/model/context";
import { contextWithoutPointer, planInsert } from "../src/model/insert";
import { all, get, type Design, type Resource } from "../src/model/types";
import { at, carriedOut, designWith, ordersDesign, placeOf, refusalOf, schema } from "./helpers";

const insert = (design: Design, kind: Kind, key: string | null): Design =>
  carriedOut(design, planInsert(design, kind, at(design, key)));
const refusal = (design: Design, kind: Kind, key: string | null) =>
  refusalOf(planInsert(design, kind, at(design, key)));
/** The orders platform beside a second VPC, with a transit gateway and a virtual private gateway. */
const hubDesign = (): Design =>
  apply(schema, ordersDesign(), [
    { op: "add", resource: { type: "Vpc", id: "Spoke", name: "spoke", cidr_block: "10.30.0.0/16" } },
    { op: "add", resource: { type: "Subnet", id: "SpokeA", vpc_id: "Spoke", cidr_block: "10.30.0.0/24", availability_zone: "us-east-1a" } }, // prettier-ignore
    { op: "add", resource: { type: "TransitGateway", id: "Hub" } },
    { op: "add", resource: { type: "VpnGateway", id: "Vgw", vpc_id: "Spoke" } },
  ]);
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

  test("an endpoint is for the service of the Region that its VPC is in", () => {
    const orders = ordersDesign();
    const vpc = { ...get(orders, "Vpc", "OrdersVpc"), region: "eu-west-1" } as Resource;
    const abroad = { ...orders, resources: { ...orders.resources, OrdersVpc: vpc } };
    const design = insert(abroad, "interface-endpoint", "AppA");
    expect(get(design, "VpcEndpoint", "EcrApiEndpoint")?.service_name).toBe("com.amazonaws.eu-west-1.ecr.api");
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

describe("what joins networks", () => {
  test("a peering joins the VPC with another that it does not overlap, once", () => {
    const design = insert(hubDesign(), "peering-connection", "OrdersVpc");
    const [peering] = all(design, "VpcPeeringConnection");
    expect([peering?.vpc_id, peering?.peer_vpc_id]).toEqual(["OrdersVpc", "Spoke"]);
    expect(refusal(design, "peering-connection", "Spoke")).toBe("spoke and orders-vpc are peered already.");
  });

  test("VPCs whose addresses overlap are not peered, nor is a VPC alone", () => {
    const twin = apply(schema, ordersDesign(), [
      { op: "add", resource: { type: "Vpc", id: "Twin", cidr_block: "10.20.0.0/20" } },
    ]);
    expect(refusal(twin, "peering-connection", "Twin")).toMatch(/overlap/);
    expect(refusal(ordersDesign(), "peering-connection", "OrdersVpc")).toMatch(/only orders-vpc/);
  });

  test("an attachment stands in one subnet of each zone, and a VPC is attached once", () => {
    const design = insert(hubDesign(), "transit-gateway-attachment", "OrdersVpc");
    const [attachment] = all(design, "TransitGatewayAttachment");
    expect(attachment).toMatchObject({ transit_gateway_id: "Hub", vpc_id: "OrdersVpc" });
    expect(attachment?.subnet_ids).toHaveLength(2);
    expect(placeOf(design, `${attachment?.id}@${attachment?.subnet_ids?.[0]}`).role).toBe("inner");
    expect(refusal(design, "transit-gateway-attachment", "OrdersVpc")).toMatch(/attached to Hub already/);
  });

  test("without a transit gateway the attachment brings one", () => {
    const design = insert(ordersDesign(), "transit-gateway-attachment", "AppA");
    expect(all(design, "TransitGateway").map((one) => one.id)).toEqual(["TransitGateway"]);
  });

  test("a VPN connection ends where it is dropped", () => {
    const ends = ["Vgw", "Hub", "Spoke"].map((key) => {
      const [connection] = all(insert(hubDesign(), "vpn-connection", key), "VpnConnection");
      return connection?.vpn_gateway_id ?? connection?.transit_gateway_id;
    });
    expect(ends).toEqual(["Vgw", "Hub", "Vgw"]);
    expect(refusal(hubDesign(), "vpn-connection", "OrdersVpc")).toMatch(/ends at/);
  });

  test("a hosted zone is private in the VPC that it is dropped on", () => {
    const [zone] = all(insert(hubDesign(), "hosted-zone", "Spoke"), "HostedZone");
    expect(zone).toMatchObject({ vpcs: ["Spoke"], zone_name: "example.internal" });
  });
});

describe("what is part of something else", () => {
  test("a second listener takes the next port and forwards to the same targets", () => {
    const design = insert(ordersDesign(), "listener", "OrdersAlb@PublicA");
    const added = all(design, "Listener").find((one) => one.id !== "OrdersListener");
    expect(added).toMatchObject({ load_balancer_arn: "OrdersAlb", port: 80, target_groups: ["OrdersTargets"] });
  });

  test("a listener's rule has a target group of its own and the next priority", () => {
    let design = insert(ordersDesign(), "listener-rule", "OrdersAlb@PublicA");
    design = insert(design, "listener-rule", "OrdersAlb@PublicA");
    expect(all(design, "ListenerRule").map((one) => one.priority)).toEqual([10, 20]);
    expect(new Set(all(design, "ListenerRule").flatMap((one) => one.target_groups ?? [])).size).toBe(2);
  });

  test("a task definition dropped on a service is what that runs", () => {
    const design = insert(ordersDesign(), "task-definition", "OrdersApi@AppA");
    expect(get(design, "Service", "OrdersApi")?.task_definition).toBe("OrdersApiTaskDefinition");
  });

  test("a service dropped upon by a target group registers its tasks there", () => {
    const design = insert(ordersDesign(), "target-group", "BillingWorker@AppA");
    expect(get(design, "Service", "BillingWorker")?.load_balancers?.[0]?.target_group_arn).toBe("TargetGroup");
  });
});

test("everything in the palette can be inserted somewhere", () => {
  const refused = palette().filter(({ kind }) => {
    const design = hubDesign();
    const spots = [null, "OrdersVpc", "AppA", "Hub", "Vgw", "OrdersAlb@PublicA"].map((key) => planInsert(design, kind, at(design, key))); // prettier-ignore
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
