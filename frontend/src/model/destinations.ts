/** What destinations outside the design are called. */
import { t } from "../i18n";

/** AWS services by their endpoint's name; those that a trace may end at without a resource (topology/fargate/aws_services.py). */
export const AWS_SERVICES: Readonly<Record<string, string>> = {
  s3: "Amazon S3",
  dynamodb: "Amazon DynamoDB",
  "ecr.api": "Amazon ECR API",
  "ecr.dkr": "Amazon ECR",
  logs: "CloudWatch Logs",
  monitoring: "CloudWatch metrics",
  secretsmanager: "Secrets Manager",
  ssm: "Systems Manager",
  ssmmessages: "ECS Exec (ssmmessages)",
  kms: "AWS KMS",
  sts: "AWS STS",
  sqs: "Amazon SQS",
  sns: "Amazon SNS",
  events: "Amazon EventBridge",
  states: "AWS Step Functions",
  lambda: "AWS Lambda",
  "kinesis-streams": "Kinesis Data Streams",
  "kinesis-firehose": "Data Firehose",
  "execute-api": "Amazon API Gateway",
  "bedrock-runtime": "Amazon Bedrock",
  xray: "AWS X-Ray",
  ecs: "Amazon ECS",
};

/** AWS's name of a service by its endpoint name; the name itself where it is none of these. */
export function destinationName(to: string): string {
  if (to === "internet") return t("Internet");
  if (to === "docker.io") return "Docker Hub";
  return AWS_SERVICES[to] ?? to;
}
