import { describe, expect, test } from "vitest";
import { pageOf } from "../src/model/links";
import { roomIn, spaceOf, whyNotBlock } from "../src/model/space";
import { get, type Design, type Resource, type Subnet, type Vpc } from "../src/model/types";
import { designWith, ordersDesign, schema } from "./helpers";

const subnetOf = (design: Design, id: string): Subnet =>
  get(design, "Subnet", id) ??
  (() => {
    throw new Error(id);
  })();
const vpcOf = (design: Design, id: string): Vpc =>
  get(design, "Vpc", id) ??
  (() => {
    throw new Error(id);
  })();

describe("the address space of a VPC", () => {
  const small = () =>
    designWith(
      { type: "Vpc", id: "Net", cidr_block: "10.0.0.0/24" },
      { type: "Subnet", id: "B", vpc_id: "Net", cidr_block: "10.0.0.128/26" },
      { type: "Subnet", id: "A", vpc_id: "Net", cidr_block: "10.0.0.0/26" },
    );

  test("is cut into its subnets and what is free between them", () => {
    const [block] = spaceOf(small(), vpcOf(small(), "Net"));
    expect(block?.segments.map((s) => [s.subnet?.id ?? null, s.from, s.share])).toEqual([
      ["A", 0, 0.25],
      [null, 0.25, 0.25],
      ["B", 0.5, 0.25],
      [null, 0.75, 0.25],
    ]);
    expect([block?.size, block?.free]).toEqual([256, 128]);
  });

  test.each([
    ["10.0.0.64/26", null],
    ["10.0.0.0/25", "overlaps A"],
    ["10.0.0.128/27", "overlaps B"],
    ["10.0.1.0/26", "outside Net"],
  ])("a subnet at %s", (cidr, why) => {
    const design = small();
    const fresh = { type: "Subnet", id: "C", vpc_id: "Net" } as const;
    const found = whyNotBlock(design, fresh, "cidr_block", cidr);
    if (why === null) expect(found).toBeNull();
    else expect(found).toContain(why);
  });

  test("a VPC cannot shrink under its subnets, and a subnet may keep its own block", () => {
    const design = small();
    expect(whyNotBlock(design, vpcOf(design, "Net"), "cidr_block", "10.0.0.0/25")).toContain("B");
    expect(whyNotBlock(design, subnetOf(design, "A"), "cidr_block", "10.0.0.0/27")).toBeNull();
  });
});

test("a subnet's room is what AWS leaves, without what its tasks and interfaces take", () => {
  const design = ordersDesign();
  const room = roomIn(design, subnetOf(design, "AppA"));
  expect(room).toMatchObject({ total: 251, tasks: 6 });
  const tight = designWith(
    { type: "Subnet", id: "S", cidr_block: "10.0.0.0/28" },
    { type: "Service", id: "Web", subnets: ["S"], desired_count: 20 },
  );
  expect(roomIn(tight, subnetOf(tight, "S"))?.free).toBe(-9);
});

const PAGES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/";
const OUTSIDE_AWS = ["ExternalHost", "Connection"];

test.each(Object.keys(schema.types))("AWS's page about a %s is known, unless it is none of AWS's", (type) => {
  const given = { type, id: "It", ...(type === "OpaqueResource" ? { cloudformation_type: "AWS::SQS::Queue" } : {}) };
  const page = pageOf(schema.types[type], given as Resource);
  if (OUTSIDE_AWS.includes(type)) expect(page).toBeNull();
  else expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
});

test("AWS's page is that of what a resource really is", () => {
  expect(pageOf(schema.types.Subnet, { type: "Subnet", id: "S" })).toBe(`${PAGES}aws-resource-ec2-subnet.html`);
  const cache = { type: "Database", id: "C", cloudformation_type: "AWS::ElastiCache::CacheCluster" } as const;
  expect(pageOf(schema.types.Database, cache)).toBe(`${PAGES}aws-resource-elasticache-cachecluster.html`);
  const nightly = { type: "ScheduledTask", id: "N", scheduler: "events" } as const;
  expect(pageOf(schema.types.ScheduledTask, nightly)).toBe(`${PAGES}aws-resource-events-rule.html`);
});
