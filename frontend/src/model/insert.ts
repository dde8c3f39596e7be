/** What inserting an item of the palette at a place comes to. */
import type { Kind } from "./catalogue";
import type { EndpointKind } from "./endpoint-services";
import { NOWHERE, type Context, type Plan } from "./context";
import {
  insertDatabase,
  insertExternalHost,
  insertFileSystem,
  insertInstance,
  insertLoadBalancer,
  insertWorkload,
} from "./insert-compute";
import * as joining from "./insert-joining";
import * as network from "./insert-network";
import * as parts from "./insert-parts";
import { all, type Design } from "./types";

const INSERTS: Record<Kind, (design: Design, context: Context) => Plan> = {
  vpc: network.insertVpc,
  subnet: network.insertSubnet,
  "route-table": (design, context) => network.insertTable(design, context, "RouteTable"),
  "network-acl": (design, context) => network.insertTable(design, context, "NetworkAcl"),
  "vpn-gateway": network.insertVpnGateway,
  "internet-gateway": network.insertInternetGateway,
  "nat-gateway": network.insertNatGateway,
  "egress-only-gateway": network.insertEgressOnlyGateway,
  "interface-endpoint": network.insertInterfaceEndpoint,
  "gateway-endpoint": network.insertGatewayEndpoint,
  service: (design, context) => insertWorkload(design, context, "Service"),
  "standalone-task": (design, context) => insertWorkload(design, context, "StandaloneTask"),
  "scheduled-task": (design, context) => insertWorkload(design, context, "ScheduledTask"),
  "security-group": network.insertSecurityGroup,
  "application-load-balancer": (design, context) => insertLoadBalancer(design, context, "application"),
  "network-load-balancer": (design, context) => insertLoadBalancer(design, context, "network"),
  "file-system": insertFileSystem,
  database: insertDatabase,
  "external-host": insertExternalHost,
  instance: insertInstance,
  cluster: parts.insertCluster,
  "task-definition": parts.insertTaskDefinition,
  listener: parts.insertListener,
  "listener-rule": parts.insertListenerRule,
  "target-group": parts.insertTargetGroup,
  "prefix-list": parts.insertPrefixList,
  "peering-connection": joining.insertPeering,
  "transit-gateway": joining.insertTransitGateway,
  "transit-gateway-attachment": joining.insertAttachment,
  "transit-gateway-route-table": joining.insertTransitRouteTable,
  "vpn-connection": joining.insertVpnConnection,
  "hosted-zone": joining.insertHostedZone,
  "block-public-access": joining.insertBlockPublicAccess,
};

/** The changes that insert this item there, or why it cannot stand there. */
export function planInsert(design: Design, kind: Kind, context: Context): Plan {
  return INSERTS[kind](design, context);
}

/** What stands outside every VPC, wherever one is when inserting it. */
const OUTSIDE: ReadonlySet<Kind> = new Set(["vpc", "external-host", "transit-gateway"]);

/** What an endpoint of the palette is; null for an attachment, which a person is asked the subnets of, too. */
export const ASKS: ReadonlyMap<Kind, EndpointKind | null> = new Map<Kind, EndpointKind | null>([
  ["interface-endpoint", "Interface"],
  ["gateway-endpoint", "Gateway"],
  ["transit-gateway-attachment", null],
]);

/** The context for inserting without a pointer: what is selected, otherwise the only VPC; nothing for what stands outside. */
export function contextWithoutPointer(design: Design, kind: Kind, selected: Context): Context {
  if (OUTSIDE.has(kind)) return NOWHERE;
  if (selected.vpc) return selected;
  const vpcs = all(design, "Vpc");
  return vpcs.length === 1 ? { ...selected, vpc: vpcs[0] } : selected;
}
