/** What inserting an item of the palette at a place comes to. */
import type { Kind } from "./catalogue";
import { NOWHERE, type Context, type Plan } from "./context";
import {
  insertDatabase,
  insertExternalHost,
  insertFileSystem,
  insertLoadBalancer,
  insertWorkload,
} from "./insert-compute";
import * as network from "./insert-network";
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
};

/** The changes that insert this item there, or why it cannot stand there. */
export function planInsert(design: Design, kind: Kind, context: Context): Plan {
  return INSERTS[kind](design, context);
}

/** The context for inserting without a pointer: what is selected, otherwise the only VPC; nothing for what stands outside. */
export function contextWithoutPointer(design: Design, kind: Kind, selected: Context): Context {
  if (kind === "vpc" || kind === "external-host") return NOWHERE;
  if (selected.vpc) return selected;
  const vpcs = all(design, "Vpc");
  return vpcs.length === 1 ? { ...NOWHERE, vpc: vpcs[0] } : NOWHERE;
}
