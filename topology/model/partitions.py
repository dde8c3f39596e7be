"""AWS's partitions: what ARNs and the names of services end with in a Region.

https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html, https://docs.aws.amazon.com/general/latest/gr/rande.html
"""

from typing import Final, NamedTuple


class Partition(NamedTuple):
    """A partition as `AWS::Partition` and `AWS::URLSuffix` give it."""

    name: str
    suffix: str


COMMERCIAL: Final = Partition("aws", "amazonaws.com")
BY_REGION: Final = {
    "cn-": Partition("aws-cn", "amazonaws.com.cn"),
    "us-gov-": Partition("aws-us-gov", "amazonaws.com"),
    "eusc-": Partition("aws-eusc", "amazonaws.eu"),
}
"""The partitions other than the commercial one, by how the names of their Regions begin."""


def partition_of(region: str) -> Partition:
    """The partition of a Region."""
    return next((p for prefix, p in BY_REGION.items() if region.startswith(prefix)), COMMERCIAL)
