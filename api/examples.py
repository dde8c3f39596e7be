"""Requests as they are sent, for the description of the API: to the design of the sample `orders-platform`, just made."""

from typing import Any

from drf_spectacular.utils import OpenApiExample


def _sent(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value, request_only=True)


SIGN_IN = _sent("Sign in", {"username": "you", "password": "your password", "name": "pipeline"})
NEW_DESIGN = _sent("An empty design", {"name": "Orders"})
RENAME = _sent("A new name", {"name": "Orders, production"})
CHANGES = _sent(
    "Two changes",
    {
        "revision": 1,
        "client": "deployment-pipeline",
        "changes": [
            {
                "op": "add",
                "resource": {"type": "Subnet", "id": "AppC", "vpc_id": "OrdersVpc", "cidr_block": "10.20.12.0/24"},
            },
            {"op": "connect", "id": "OrdersApi", "property": "subnets", "value": "AppC"},
        ],
    },
)
TRACE = _sent(
    "A task to Amazon S3",
    {"source": "OrdersApi", "destination": "s3", "protocol": "tcp", "port": 443, "family": "ipv4"},
)
EXPORT = _sent("A template", {"format": "cloudformation"})
INTENT = _sent("A subnet without a way to the internet", {"intent": "isolated-subnet", "resource": "AppA"})
FAILURE = _sent("A zone and a NAT gateway", {"off": ["us-east-1b", "NatA"]})
RESTORE = _sent("From revision 2 to the one of the path", {"revision": 2, "client": "deployment-pipeline"})
