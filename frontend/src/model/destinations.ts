/** What destinations outside the design are called. */
import { t } from "../i18n";

/** AWS's name of a service by its endpoint name; the name itself where it is none of these. */
export function destinationName(to: string): string {
  const names: Readonly<Record<string, string>> = {
    internet: t("Internet"),
    s3: "Amazon S3",
    dynamodb: "Amazon DynamoDB",
    "ecr.api": "Amazon ECR API",
    "ecr.dkr": "Amazon ECR",
    logs: "CloudWatch Logs",
    secretsmanager: "Secrets Manager",
    ssm: "Systems Manager",
    ssmmessages: "ECS Exec (ssmmessages)",
    kms: "AWS KMS",
    sts: "AWS STS",
    "docker.io": "Docker Hub",
  };
  return names[to] ?? to;
}
