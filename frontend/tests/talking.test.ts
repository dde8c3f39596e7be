import { describe, expect, test } from "vitest";
import { edgesOfGroup, blocksIn, blocksOut } from "../src/geometry/groups";
import { sceneOf } from "../src/geometry/scene";
import { talksOf } from "../src/model/talking";
import type { Design, Resource, SecurityGroupRule } from "../src/model/types";
import { designWith } from "./helpers";

const tcp = (port: number, peer: Partial<SecurityGroupRule>): SecurityGroupRule => ({
  ip_protocol: "tcp",
  from_port: port,
  to_port: port,
  ...peer,
});
const from = (id: string) => ({ referenced_group_id: id });
const to = from;

interface Rules {
  readonly ingress?: SecurityGroupRule[];
  readonly egress?: SecurityGroupRule[];
}

/** Two groups, `web` and `data`, each with a service in its own subnet. */
function two(web: Rules, data: Rules): Design {
  const group = (id: string, { ingress, egress }: Rules): Resource => ({
    type: "SecurityGroup",
    id,
    vpc_id: "vpc",
    ...(ingress && { security_group_ingress: ingress }),
    ...(egress && { security_group_egress: egress }),
  });
  const placed = (id: string, n: number): Resource[] => [
    { type: "Subnet", id: `${id}-subnet`, vpc_id: "vpc", cidr_block: `10.0.${n}.0/24` },
    { type: "Service", id: `${id}-service`, cluster: "c", task_definition: "t", subnets: [`${id}-subnet`], security_groups: [id] }, // prettier-ignore
  ];
  const vpc: Resource = { type: "Vpc", id: "vpc", cidr_block: "10.0.0.0/16" };
  return designWith(vpc, group("web", web), group("data", data), ...placed("web", 1), ...placed("data", 2));
}

const ports = (design: Design) =>
  talksOf(design, "web").map(({ from: a, to: b, open, notLetIn, notLetOut }) => [
    `${a} → ${b}`,
    open.map((one) => one.from_port),
    notLetIn.map((one) => one.from_port),
    notLetOut.map((one) => one.from_port),
  ]);

describe("a group may talk to another", () => {
  test("where the other lets it in and it lets out everything, as AWS makes it", () => {
    expect(ports(two({}, { ingress: [tcp(5432, from("web"))] }))).toEqual([["web → data", [5432], [], []]]);
  });

  test("not where its outbound rules leave that out: then the way is one-sided, and says whose side is missing", () => {
    const design = two({ egress: [tcp(443, { cidr_ipv4: "0.0.0.0/0" })] }, { ingress: [tcp(5432, from("web"))] });
    expect(ports(design)).toEqual([["web → data", [], [], [5432]]]);
    const [edge] = edgesOfGroup(design, sceneOf(design), "data");
    expect(edge).toMatchObject({ label: "✕ TCP 5432: web does not let it out", isOpen: false });
  });

  test("not where the other does not let in what it would send", () => {
    const design = two({ egress: [tcp(5432, to("data"))] }, { ingress: [tcp(3306, { cidr_ipv4: "10.9.0.0/16" })] });
    expect(ports(design)).toEqual([["web → data", [], [5432], []]]);
  });

  test("by a block that its members are in, as by its name", () => {
    const design = two(
      { egress: [tcp(5432, { cidr_ipv4: "10.0.2.0/24" })] },
      { ingress: [tcp(5432, { cidr_ipv4: "10.0.0.0/16" })] },
    );
    expect(ports(design)).toEqual([["web → data", [5432, 5432], [], []]]);
    const elsewhere = two({ egress: [tcp(5432, { cidr_ipv4: "10.0.3.0/24" })] }, { ingress: [tcp(5432, from("web"))] });
    expect(ports(elsewhere)).toEqual([["web → data", [], [], [5432]]]);
  });

  test("on the ports that both let through", () => {
    const range: SecurityGroupRule = { ip_protocol: "6", from_port: 5000, to_port: 6000, ...to("data") };
    const design = two({ egress: [range] }, { ingress: [{ ip_protocol: "-1", ...from("web") }, tcp(80, from("web"))] });
    expect(talksOf(design, "web")[0]).toMatchObject({
      open: [{ from_port: 5000, to_port: 6000 }, { from_port: 5000 }],
    });
    expect(talksOf(design, "web")[0]?.notLetOut.map((one) => one.from_port)).toEqual([80]);
  });

  test("and what is open to the whole world is told under the group, and is no line to each other one", () => {
    const design = two({}, { ingress: [tcp(443, { cidr_ipv4: "0.0.0.0/0" })], egress: [] });
    expect(talksOf(design, "web")).toEqual([]);
    expect([blocksIn(design, "data"), blocksOut(design, "data")]).toEqual([
      ["TCP 443 from 0.0.0.0/0"],
      ["nothing to anywhere"],
    ]);
    expect(blocksOut(design, "web")).toEqual(["everything to anywhere"]);
  });
});
