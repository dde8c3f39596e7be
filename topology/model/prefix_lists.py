"""AWS's own prefix lists, which every account of a Region knows by the same ids."""

from collections.abc import Mapping

NAMED_LISTS: Mapping[str, Mapping[str, str]] = {
    "s3": {
        "us-east-1": "pl-63a5400a", "us-east-2": "pl-7ba54012", "us-west-1": "pl-6ba54002", "us-west-2": "pl-68a54001",
        "ca-central-1": "pl-7da54014", "sa-east-1": "pl-6aa54003", "eu-west-1": "pl-6da54004", "eu-west-2": "pl-7ca54015",
        "eu-central-1": "pl-6ea54007", "eu-north-1": "pl-c3aa4faa", "ap-south-1": "pl-78a54011", "ap-northeast-1": "pl-61a54008",
        "ap-northeast-2": "pl-78a54011", "ap-southeast-1": "pl-6fa54006", "ap-southeast-2": "pl-6ca54005",
    },
    "dynamodb": {
        "us-east-1": "pl-02cd2c6b", "us-west-2": "pl-00a54069", "sa-east-1": "pl-60a54009", "eu-west-1": "pl-6fa54006",
        "ap-northeast-1": "pl-78a54011",
    },
}  # fmt: skip
"""Prefix lists that AWS manages, by service and Region; an id names the same list in every account of a Region, and another one's
in another Region."""


def named_list(id: str, region: str) -> str | None:
    """The name of the prefix list of AWS that has an id in a Region, or in the one Region that has it; None of one that is not known."""
    found = {
        r: f"com.amazonaws.{r}.{service}"
        for service, ids in NAMED_LISTS.items()
        for r, held in ids.items()
        if held == id
    }
    return found.get(region) or (next(iter(found.values())) if len(found) == 1 else None)


def id_of_list(name: str, region: str) -> str | None:
    """The id in a Region of the prefix list of AWS that has a name (`com.amazonaws.us-east-1.s3`), where it is known."""
    service = name.removeprefix(f"com.amazonaws.{region}.")
    return NAMED_LISTS.get(service, {}).get(region)
