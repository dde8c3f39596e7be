/** The AWS services that an endpoint is offered for, those that a Fargate task needs first. */
import { t } from "../i18n";
import { AWS_SERVICES } from "./destinations";
import { all, type Design, type RouteTable, type Vpc } from "./types";

export type EndpointKind = "Interface" | "Gateway";

export interface Offered {
  /** The end of its name in AWS: `ecr.api`. */
  readonly service: string;
  readonly title: string;
  /** What a task needs it for; empty for what only the application may want. */
  readonly purpose: string;
  /** Whether the VPC has an endpoint of this kind for it. */
  readonly isHeld: boolean;
}

/** Gateway endpoints are for these alone: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export const GATEWAY_SERVICES: readonly string[] = ["s3", "dynamodb"];
/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html and the ECR page that it leads to. */
const OF_TASKS = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "kms", "sts"];

/** What to choose from for an endpoint of this kind in this VPC. */
export function offeredServices(design: Design, vpc: Vpc, kind: EndpointKind): Offered[] {
  const others = Object.keys(AWS_SERVICES).filter((one) => !OF_TASKS.includes(one));
  return (kind === "Gateway" ? GATEWAY_SERVICES : [...OF_TASKS, ...others]).map((service) => ({
    service,
    title: AWS_SERVICES[service] ?? service,
    purpose: purposeOf(service, kind),
    isHeld: isHeld(design, vpc, service, kind),
  }));
}

/** The first of these that the VPC has no endpoint for; the first of all where it has every one. */
export function firstMissing(offered: readonly Offered[]): string {
  return (offered.find((one) => !one.isHeld) ?? offered[0])?.service ?? "";
}

/** Whether the VPC has an endpoint of this kind for this service. */
export function isHeld(design: Design, vpc: Vpc, service: string, kind: EndpointKind): boolean {
  return all(design, "VpcEndpoint").some(
    (one) =>
      one.vpc_id === vpc.id &&
      (one.vpc_endpoint_type ?? "Gateway") === kind &&
      one.service_name === serviceName(design, vpc, service),
  );
}

/** AWS's whole name of a service in the VPC's Region: one that is whole already (`com.amazonaws.vpce.…`) stays as it is. */
export function serviceName(design: Design, vpc: Vpc, service: string): string {
  return /^(com\.amazonaws|aws)\./.test(service) ? service : `com.amazonaws.${vpc.region || design.region}.${service}`;
}

/** The route tables of a VPC, which a gateway endpoint writes its routes into. */
export function tablesOf(design: Design, vpc: Vpc): RouteTable[] {
  return all(design, "RouteTable").filter((table) => table.vpc_id === vpc.id);
}

function purposeOf(service: string, kind: EndpointKind): string {
  switch (service) {
    case "ecr.api":
      return t("asks Amazon ECR for an image");
    case "ecr.dkr":
      return t("pulls the image's manifest from Amazon ECR");
    case "s3":
      return kind === "Gateway" ? t("pulls the layers of images in Amazon ECR") : "";
    case "logs":
      return t("sends the logs of the awslogs driver");
    case "secretsmanager":
      return t("reads secrets as the task starts");
    case "ssm":
      return t("reads parameters as the task starts");
    case "ssmmessages":
      return t("lets you into a container with ECS Exec");
    case "kms":
      return t("decrypts what a key of yours protects, as ECS Exec's sessions");
    case "sts":
      return t("lets the application assume another role");
    default:
      return "";
  }
}
