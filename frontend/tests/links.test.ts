import { describe, expect, test } from "vitest";
import { cornersOf, labelPlace, linksOf, type Link } from "../src/geometry/links";
import { shownScene } from "../src/geometry/folding";
import { sceneOf } from "../src/geometry/scene";
import type { Resource } from "../src/model/types";
import { designWith } from "./helpers";

const subnet = (id: string, vpc: string, zone: string): Resource =>
  ({ type: "Subnet", id, vpc_id: vpc, availability_zone: zone }) as Resource;

const design = designWith(
  { type: "Vpc", id: "shop", cidr_block: "10.0.0.0/16" } as Resource,
  { type: "Vpc", id: "pay", cidr_block: "10.1.0.0/16" } as Resource,
  subnet("shop-a", "shop", "us-east-1a"),
  subnet("shop-b", "shop", "us-east-1b"),
  subnet("pay-a", "pay", "us-east-1a"),
  { type: "Service", id: "web", subnets: ["shop-a", "shop-b"] } as Resource,
  { type: "Database", id: "db", port: 5432, subnets: ["shop-b"] } as Resource,
  { type: "Connection", id: "web-to-db", source: "web", destination: "db", destination_port: 5432 } as Resource,
  { type: "VpcPeeringConnection", id: "peering", vpc_id: "shop", peer_vpc_id: "pay" } as Resource,
  { type: "TransitGateway", id: "hub" } as Resource,
  {
    type: "TransitGatewayAttachment",
    id: "attachment",
    transit_gateway_id: "hub",
    vpc_id: "pay",
    subnet_ids: ["pay-a"],
  } as Resource,
);
const scene = sceneOf(design);
const links = linksOf(design, scene);
const of = (resource: string): readonly Link["ends"][] =>
  links.filter((link) => link.resource === resource).map(({ ends }) => ends);

describe("lines between what is joined", () => {
  test("a declared connection leads from the placement that is nearest its destination, and says what it carries", () => {
    expect(of("web-to-db")).toEqual([["web@shop-b", "db@shop-b"]]);
    expect(links.find(({ resource }) => resource === "web-to-db")?.label).toBe("TCP 5432");
  });

  test("a peering connection leads to both VPCs, an attachment to its gateway", () => {
    expect(of("peering")).toEqual([
      ["peering", "shop"],
      ["peering", "pay"],
    ]);
    expect(of("attachment")).toEqual([["attachment@pay-a", "hub"]]);
  });

  test("an end in a folded container is that container, and between two ends in one there is no line", () => {
    const folded = shownScene(scene, new Set(["shop"]));
    expect(linksOf(design, folded).some(({ resource }) => resource === "web-to-db")).toBe(false);
    const half = shownScene(scene, new Set(["pay-a"]));
    expect(linksOf(design, half).find(({ resource }) => resource === "attachment")?.ends).toEqual(["pay-a", "hub"]);
  });

  test("what is joined with something that is not in the design has no line", () => {
    const lonely = designWith({ type: "VpcPeeringConnection", id: "peering", vpc_id: "gone" } as Resource);
    expect(linksOf(lonely, sceneOf(lonely))).toEqual([]);
  });

  test("a line to a VPC ends at its border, and every stretch is level or upright", () => {
    const rectOf = (key: string) => scene.absolute.get(key);
    for (const link of links) {
      const corners = cornersOf(scene, link, rectOf, 0) ?? [];
      expect(corners.length).toBeGreaterThan(1);
      corners.slice(1).forEach((q, i) => expect(q.x === corners[i]?.x || q.y === corners[i]?.y).toBe(true));
    }
    const end = cornersOf(scene, links.find(({ ends }) => ends[1] === "pay") as Link, rectOf, 0)?.at(-1);
    const pay = scene.absolute.get("pay");
    expect(end?.y === pay?.y || end?.x === pay?.x).toBe(true);
  });

  test("a label stands in the middle of the longest stretch", () => {
    expect(labelPlace([{ x: 0, y: 0 }, { x: 0, y: 10 }, { x: 100, y: 10 }], "TCP 5432", [])).toEqual({ x: 50, y: 10 }); // prettier-ignore
  });

  test("between neighbours that are too near for a label it stands under them", () => {
    const ends = [{ x: 0, y: 0, width: 160, height: 40 }, { x: 172, y: 0, width: 160, height: 40 }]; // prettier-ignore
    const line = [{ x: 160, y: 20 }, { x: 172, y: 20 }]; // prettier-ignore
    expect(labelPlace(line, "TCP 5432", ends)).toEqual({ x: 166, y: 50 });
  });
});
