/** Routes as a person edits them, and which route an address takes: in the engine's order (topology/reachability/routing.py). */
import { t } from "../i18n";
import { contains, formatCidr, parseCidr, type Block } from "./cidr";
import { destinationOf, ipv4BlocksOf, ipv6BlocksOf, targetOf } from "./network";
import { all, get, labelOf, type Design, type ResourceType, type Route, type RouteTable } from "./types";

/** The field of a route that names a target of this type. */
const TARGET_FIELD: Readonly<Partial<Record<ResourceType, string>>> = {
  InternetGateway: "gateway_id",
  VpnGateway: "gateway_id",
  NatGateway: "nat_gateway_id",
  EgressOnlyInternetGateway: "egress_only_internet_gateway_id",
  TransitGateway: "transit_gateway_id",
  VpcPeeringConnection: "vpc_peering_connection_id",
  VpcEndpoint: "vpc_endpoint_id",
  NetworkInterface: "network_interface_id",
  Instance: "instance_id",
};
const TARGET_FIELDS = [...new Set(Object.values(TARGET_FIELD))];
const DESTINATION_FIELDS = ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"];

/** What a route of this table may lead to. Gateway endpoints are no choice: AWS writes their routes itself. */
export function targetsOf(design: Design, table: RouteTable): { id: string; name: string }[] {
  return Object.values(design.resources)
    .filter((r) => r.type in TARGET_FIELD)
    .filter((r) => !("vpc_id" in r) || !r.vpc_id || r.vpc_id === table.vpc_id || r.type === "VpcPeeringConnection")
    .filter((r) => r.type !== "VpcEndpoint" || r.vpc_endpoint_type === "GatewayLoadBalancer")
    .map((r) => ({ id: r.id, name: labelOf(r) }));
}

/** A route from what was typed, or the text that says what is wrong in which column. */
export function readRoute(
  design: Design,
  before: Route,
  destination: string,
  target: string,
): { route: Route } | { column: "destination" | "target"; why: string } {
  const text = destination.trim();
  const block = parseCidr(text);
  const list = block ? undefined : (get(design, "PrefixList", text) ?? all(design, "PrefixList").find((p) => labelOf(p) === text)); // prettier-ignore
  if (!block && !list) return { column: "destination", why: t("A CIDR as 0.0.0.0/0 or ::/0, or a prefix list.") };
  const found = design.resources[target];
  const field = found && TARGET_FIELD[found.type];
  if (!field) return { column: "target", why: t("Choose where it leads.") };
  if (found.type === "EgressOnlyInternetGateway" && block?.family === "ipv4")
    return { column: "target", why: t("An egress-only internet gateway carries IPv6 only.") };
  const gone = [...TARGET_FIELDS, ...DESTINATION_FIELDS];
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !gone.includes(name)));
  const to = !block ? { destination_prefix_list_id: list?.id ?? text } : block.family === "ipv4" ? { destination_cidr_block: formatCidr(block) } : { destination_ipv6_cidr_block: formatCidr(block) }; // prettier-ignore
  return { route: { ...kept, ...to, [field]: target } as Route };
}

/** Which route an address takes. `at` is its place in the table; null for the local route, which every table has. */
export type Winner =
  | { readonly kind: "local"; readonly by: string }
  | { readonly kind: "route"; readonly at: number; readonly by: string; readonly target: string | null }
  | { readonly kind: "endpoint"; readonly by: string; readonly target: string }
  | { readonly kind: "none" };

interface Entry {
  readonly block: Block;
  readonly rank: number;
  readonly winner: Winner;
}

/** Local before static before a prefix list's before propagated, where two are equally long. */
const RANK = { local: 0, static: 1, list: 2, propagated: 3 } as const;

/** The route that wins for an address: the longest prefix, then the rank, then the table's order. Null where it is no address. */
export function winnerFor(design: Design, table: RouteTable, address: string): Winner | null {
  const text = address.trim();
  const sought = parseCidr(text.includes("/") ? "" : `${text}/${text.includes(":") ? 128 : 32}`);
  if (!sought) return null;
  const held = entriesOf(design, table).filter(({ block }) => contains(block, sought));
  held.sort((a, b) => b.block.prefix - a.block.prefix || a.rank - b.rank);
  return held[0]?.winner ?? { kind: "none" };
}

function entriesOf(design: Design, table: RouteTable): Entry[] {
  const vpc = get(design, "Vpc", table.vpc_id);
  const local = vpc ? [...ipv4BlocksOf(vpc), ...ipv6BlocksOf(vpc)] : [];
  const entries: Entry[] = local.map((block) => ({ block, rank: RANK.local, winner: { kind: "local", by: formatCidr(block) } })); // prettier-ignore
  (table.routes ?? []).forEach((route, at) => {
    if ((route.gateway_id as string | null | undefined) === "local") return;
    const target = targetOf(route);
    const cidr = route.destination_cidr_block ?? route.destination_ipv6_cidr_block;
    const blocks = cidr ? [parseCidr(cidr)] : blocksOfList(design, route.destination_prefix_list_id);
    const rank = !cidr ? RANK.list : route.propagated ? RANK.propagated : RANK.static;
    const by = destinationOf(route) ?? "";
    for (const block of blocks) if (block) entries.push({ block, rank, winner: { kind: "route", at, by, target } });
  });
  for (const endpoint of all(design, "VpcEndpoint")) {
    if ((endpoint.vpc_endpoint_type ?? "Gateway") !== "Gateway" || endpoint.vpc_id !== table.vpc_id) continue;
    if (!endpoint.route_table_ids?.includes(table.id) || !endpoint.service_name) continue;
    const list = all(design, "PrefixList").find((p) => p.prefix_list_name === endpoint.service_name);
    const takesIpv6 = endpoint.ip_address_type === "ipv6" || endpoint.ip_address_type === "dualstack";
    for (const block of blocksOfList(design, list?.id)) {
      if (!block || (block.family === "ipv6" && !takesIpv6)) continue;
      entries.push({
        block,
        rank: RANK.list,
        winner: { kind: "endpoint", by: endpoint.service_name, target: endpoint.id },
      });
    }
  }
  return entries;
}

/** A list of which an entry cannot be read is not followed at all, as in the engine. */
function blocksOfList(design: Design, id: string | null | undefined): Block[] {
  const blocks = (get(design, "PrefixList", id)?.entries ?? []).map((entry) => parseCidr(entry));
  return blocks.every((block) => block !== null) ? blocks : [];
}
