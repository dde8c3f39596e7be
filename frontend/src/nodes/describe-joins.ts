/** The second line of what joins networks: what it joins. */
import { t, tn } from "../i18n";
import { all, get, labelOf, type Design, type ResourceOf } from "../model/types";

type Join = ResourceOf<
  "TransitGateway" | "TransitGatewayAttachment" | "TransitGatewayRouteTable" | "VpcPeeringConnection" | "VpnConnection"
>;

export function describeJoin(design: Design, resource: Join, isFirst: boolean): string {
  const name = (id: string | null | undefined): string | null => {
    const found = id ? design.resources[id] : undefined;
    return found ? labelOf(found) : (id ?? null);
  };
  switch (resource.type) {
    case "TransitGateway": {
      const n = all(design, "TransitGatewayAttachment").filter((a) => a.transit_gateway_id === resource.id || a.peer_transit_gateway_id === resource.id).length; // prettier-ignore
      return tn("{n} attachment", "{n} attachments", n);
    }
    case "TransitGatewayAttachment":
      return isFirst ? attachment(resource, name) : t("same attachment");
    case "TransitGatewayRouteTable": {
      const gateway = name(resource.transit_gateway_id);
      return gateway === null ? t("no transit gateway") : t("route table of {gateway}", { gateway });
    }
    case "VpcPeeringConnection": {
      const ends = [name(resource.vpc_id), name(resource.peer_vpc_id)].map((end) => end ?? t("another VPC"));
      const state = resource.state ?? "active";
      const text = ends.join(" ↔ ");
      return state === "active" ? text : t("{what}, {state}", { what: text, state });
    }
    case "VpnConnection": {
      const end = get(design, "VpnGateway", resource.vpn_gateway_id) ?? get(design, "TransitGateway", resource.transit_gateway_id); // prettier-ignore
      return end ? t("VPN to {gateway}", { gateway: labelOf(end) }) : t("VPN, no gateway yet");
    }
  }
}

function attachment(
  resource: ResourceOf<"TransitGatewayAttachment">,
  name: (id: string | null | undefined) => string | null,
): string {
  const gateway = name(resource.transit_gateway_id);
  if (gateway === null) return t("no transit gateway");
  const stands = (resource.subnet_ids?.length ?? 0) > 0; // where it stands says which VPC it is of
  const end = {
    vpc: stands ? null : name(resource.vpc_id),
    vpn: name(resource.vpn_connection_id) ?? t("VPN"),
    "direct-connect-gateway": t("Direct Connect"),
    connect: t("Connect"),
    peering: name(resource.peer_transit_gateway_id) ?? t("another transit gateway"),
  }[resource.resource_type ?? "vpc"];
  return end === null ? t("to {gateway}", { gateway }) : `${end} ↔ ${gateway}`;
}
