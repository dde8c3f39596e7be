import { describe, expect, test } from "vitest";
import { FAR_NAMES, farName, farRegionName, headsOf } from "../src/geometry/heads";
import { meets, type Rect } from "../src/geometry/rect";
import { framesOf, regionsOf } from "../src/geometry/regions";
import { sceneOf } from "../src/geometry/scene";
import { designOf, type Design, type Layout, type Resource } from "../src/model/types";
import { designWith, ordersDesign } from "./helpers";

/** Five VPCs of two subnets on a transit gateway, each with an internet gateway and an endpoint on its border. */
function hub(name: string): Design {
  const resources: Resource[] = [{ type: "TransitGateway", id: "hub" }];
  for (let n = 0; n < 5; n++) {
    const vpc = `${name}-${n}`;
    resources.push(
      { type: "Vpc", id: vpc, cidr_block: `10.${n}.0.0/16` },
      { type: "InternetGateway", id: `igw-${n}`, vpc_id: vpc },
      { type: "VpcEndpoint", id: `s3-${n}`, vpc_id: vpc, vpc_endpoint_type: "Gateway" },
      { type: "SecurityGroup", id: `group-${n}`, vpc_id: vpc },
      { type: "TransitGatewayAttachment", id: `attachment-${n}`, transit_gateway_id: "hub", vpc_id: vpc } as Resource,
    );
    for (const zone of ["a", "b"])
      resources.push({ type: "Subnet", id: `${vpc}-${zone}`, vpc_id: vpc, availability_zone: `us-east-1${zone}` });
  }
  return { ...designWith(...resources), region: "us-east-1" };
}

/** What lies over a name: each name from afar, with the nodes and other names that it meets. */
function covered(design: Design): string[] {
  const scene = sceneOf(design);
  const heads = headsOf(scene, (vpc) => vpc);
  const found: string[] = [];
  for (const sizes of Object.values(FAR_NAMES)) {
    const names: [string, Rect][] = [...heads].map(([vpc, slot]) => [vpc, farName(scene.absolute.get(vpc) as Rect, slot, sizes)]); // prettier-ignore
    const frames = framesOf(regionsOf(design), (vpc) => scene.absolute.get(vpc));
    names.push(...frames.map((frame): [string, Rect] => [frame.key, farRegionName(frame, frame.name, sizes)]));
    const solid = scene.nodes.filter(({ role }) => role !== "vpc" && role !== "zone");
    for (const [name, rect] of names) {
      for (const { key } of solid) if (meets(rect, scene.absolute.get(key) as Rect)) found.push(`${key} on ${name}`);
      for (const [other, its] of names) if (other !== name && meets(rect, its)) found.push(`${other} on ${name}`);
    }
  }
  return found;
}

describe("from afar the names of VPCs and Regions", () => {
  test("are covered by nothing: gateways, what stands outside, subnets, one another", () => {
    expect(covered(ordersDesign())).toEqual([]);
    expect(covered(hub("shop"))).toEqual([]);
    expect(covered(hub("vpc-0123456789abcdef0-of-the-eastern-branch"))).toEqual([]);
  });

  test("stand beside gateways wherever these were put on the border", () => {
    const design = hub("shop");
    const box = (x: number) => ({ x, y: -24, width: 188, height: 44 });
    const layout: Layout = { ...design.layout, "igw-0": box(0), "s3-0": box(220) };
    const moved = designOf({ ...design, layout } as unknown as Parameters<typeof designOf>[0]);
    expect(covered(moved)).toEqual([]);
    const slot = headsOf(sceneOf(moved), (vpc) => vpc).get("shop-0");
    expect(slot?.x).toBeGreaterThanOrEqual(408);
  });

  test("keep the corner where the border is full, and then are cut rather than lost", () => {
    const design = hub("shop");
    const width = sceneOf(design).absolute.get("shop-0")?.width ?? 0;
    const gateways: Resource[] = [];
    const layout: Record<string, Rect> = {};
    for (let n = 0; n * 190 < width; n++) {
      gateways.push({ type: "VpcEndpoint", id: `full-${n}`, vpc_id: "shop-0", vpc_endpoint_type: "Gateway" });
      layout[`full-${n}`] = { x: n * 190, y: -24, width: 188, height: 44 };
    }
    const resources = { ...design.resources, ...Object.fromEntries(gateways.map((one) => [one.id, one])) };
    const full = designOf({ ...design, resources, layout } as unknown as Parameters<typeof designOf>[0]);
    expect(headsOf(sceneOf(full), (vpc) => vpc).get("shop-0")).toMatchObject({ x: 0 });
  });
});
