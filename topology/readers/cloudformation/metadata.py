"""What a template's Metadata holds for Farway alone: resources that CloudFormation has no type for, and settings."""

from collections.abc import Iterable
from typing import Any

from ...i18n import _
from ...model import RESOURCE_TYPES, Topology
from ...model.accepted import NAMING, Accepted
from ...model.references import rename_references
from ...model.validation import Invalid, validated
from .stack import Stack

SECTION = "Farway"
TYPES = frozenset(("StandaloneTask", "Connection", "ExternalHost"))


class Metadata:
    """The region and settings that the templates name, the documents of the resources, and the tags of what can have none."""

    def __init__(self) -> None:
        self.region: str | None = None
        self.account_settings: dict[str, str] = {}
        self.quotas: dict[str, int] = {}
        self.accepted: list[Accepted] = []
        self.resources: dict[str, Any] = {}
        self.tags: dict[str, dict[str, str]] = {}


def read_metadata(stacks: Iterable[Stack]) -> Metadata:
    """What the templates hold for Farway. Raises ReadError where it is not what Farway writes."""
    found = Metadata()
    for stack in stacks:
        sections = stack.source.value.get("Metadata")
        own = sections.get(SECTION) if isinstance(sections, dict) else None
        if own is None:
            continue
        resources = own.get("Resources") or {} if isinstance(own, dict) else None
        if not isinstance(resources, dict) or not isinstance(own.get("AccountSettings") or {}, dict):
            raise stack.error(
                "not-a-template", _("the Metadata of Farway is not what Farway writes"), "Metadata", SECTION
            )
        for logical, document in resources.items():
            if not isinstance(document, dict) or document.get("type") not in TYPES:
                message = _("“%(id)s” in the Metadata of Farway must have one of these types: %(types)s")
                raise stack.error(
                    "not-a-template", message % {"id": logical, "types": ", ".join(sorted(TYPES))}, "Metadata", SECTION
                )
            found.resources[stack.id(logical)] = rename_references(
                RESOURCE_TYPES[document["type"]], {**document, "id": logical}, stack.id
            )
        if isinstance(region := own.get("Region"), str):
            found.region = found.region or region
        found.account_settings.update(own.get("AccountSettings") or {})
        found.quotas.update(_quotas(stack, own.get("Quotas")))
        found.tags.update({stack.id(logical): tags for logical, tags in _tags(stack, own.get("Tags")).items()})
        found.accepted += _accepted(stack, own.get("Accepted"), {*stack.resources, *resources})
    return found


def _accepted(stack: Stack, value: Any, names: set[str]) -> tuple[Accepted, ...]:
    """The findings that a template's author accepted, with the resources of this stack by their ids."""
    if not value:
        return ()
    if isinstance(value, list):
        value = [
            {k: stack.id(v) if k in NAMING and v in names else v for k, v in entry.items()}
            if isinstance(entry, dict) and all(isinstance(entry.get(k) or "", str) for k in NAMING)
            else entry
            for entry in value
        ]
    try:
        return Topology(accepted=value).accepted
    except Invalid as error:
        raise stack.error("not-a-template", error.message, "Metadata", SECTION) from error


def _tags(stack: Stack, value: Any) -> dict[str, dict[str, str]]:
    if not value:
        return {}
    try:
        return validated(dict[str, dict[str, str]], value)
    except Invalid as error:
        raise stack.error("not-a-template", error.message, "Metadata", SECTION) from error


def _quotas(stack: Stack, value: Any) -> dict[str, int]:
    if not value:
        return {}
    try:
        return Topology(quotas=value).quotas
    except Invalid as error:
        raise stack.error("not-a-template", error.message, "Metadata", SECTION) from error
