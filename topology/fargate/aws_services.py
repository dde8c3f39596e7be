"""AWS services that a task may be asked to reach, by the names of their VPC endpoint services.

https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html; Amazon S3 and DynamoDB have gateway endpoints
too: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html.
"""

import re
from typing import Final, NamedTuple

AWS_SERVICES: Final[frozenset[str]] = frozenset((
    "acm-pca", "athena", "autoscaling", "bedrock-runtime", "cloudformation", "cloudtrail", "codebuild", "dynamodb", "ec2", "ec2messages",
    "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "elasticfilesystem", "elasticloadbalancing", "events", "execute-api",
    "glue", "kinesis-firehose", "kinesis-streams", "kms", "lambda", "logs", "monitoring", "rds", "rds-data", "s3", "secretsmanager",
    "servicediscovery", "sns", "sqs", "ssm", "ssmmessages", "states", "sts", "xray",
))  # fmt: skip
_FULL = r"^(?:cn\.)?com\.amazonaws\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.(?P<service>[a-z0-9.-]{1,60})$"


class AwsService(NamedTuple):
    """A service at its HTTPS endpoint; `region` is None for the Region of whoever asks."""

    name: str
    region: str | None = None


def aws_service(text: str) -> AwsService | None:
    """The service that a text names: `s3`, `ecr.api`, `com.amazonaws.eu-west-1.logs`. None where it names none."""
    if text in AWS_SERVICES:
        return AwsService(text)
    found = re.match(_FULL, text)
    return AwsService(found["service"], found["region"]) if found else None
