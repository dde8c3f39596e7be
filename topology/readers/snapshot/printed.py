"""What the files of a snapshot hold: lists by name, each with the account and Region that its file lies in, and whether it is whole.

The AWS CLI prints one list a file, the files of other tools several; either is told by the names of the lists. Some commands print a
list without saying of what (`search-transit-gateway-routes`, `get-managed-prefix-list-entries`): the id is then looked for in
the file's name.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from ...i18n import _
from ..errors import ReadError

TOKENS = ("NextToken", "nextToken", "NextMarker", "Marker")
SINGLE = ("taskDefinition", "VpcBlockPublicAccessOptions", "DomainStatus")  # what is printed alone, not in a list
_DECODER = json.JSONDecoder()
UNNAMED = ""  # a list of which nothing tells what it is
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


def printed(files: Mapping[str, bytes], names: Mapping[str, str]) -> list[Printed]:
    """Every list of the files, in the order of their names. `names` are the lists that are known, by their names in small letters.
    Raises ReadError for a file that is no JSON."""
    found: list[Printed] = []
    for file, data in sorted(files.items()):
        steps = re.split(r"[/\\]", file)
        account = next((s for s in steps[:-1] if _ACCOUNT.match(s)), None) or _below_accounts(steps[:-1])
        region = next((s for s in steps[:-1] if _REGION.match(s)), None)
        about = _ID.search(steps[-1])
        for value in _pages(data, file, names):
            more = any(value.get(t) for t in TOKENS) or value.get("AdditionalRoutesAvailable") is True
            more = more or value.get("IsTruncated") is True
            for name, items in _lists_of(value):
                found.append(Printed(name, file, items, account, region, not more, about.group() if about else None))
    return found


def _below_accounts(steps: list[str]) -> str | None:
    """The folder below one that is called `accounts`."""
    return next((account for above, account in pairwise(steps) if above == "accounts"), None)


def values(data: bytes, file: str) -> list[Any]:
    """The values that a file holds, one after the other, as commands wrote them that were given the same file; none in an empty one.
    Raises ReadError for a file that is no JSON."""
    found: list[Any] = []
    try:
        text = data.decode(json.detect_encoding(data)).lstrip("\ufeff")
        at = _after_space(text, 0)
        while at < len(text):
            value, at = _DECODER.raw_decode(text, at)
            found.append(value)
            at = _after_space(text, at)
    except (ValueError, RecursionError) as error:
        raise ReadError("not-json", _("this is not JSON: %s") % error, file) from error
    return found


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _pages(data: bytes, file: str, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What the commands printed into a file. A list is of such pages, or of the things that `--query` left: the file's name says of what."""
    for value in values(data, file):
        if isinstance(value, dict):
            yield value
        elif isinstance(value, list):
            held = [v for item in value for v in (item if isinstance(item, list) else [item]) if isinstance(v, dict)]
            yield from (v for v in held if not _is_thing(v))
            if things := [v for v in held if _is_thing(v)]:
                yield _under_a_name(things, file, names)


def _is_thing(value: dict[str, Any]) -> bool:
    """Whether a value is one thing that has an id, and no page of a list."""
    return any(re.search(r"(?:Id|ID|Arn|ARN)\Z", name) and isinstance(held, str) for name, held in value.items())


def _under_a_name(things: list[Any], file: str, names: Mapping[str, str]) -> dict[str, Any]:
    """Things that a file holds without the name of their list, under the name that the file's own says."""
    stem = re.split(r"[/\\]", file)[-1].split(".")[0].lower()
    words = re.sub(r"[^a-z]", "", re.sub(r".*describe[-_]?|\A(?:ec2|ecs|elbv2|rds|efs)[-_]", "", stem))
    if words == "instances":
        return {"Reservations": [{"Instances": things}]}
    return {names.get(words, UNNAMED): things}


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
