/** The second line of a node: the one or two facts about it that matter on a network. */
import { trafficOf } from "../geometry/links";
import { t, tn } from "../i18n";
import { all, get, labelOf, type Design, type Resource, type ResourceOf } from "../model/types";
import { typeTitle } from "../state/design";
import { describeJoin } from "./describe-joins";

/** What stands under a resource's name; `isFirst` where it stands in several subnets and this is the first of them. */
export function describe(design: Design, resource: Resource, isFirst = true): string {
  switch (resource.type) {
    case "Service":
      return isFirst ? workload(design, resource, resource.desired_count ?? 1) : t("same service");
    case "StandaloneTask":
      return isFirst ? workload(design, resource, resource.count ?? 1) : t("same task");
    case "ScheduledTask":
      return isFirst ? (resource.schedule_expression ?? t("scheduled")) : t("same task");
    case "LoadBalancer":
      return isFirst ? loadBalancer(design, resource) : t("same load balancer");
    case "Database":
      return isFirst
        ? [resource.engine ?? t("database"), resource.port].filter(Boolean).join(", ")
        : t("same database");
    case "VpcEndpoint":
      return endpoint(resource, isFirst);
    case "NatGateway":
      return natGateway(design, resource);
    case "InternetGateway":
    case "VpnGateway":
      return resource.vpc_id ? t("attached") : t("not attached");
    case "EgressOnlyInternetGateway":
      return t("IPv6, outbound only");
    case "SecurityGroup":
      return t("{in} in, {out} out", {
        in: resource.security_group_ingress?.length ?? 0,
        out: resource.security_group_egress ? resource.security_group_egress.length : t("all"),
      });
    case "MountTarget":
      return t("EFS mount target");
    case "FileSystem":
      return tn("EFS, {n} mount target", "EFS, {n} mount targets", mountsOf(design, resource.id));
    case "ExternalHost":
      return resource.address ?? t("no address yet");
    case "Instance":
      return (
        resource.private_ip_address ?? (resource.source_dest_check === false ? t("NAT instance") : t("EC2 instance"))
      );
    case "NetworkInterface":
      return resource.private_ip_addresses?.[0] ?? t("network interface");
    case "HostedZone":
      return hostedZone(resource);
    case "TransitGateway":
    case "TransitGatewayAttachment":
    case "TransitGatewayRouteTable":
    case "VpcPeeringConnection":
    case "VpnConnection":
      return describeJoin(design, resource, isFirst);
    default:
      return typeTitle(resource.type);
  }
}

/** What a node is called. A mount target goes by its file system's name. */
export function titleOf(design: Design, resource: Resource): string {
  if (resource.type === "MountTarget" && !resource.name) {
    const fileSystem = get(design, "FileSystem", resource.file_system_id);
    if (fileSystem) return labelOf(fileSystem);
  }
  if (resource.type === "VpcEndpoint" && !resource.name && resource.service_name)
    return serviceOf(resource.service_name);
  if (resource.type === "HostedZone" && !resource.name && resource.zone_name) return resource.zone_name;
  if (resource.type === "Service" && !resource.name && resource.service_name) return resource.service_name;
  if (resource.type === "Connection" && !resource.name) {
    const [from, to] = [resource.source, resource.destination].map((id) => labelOf(design.resources[id] ?? resource));
    return t("{from} → {to}, {what}", { from: from ?? "", to: to ?? "", what: trafficOf(resource) });
  }
  return labelOf(resource);
}

function hostedZone(resource: ResourceOf<"HostedZone">): string {
  const n = resource.vpcs?.length ?? 0;
  return n === 0 ? t("public hosted zone") : tn("private, in {n} VPC", "private, in {n} VPCs", n);
}

function serviceOf(serviceName: string): string {
  return serviceName.replace(/^(com\.amazonaws|aws\.api)\.[a-z0-9-]+\./, "");
}

function workload(design: Design, resource: ResourceOf<"Service" | "StandaloneTask">, count: number): string {
  const definition = get(design, "TaskDefinition", resource.task_definition);
  const isWindows = definition?.operating_system_family?.toUpperCase().startsWith("WINDOWS") ?? false;
  const version = resource.platform_version ?? "LATEST";
  return tn("{n} task, {os} {version}", "{n} tasks, {os} {version}", count, {
    os: isWindows ? "Windows" : "Linux",
    version,
  });
}

function loadBalancer(design: Design, resource: ResourceOf<"LoadBalancer">): string {
  const scheme = resource.scheme === "internal" ? t("internal") : t("internet-facing");
  const listener = all(design, "Listener").find((l) => l.load_balancer_arn === resource.id);
  const port = listener ? [listener.protocol, listener.port].filter(Boolean).join(" ") : "";
  return [port, scheme, resource.ip_address_type === "dualstack" ? "dualstack" : ""].filter(Boolean).join(", ");
}

function endpoint(resource: ResourceOf<"VpcEndpoint">, isFirst: boolean): string {
  if ((resource.vpc_endpoint_type ?? "Gateway") === "Gateway") {
    const n = resource.route_table_ids?.length ?? 0;
    return n === 0 ? t("gateway, no route table") : tn("gateway, {n} route table", "gateway, {n} route tables", n);
  }
  if (!isFirst) return t("same endpoint");
  return resource.private_dns_enabled === false ? t("interface, no private DNS") : t("interface, private DNS");
}

function natGateway(design: Design, resource: ResourceOf<"NatGateway">): string {
  const address = resource.public_ip_address ?? get(design, "ElasticIp", resource.allocation_id)?.public_ip;
  if (address) return address;
  const kind = resource.connectivity_type === "private" ? t("private NAT") : t("public NAT");
  return resource.availability_mode === "regional" ? t("{kind}, regional", { kind }) : kind;
}

function mountsOf(design: Design, fileSystemId: string): number {
  return all(design, "MountTarget").filter((m) => m.file_system_id === fileSystemId).length;
}
