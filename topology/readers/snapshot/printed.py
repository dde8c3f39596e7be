"""What the files of a snapshot hold: lists by name, each with the account and Region that its file lies in, and whether it is whole.

The AWS CLI prints one list a file, the files of other tools several; either is told by the names of the lists. Some commands print a
list without saying of what (`search-transit-gateway-routes`, `get-managed-prefix-list-entries`): the id is then looked for in
the file's name.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ...i18n import _
from ..errors import ReadError

TOKENS = ("NextToken", "nextToken", "NextMarker", "Marker")
SINGLE = ("taskDefinition", "VpcBlockPublicAccessOptions")  # what is printed alone, not in a list
HOSTED_ZONE = "HostedZone"  # get-hosted-zone prints its VPCs beside it
ATTRIBUTES = "VpcAttributes"  # describe-vpc-attribute prints one VPC's, without a name for it
_ACCOUNT = re.compile(r"\d{12}\Z")
_REGION = re.compile(r"(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-[a-z]+)+-\d\Z")
_ID = re.compile(r"(?<![A-Za-z0-9])(?:(?:tgw-rtb|pl|vpc)-[0-9a-f]{4,}|Z[0-9A-Z]{8,32})(?![0-9A-Za-z])")


class Printed(NamedTuple):
    """One list of one file. `whole` is False where the file says that there is more; `about` is an id in the file's name."""

    name: str
    file: str
    items: list[Any]
    account: str | None
    region: str | None
    whole: bool
    about: str | None


def printed(files: Mapping[str, bytes]) -> list[Printed]:
    """Every list of the files, in the order of their names. Raises ReadError for a file that is no JSON."""
    found: list[Printed] = []
    for file, data in sorted(files.items()):
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise ReadError("not-json", _("this is not JSON: %s") % error, file) from error
        if isinstance(value, dict):
            steps = re.split(r"[/\\]", file)
            account = next((s for s in steps[:-1] if _ACCOUNT.match(s)), None)
            region = next((s for s in steps[:-1] if _REGION.match(s)), None)
            more = any(value.get(t) for t in TOKENS) or value.get("AdditionalRoutesAvailable") is True
            more = more or value.get("IsTruncated") is True
            about = _ID.search(steps[-1])
            for name, items in _lists_of(value):
                found.append(Printed(name, file, items, account, region, not more, about.group() if about else None))
    return found


def _lists_of(value: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    if is_attribute(value):
        yield ATTRIBUTES, [value]
    for name, items in value.items():
        if isinstance(items, list):
            yield name, items
        elif name == HOSTED_ZONE and isinstance(items, dict):
            yield "HostedZones", [{**items, "VPCs": value.get("VPCs")}]
        elif name in SINGLE:
            yield name, [items]


def is_attribute(value: dict[str, Any]) -> bool:
    """Whether a value is what describe-vpc-attribute prints."""
    return "VpcId" in value and any(isinstance(value.get(k), dict) for k in ("EnableDnsSupport", "EnableDnsHostnames"))


def left_open(lists: list[Printed]) -> dict[str, list[str]]:
    """The lists of which pages are missing, by name, with the files that say so: all the pages of a place say that there is more."""
    pages: dict[tuple[str, str | None, str | None], list[Printed]] = {}
    for held in lists:
        pages.setdefault((held.name, held.account, held.region), []).append(held)
    found: dict[str, list[str]] = {}
    for (name, _account, _region), group in pages.items():
        if not any(p.whole for p in group):
            found.setdefault(name, []).extend(p.file for p in group)
    return found
