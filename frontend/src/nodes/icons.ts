/** The icon of each resource: AWS's own where there is one, drawn as a glyph on a tile of its category's colour. */
import loadBalancer from "aws-icons/icons/resource/ElasticLoadBalancingApplicationLoadBalancer.svg";
import classicLoadBalancer from "aws-icons/icons/resource/ElasticLoadBalancingClassicLoadBalancer.svg";
import networkLoadBalancer from "aws-icons/icons/resource/ElasticLoadBalancingNetworkLoadBalancer.svg";
import database from "aws-icons/icons/resource/AmazonAuroraAmazonRDSInstance.svg";
import elasticIp from "aws-icons/icons/resource/AmazonEC2ElasticIPAddress.svg";
import fileSystem from "aws-icons/icons/resource/AmazonElasticFileSystemFileSystem.svg";
import service from "aws-icons/icons/resource/AmazonElasticContainerServiceService.svg";
import container from "aws-icons/icons/resource/AmazonElasticContainerServiceContainer1.svg";
import task from "aws-icons/icons/resource/AmazonElasticContainerServiceTask.svg";
import schedule from "aws-icons/icons/resource/AmazonEventBridgeScheduler.svg";
import networkInterface from "aws-icons/icons/resource/AmazonVPCElasticNetworkInterface.svg";
import endpoint from "aws-icons/icons/resource/AmazonVPCEndpoints.svg";
import hostedZone from "aws-icons/icons/resource/AmazonRoute53HostedZone.svg";
import internetGateway from "aws-icons/icons/resource/AmazonVPCInternetGateway.svg";
import natGateway from "aws-icons/icons/resource/AmazonVPCNATGateway.svg";
import networkAcl from "aws-icons/icons/resource/AmazonVPCNetworkAccessControlList.svg";
import peering from "aws-icons/icons/resource/AmazonVPCPeeringConnection.svg";
import router from "aws-icons/icons/resource/AmazonVPCRouter.svg";
import vpc from "aws-icons/icons/resource/AmazonVPCVirtualprivatecloudVPC.svg";
import vpnGateway from "aws-icons/icons/resource/AmazonVPCVPNGateway.svg";
import transit from "aws-icons/icons/resource/AWSTransitGatewayAttachment.svg";
import internet from "aws-icons/icons/resource/Internet.svg";
import server from "aws-icons/icons/resource/Server.svg";
import type { Kind } from "../model/catalogue";
import type { Resource, ResourceType } from "../model/types";
import zone from "./glyphs/availability-zone.svg";
import egressOnlyGateway from "./glyphs/egress-only-gateway.svg";
import generic from "./glyphs/generic.svg";
import listener from "./glyphs/listener.svg";
import securityGroup from "./glyphs/security-group.svg";
import region from "./glyphs/region.svg";
import subnet from "./glyphs/subnet.svg";

export type Tile = "network" | "containers" | "security" | "storage" | "database" | "outside";

export interface Icon {
  readonly src: string;
  readonly tile: Tile;
}

const of = (src: string, tile: Tile): Icon => ({ src, tile });

export const INTERNET = of(internet, "outside");
export const ZONE = of(zone, "network");
export const REGION = of(region, "network");

/** Types that the model gains later have the plain icon until they get their own. */
const PLAIN = of(generic, "outside");

const BY_TYPE: Readonly<Partial<Record<ResourceType, Icon>>> = {
  Vpc: of(vpc, "network"),
  Subnet: of(subnet, "network"),
  RouteTable: of(router, "network"),
  InternetGateway: of(internetGateway, "network"),
  EgressOnlyInternetGateway: of(egressOnlyGateway, "network"),
  VpnGateway: of(vpnGateway, "network"),
  VpnConnection: of(vpnGateway, "network"),
  ElasticIp: of(elasticIp, "network"),
  NatGateway: of(natGateway, "network"),
  Instance: of(server, "containers"),
  NetworkInterface: of(networkInterface, "network"),
  VpcEndpoint: of(endpoint, "network"),
  VpcPeeringConnection: of(peering, "network"),
  TransitGateway: of(transit, "network"),
  TransitGatewayAttachment: of(transit, "network"),
  TransitGatewayRouteTable: of(router, "network"),
  HostedZone: of(hostedZone, "network"),
  PrefixList: of(router, "network"),
  SecurityGroup: of(securityGroup, "security"),
  NetworkAcl: of(networkAcl, "security"),
  Cluster: of(container, "containers"),
  TaskDefinition: of(container, "containers"),
  Service: of(service, "containers"),
  StandaloneTask: of(task, "containers"),
  ScheduledTask: of(schedule, "containers"),
  LoadBalancer: of(loadBalancer, "network"),
  Listener: of(listener, "network"),
  ListenerRule: of(listener, "network"),
  TargetGroup: of(listener, "network"),
  FileSystem: of(fileSystem, "storage"),
  MountTarget: of(fileSystem, "storage"),
  Database: of(database, "database"),
  ExternalHost: of(internet, "outside"),
  Connection: of(peering, "outside"),
};

export function iconOf(resource: Resource): Icon {
  if (resource.type === "LoadBalancer") {
    if (resource.load_balancer_type === "network") return of(networkLoadBalancer, "network");
    if (resource.load_balancer_type === "classic") return of(classicLoadBalancer, "network");
  }
  return BY_TYPE[resource.type] ?? PLAIN;
}

export function iconOfType(type: ResourceType): Icon {
  return BY_TYPE[type] ?? PLAIN;
}

export function iconOfKind(kind: Kind, type: ResourceType): Icon {
  return kind === "network-load-balancer" ? of(networkLoadBalancer, "network") : iconOfType(type);
}
