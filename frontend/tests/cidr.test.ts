import { expect, test } from "vitest";
import { contains, formatCidr, nextFree, overlaps, parseCidr, type Block } from "../src/model/cidr";

const block = (text: string): Block => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(text);
  return parsed;
};
const next = (within: string[], used: string[], prefix: number) => {
  const found = nextFree(within.map(block), used.map(block), prefix);
  return found && formatCidr(found);
};

test("an empty VPC offers its first block", () => {
  expect(next(["10.0.0.0/16"], [], 24)).toBe("10.0.0.0/24");
});

test("the next subnet goes into the first gap that is large enough", () => {
  expect(next(["10.0.0.0/16"], ["10.0.0.0/24", "10.0.2.0/24"], 24)).toBe("10.0.1.0/24");
  expect(next(["10.0.0.0/16"], ["10.0.0.0/25"], 24)).toBe("10.0.1.0/24");
  expect(next(["10.0.0.0/16"], ["10.0.0.0/25"], 25)).toBe("10.0.0.128/25");
});

test("a full VPC has no room, and its second block is used before that is said", () => {
  expect(next(["10.0.0.0/24"], ["10.0.0.0/24"], 24)).toBeNull();
  expect(next(["10.0.0.0/24", "100.64.0.0/16"], ["10.0.0.0/24"], 24)).toBe("100.64.0.0/24");
});

test("a subnet never gets a block larger than its VPC's", () => {
  expect(next(["10.0.0.0/26"], [], 24)).toBeNull();
});

test("IPv6 blocks are planned as /64, beside IPv4 blocks that do not matter to them", () => {
  expect(next(["2600:1f18:44a::/56"], ["10.0.0.0/24", "2600:1f18:44a::/64"], 64)).toBe("2600:1f18:44a:1::/64");
});

test("host bits are dropped, and what is no block is none", () => {
  expect(formatCidr(block("10.0.1.7/24"))).toBe("10.0.1.0/24");
  expect(formatCidr(block("2001:db8:0:0:0:0:0:1/32"))).toBe("2001:db8::/32");
  expect(formatCidr(block("::/0"))).toBe("::/0");
  for (const text of [
    "",
    "10.0.0.0",
    "10.0.0/24",
    "10.0.0.256/24",
    "10.0.0.0/33",
    "::1::/64",
    "x/8",
    "1:2:3:4:5:6:7:8:9/64",
  ]) {
    expect(parseCidr(text), text).toBeNull();
  }
});

test("blocks of different families never meet", () => {
  expect(overlaps(block("0.0.0.0/0"), block("::/0"))).toBe(false);
  expect(overlaps(block("10.0.0.0/16"), block("10.0.255.0/24"))).toBe(true);
  expect(contains(block("10.0.0.0/16"), block("10.0.255.0/24"))).toBe(true);
  expect(contains(block("10.0.255.0/24"), block("10.0.0.0/16"))).toBe(false);
});

test("many taken blocks are stepped over one by one, not address by address", () => {
  const used = Array.from({ length: 500 }, (_, i) => `10.${Math.floor(i / 256)}.${i % 256}.0/24`);
  expect(next(["10.0.0.0/8"], used, 24)).toBe("10.1.244.0/24");
});
