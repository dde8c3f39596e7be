/** What a trace may run between: resources with network interfaces, the internet, AWS services, and any address. */
import { t } from "../i18n";
import { isAddress } from "../model/cidr";
import { AWS_SERVICES, destinationName } from "../model/destinations";
import type { Design, Resource, ResourceType } from "../model/types";
import { titleOf } from "../nodes/describe";

export type EndRole = "source" | "destination";

export interface EndChoice {
  /** What the API is asked with. */
  readonly value: string;
  readonly title: string;
  readonly hint: string;
}

export const INTERNET = "internet";

/** What has a network interface, or stands for something outside (the network behind a VPN or Direct Connect); in the order in which
 *  one looks for them. */
const TYPES: readonly ResourceType[] = [
  "Service",
  "StandaloneTask",
  "ScheduledTask",
  "LoadBalancer",
  "Database",
  "FileSystem",
  "MountTarget",
  "VpcEndpoint",
  "Instance",
  "NetworkInterface",
  "NatGateway",
  "ExternalHost",
  "VpnGateway",
  "VpnConnection",
  "TransitGatewayAttachment",
];
/** A gateway endpoint has no interface; a NAT gateway and a file system begin nothing. */
const ONLY_DESTINATIONS: ReadonlySet<ResourceType> = new Set([
  "FileSystem",
  "MountTarget",
  "VpcEndpoint",
  "NatGateway",
]);

/** The transit gateway attachments that lead to a network outside AWS. */
const BEHIND: ReadonlySet<unknown> = new Set(["vpn", "direct-connect-gateway", "connect"]);

/** Whether a trace may begin, or end, at a resource. */
export function mayBeEnd(resource: Resource, role: EndRole): boolean {
  if (!TYPES.includes(resource.type)) return false;
  if (resource.type === "VpcEndpoint" && (resource.vpc_endpoint_type ?? "Gateway") === "Gateway") return false;
  if (resource.type === "TransitGatewayAttachment" && !BEHIND.has(resource.resource_type)) return false;
  return role === "destination" || !ONLY_DESTINATIONS.has(resource.type);
}

/** Every end that can be named without typing an address. */
export function endChoices(design: Design, role: EndRole, typeTitle: (type: string) => string): EndChoice[] {
  const resources = Object.values(design.resources)
    .filter((one) => mayBeEnd(one, role))
    .sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type))
    .map((one) => ({ value: one.id, title: titleOf(design, one), hint: typeTitle(one.type) }));
  const internet = { value: INTERNET, title: destinationName(INTERNET), hint: t("any address outside") };
  const services = Object.entries(AWS_SERVICES).map(([value, title]) => ({ value, title, hint: t("AWS service") }));
  return [...resources, internet, ...(role === "destination" ? services : [])];
}

/** The choices that a text finds, best first; a whole address is a choice of its own. */
export function matchingEnds(choices: readonly EndChoice[], text: string): EndChoice[] {
  const query = text.trim().toLowerCase();
  const rank = (one: EndChoice): number => {
    const [title, value] = [one.title.toLowerCase(), one.value.toLowerCase()];
    if (title === query || value === query) return 0;
    if (title.startsWith(query) || value.startsWith(query)) return 1;
    return `${title} ${value} ${one.hint.toLowerCase()}`.includes(query) ? 2 : 3;
  };
  const found = choices.map((one, i) => ({ one, i, rank: rank(one) })).filter((found) => found.rank < 3);
  const sorted = found.sort((a, b) => a.rank - b.rank || a.i - b.i).map(({ one }) => one);
  const address = text.trim();
  return isAddress(address) ? [{ value: address, title: address, hint: t("address") }, ...sorted] : sorted;
}

/** What an end is called. */
export function endName(design: Design, value: string): string {
  const resource = design.resources[value];
  return resource ? titleOf(design, resource) : destinationName(value);
}
