/** What each node says of the design by itself, whatever is selected, found or looked at. Found once for each design. */
import { chipsOf, chipsOfVpc, type Chip } from "../geometry/chips";
import { headsOf, type Slot } from "../geometry/heads";
import type { Placed } from "../geometry/placing";
import { isContainer } from "../geometry/places";
import { sceneOf, type Scene } from "../geometry/scene";
import { t } from "../i18n";
import { equal } from "../model/equal";
import { kindOfSubnet, routeTableOf, type SubnetKind } from "../model/network";
import { get, labelOf, type Design, type Resource } from "../model/types";
import { contentsOf } from "../nodes/contents";
import type { NodeFacts } from "../nodes/data";
import { describe, titleOf } from "../nodes/describe";
import { iconOf, type Icon } from "../nodes/icons";

/** A node of the scene, what it says, and whether it is a new object since the last design. */
export interface Told {
  readonly node: Placed;
  readonly facts: NodeFacts;
  /** Read out in its place. */
  readonly label: string;
}

const CHIP_SPACE = 8;

/** Tells what the nodes of a scene say; a node that stands and says as it did last time is the same object. */
export function createTeller(
  typeTitle: (type: string) => string,
): (design: Design, scene: Scene, isSummed: (node: Placed) => boolean) => Told[] {
  let known = new Map<string, Told>();
  const icons = new Map<string, Icon>();
  return (design, scene, isSummed) => {
    const next = new Map<string, Told>();
    const heads = headsOf(scene, (vpc) => nameOf(design.resources[vpc]));
    for (const node of scene.nodes) {
      const told = tell(typeTitle, design, node, heads.get(node.key) ?? null, isSummed(node), icons);
      const before = known.get(node.key);
      next.set(node.key, before && isSame(before, told) ? before : told);
    }
    known = next;
    return [...next.values()];
  };
}

function isSame(a: Told, b: Told): boolean {
  return (
    a.node.parent === b.node.parent && a.label === b.label && equal(a.node.rect, b.node.rect) && equal(a.facts, b.facts)
  );
}

const nameOf = (resource: Resource | undefined): string => (resource ? labelOf(resource) : "");

function tell(
  typeTitle: (type: string) => string,
  design: Design,
  node: Placed,
  head: Slot | null,
  isSummed: boolean,
  icons: Map<string, Icon>,
): Told {
  const resource = node.resource === null ? undefined : design.resources[node.resource];
  const facts = isContainer(node.role)
    ? { ...factsOfContainer(design, node, resource, isSummed, icons), head }
    : factsOfItem(design, node, resource, icons);
  const second = facts.second || facts.cidrs.join(" ");
  return {
    node,
    facts,
    label: [facts.title, second, resource ? typeTitle(resource.type) : ""].filter(Boolean).join(", "),
  };
}

const NO_CHIPS: readonly Chip[] = [];
const NO_CIDRS: readonly string[] = [];

function factsOfItem(
  design: Design,
  node: Placed,
  resource: Resource | undefined,
  icons: Map<string, Icon>,
): NodeFacts {
  const isFirst = resource === undefined || sceneOf(design).keysOf.get(resource.id)?.[0] === node.key;
  return {
    role: node.role,
    resource: node.resource,
    title: resource ? titleOf(design, resource) : node.title,
    second: resource ? describe(design, resource, isFirst) : "",
    icon: resource ? remembered(icons, iconOf(resource)) : null,
    kind: null,
    chips: NO_CHIPS,
    chipsWidth: CHIP_SPACE,
    contents: "",
    cidrs: NO_CIDRS,
    hasDns: false,
    head: null,
    room: null,
  };
}

function factsOfContainer(
  design: Design,
  node: Placed,
  resource: Resource | undefined,
  isSummed: boolean,
  icons: Map<string, Icon>,
): Omit<NodeFacts, "head"> {
  const subnet = node.role === "subnet" ? get(design, "Subnet", node.resource) : undefined;
  const vpc = node.role === "vpc" ? get(design, "Vpc", node.resource) : undefined;
  const chips = subnet ? chipsOf(design, subnet, node.rect.width) : vpc ? chipsOfVpc(design, vpc, node.rect) : NO_CHIPS;
  return {
    role: node.role,
    resource: node.resource,
    title: resource ? labelOf(resource) : node.title || t("no availability zone"),
    second: "",
    icon: resource ? remembered(icons, iconOf(resource)) : null,
    kind: subnet ? kindOf(design, subnet) : null,
    chips,
    chipsWidth: subnet && chips[0] ? node.rect.width - chips[0].rect.x + CHIP_SPACE : CHIP_SPACE,
    contents: isSummed ? contentsOf(design, sceneOf(design), node.key) : "",
    cidrs: cidrsOf(subnet, vpc),
    room: node.room !== undefined && node.room > node.rect.height ? node.room : null,
    hasDns: vpc ? vpc.enable_dns_support !== false && vpc.enable_dns_hostnames === true : false,
  };
}

function kindOf(design: Design, subnet: Parameters<typeof routeTableOf>[1]): SubnetKind {
  return kindOfSubnet(design, routeTableOf(design, subnet));
}

function cidrsOf(subnet: ReturnType<typeof get<"Subnet">>, vpc: ReturnType<typeof get<"Vpc">>): string[] {
  const found = subnet
    ? [subnet.cidr_block, subnet.ipv6_cidr_block]
    : [
        vpc?.cidr_block,
        ...(vpc?.cidr_block_associations ?? []).map((a) => a.cidr_block),
        ...(vpc?.ipv6_cidr_block_associations ?? []).map((a) => a.ipv6_cidr_block),
      ];
  return found.filter((cidr) => typeof cidr === "string");
}

function remembered(icons: Map<string, Icon>, icon: Icon): Icon {
  const known = icons.get(icon.src);
  if (known) return known;
  icons.set(icon.src, icon);
  return icon;
}
