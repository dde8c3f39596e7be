"""Names that Amazon's resolver does not answer itself: what a Route 53 Resolver rule of the VPC forwards to other servers.

What those answer is not in the input. The rule with the longest domain that holds a name decides; private zones, and with them the
private DNS of endpoints, have rules of their own, which one for the same name or a longer one overrides.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html,
…/resolver-overview-forward-vpc-to-network-autodefined-rules.html
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..i18n import _
from ..model import OpaqueResource, Topology
from ..reachability.memory import indexed
from .resolver import suffix_of
from .zones import normal

RULE: Final = "AWS::Route53Resolver::ResolverRule"
ASSOCIATION: Final = "AWS::Route53Resolver::ResolverRuleAssociation"
ELSEWHERE: Final = ("FORWARD", "DELEGATE")  # the other types let the resolver answer itself
_PSEUDO = r"\$\{AWS::(Region|URLSuffix)\}"


class Forward(NamedTuple):
    """A rule that holds a name. `length` is that of its domain, `everything` says that this is the root or a top-level domain."""

    rule: str
    length: int
    everything: bool
    doubt: str


class _Rule(NamedTuple):
    id: str
    label: str
    domain: str | None
    forwards: bool
    vpcs: frozenset[str]
    anywhere: bool  # an association names a VPC that the input does not tell


def forwarded(topology: Topology, vpc_id: str, name: str) -> Forward | None:
    """The rule by which a name is asked of servers elsewhere, from a VPC; None where Amazon's resolver answers."""
    asked = normal(name)
    held = [
        r
        for r in _rules(topology)
        if r.domain is not None
        and (vpc_id in r.vpcs or r.anywhere)
        and (not r.domain or asked == r.domain or asked.endswith("." + r.domain))
    ]
    rule = max(held, key=lambda r: (len(r.domain or ""), r.forwards), default=None)
    if rule is None or not rule.forwards or rule.domain is None:
        return None
    values = {"rule": rule.label, "name": name}
    text = (
        _("Resolver rule %(rule)s forwards %(name)s to servers of which the input does not say what they answer")
        if vpc_id in rule.vpcs
        else _("whether Resolver rule %(rule)s forwards %(name)s in this VPC is not known, and it decides")
    )
    return Forward(rule.id, len(rule.domain), "." not in rule.domain, text % values)


def forwards_everything(topology: Topology) -> bool:
    """Whether a rule forwards the names of the public DNS, by the root or by a top-level domain."""
    return any(r.forwards and r.domain is not None and "." not in r.domain for r in _rules(topology))


def nameless_rules(topology: Topology) -> bool:
    """Whether a rule is associated of which the input does not say the domain: it is taken to forward nothing that tasks ask for."""
    known = {r.id for r in _rules(topology) if r.domain is not None}
    named = {r for _id, r, _vpc in _associations(topology)}
    return bool(named - known)


@indexed
def _rules(topology: Topology) -> tuple[_Rule, ...]:
    """The rules that are associated with a VPC."""
    by_rule: dict[str, list[str | None]] = {}
    for _id, rule, vpc in _associations(topology):
        by_rule.setdefault(rule or "", []).append(vpc)
    found = []
    for resource in topology.all(OpaqueResource):
        if resource.cloudformation_type != RULE or resource.id not in by_rule:
            continue
        domain = _text(topology, resource, "DomainName")
        vpcs = by_rule[resource.id]
        found.append(
            _Rule(
                resource.id, resource.label, None if domain is None else normal(domain),
                _text(topology, resource, "RuleType") in ELSEWHERE, frozenset(v for v in vpcs if v), None in vpcs,
            )
        )  # fmt: skip
    return tuple(found)


@indexed
def _associations(topology: Topology) -> tuple[tuple[str, str | None, str | None], ...]:
    """Each association, its rule and its VPC; None for what the input does not tell."""
    return tuple(
        (r.id, _named(r, "ResolverRuleId"), _named(r, "VPCId"))
        for r in topology.all(OpaqueResource)
        if r.cloudformation_type == ASSOCIATION
    )


def _properties(resource: OpaqueResource) -> dict[str, Any]:
    held = resource.body.get("Properties")
    return held if isinstance(held, dict) else {}


def _named(resource: OpaqueResource, name: str) -> str | None:
    """The id of the resource that a property names: as it stands, or by a reference within its own stack."""
    value = _properties(resource).get(name)
    if isinstance(value, str):
        return value
    return next((resource.id[: resource.id.rfind("/") + 1] + r for r in _references(value)), None)


def _references(value: Any) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    if isinstance(value.get("Ref"), str):
        yield value["Ref"]
    attribute = value.get("Fn::GetAtt")
    if isinstance(attribute, str):
        yield attribute.partition(".")[0]
    elif isinstance(attribute, list) and attribute and isinstance(attribute[0], str):
        yield attribute[0]


def _text(topology: Topology, resource: OpaqueResource, name: str) -> str | None:
    """A text of a rule, with the Region filled in; None where more of it than that is left open."""
    value = _properties(resource).get(name)
    if isinstance(value, dict) and isinstance(value.get("Fn::Sub"), str):
        value = value["Fn::Sub"]
    if not isinstance(value, str):
        return None
    said = re.sub(_PSEUDO, lambda m: topology.region if m[1] == "Region" else suffix_of(topology.region), value)
    return None if "${" in said else said
