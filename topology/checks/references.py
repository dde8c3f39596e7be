"""Rules about what a security group's rules name, and about groups that several VPCs share."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any, NamedTuple

from ..i18n import N_, _
from ..model import (
    OpaqueResource,
    SecurityGroup,
    SecurityGroupRule,
    Topology,
    TransitGateway,
    TransitGatewayAttachment,
    VpcPeeringConnection,
    Workload,
)
from ..reachability.between_vpcs import names_groups
from ..reachability.memory import indexed
from .places import subnets_of, vpcs_of
from .registry import Findings, Severity, Undecided, Violation, also, rule

GROUP_RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
ADD_IPV6 = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-migrate-ipv6-add.html"
ASSOCIATIONS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html"
PEER_GROUPS = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"
TGW_GROUPS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html"
ASSOCIATION_TYPE = "AWS::EC2::SecurityGroupVpcAssociation"


@rule("SG001", "info", "configuration", N_("What may leave a security group is said"), ADD_IPV6, Workload)
def outbound_said(topology: Topology, workload: Workload) -> Findings:
    """A group without outbound rules of its own lets everything out over IPv4. Whether it does over IPv6 too is not sure: AWS adds ::/0 only
    to a group made where the VPC has an IPv6 block, and reports disagree. An empty list of outbound rules lets nothing out (a warning), and so
    does the rule to an address that no packet goes to with which templates say it: 127.0.0.1/32 on AWS's page, 255.255.255.255/32 by
    the AWS CDK. Of an empty list in a template it is not documented what AWS makes of it, and it is left open."""
    ipv6 = any(s.ipv6_cidr_block for s in subnets_of(topology, workload.subnets))
    for group in (topology.get(SecurityGroup, g) for g in dict.fromkeys(workload.security_groups)):
        if group is None:
            continue
        if topology.is_unresolved(group.id, "security_group_egress"):
            yield Undecided(_("what may leave security group %s is not all known") % group.label)
            continue
        if group.security_group_egress is None and ipv6:
            text = _("Security group %s says nothing of what may leave: that ::/0 may is assumed.") % group.label
            yield Violation(group.id, text, _("Say the outbound rules, for 0.0.0.0/0 and for ::/0."))
        elif group.security_group_egress is not None and all(map(_leads_nowhere, group.security_group_egress)):
            text = _(
                "Security group %s has no outbound rule for any address outside the task: nothing that a task starts leaves."
            )
            fix = _("Add the outbound rules that the tasks need, or leave the list out for AWS's default.")
            yield Violation(group.id, text % group.label, fix, None, "warning")


def _leads_nowhere(outbound: SecurityGroupRule) -> bool:
    """Whether an outbound rule is for addresses of the host itself, or for the limited broadcast address, alone."""
    block = outbound.cidr_ipv4 or outbound.cidr_ipv6
    return block is not None and (ip_network(block, strict=False).is_loopback or block == "255.255.255.255/32")


Pair = frozenset[str]


class _Joined(NamedTuple):
    """The pairs of VPCs that are joined: by active peering connections of one Region, of several, by others, by transit gateways that
    know the groups of both, and by those that do not."""

    peered: frozenset[Pair]
    abroad: frozenset[Pair]
    closed: frozenset[Pair]
    known: frozenset[Pair]
    unknown: frozenset[Pair]


@indexed
def _joined(topology: Topology) -> _Joined:
    peered: set[Pair] = set()
    abroad: set[Pair] = set()
    closed: set[Pair] = set()
    for peering in topology.all(VpcPeeringConnection):
        if peering.vpc_id and peering.peer_vpc_id:
            same = names_groups(topology, peering)
            (closed if peering.state != "active" else peered if same else abroad).add(
                frozenset((peering.vpc_id, peering.peer_vpc_id))
            )
    known: set[Pair] = set()
    unknown: set[Pair] = set()
    attached: dict[str | None, list[TransitGatewayAttachment]] = {}
    for attachment in topology.all(TransitGatewayAttachment):
        if attachment.vpc_id and attachment.state in ("available", "pending"):
            attached.setdefault(attachment.transit_gateway_id, []).append(attachment)
    for gateway_id, held in attached.items():
        gateway = topology.get(TransitGateway, gateway_id)
        willing = gateway is not None and gateway.security_group_referencing_support == "enable"
        for n, one in enumerate(held):
            for other in held[:n]:
                on = willing and "disable" not in (
                    one.security_group_referencing_support, other.security_group_referencing_support,
                )  # fmt: skip
                (known if on else unknown).add(frozenset((str(one.vpc_id), str(other.vpc_id))))
    return _Joined(*map(frozenset, (peered, abroad, closed, known, unknown)))


def _references(group: SecurityGroup) -> Iterator[tuple[SecurityGroupRule, bool]]:
    """The rules that name a group, each with whether it is an outbound one."""
    yield from ((r, False) for r in group.security_group_ingress if r.referenced_group_id)
    yield from ((r, True) for r in group.security_group_egress or () if r.referenced_group_id)


@rule("SG002", "error", "configuration", N_("A rule names a group that the VPC can know"), PEER_GROUPS, SecurityGroup)
def references(topology: Topology, group: SecurityGroup) -> Findings:
    """A rule may name a group of its own VPC, or of a VPC that is peered with it in the same Region. Over a transit gateway inbound rules
    alone may, where the gateway and both attachments support it (the gateway's default is off); an outbound rule that does lets nothing
    through. A group stands for the private addresses of its members, never for their public ones. A rule whose peering connection is
    gone is stale (a warning)."""
    for r, outbound in _references(group):
        other = topology.get(SecurityGroup, r.referenced_group_id)
        if other is None or not other.vpc_id or not group.vpc_id or other.vpc_id == group.vpc_id:
            continue
        found = _why_not(_joined(topology), frozenset((group.vpc_id, other.vpc_id)), outbound)
        if found:
            severity, why = found
            text = _("A rule of security group %(sg)s names group %(other)s of another VPC: %(why)s.")
            values = {"sg": group.label, "other": other.label, "why": why}
            yield Violation(
                group.id, text % values, _("Name the other side's CIDR block, or join the VPCs."), None, severity
            )


def _why_not(joined: _Joined, pair: Pair, outbound: bool) -> tuple[Severity, str] | None:
    """Why groups of two VPCs cannot name one another, None where they can."""
    if pair in joined.peered or (pair in joined.known and not outbound):
        return None
    if pair in joined.known:
        return "error", _("over a transit gateway inbound rules alone can")
    if pair in joined.unknown:
        return "error", _("the transit gateway between them does not support it")
    if pair in joined.abroad:
        return "error", _("over a peering connection between Regions none can")
    if pair in joined.closed:
        return "warning", _("the peering connection between them is not active, and the rule is stale")
    return "error", _("the VPCs are not joined")


class _Shared(NamedTuple):
    """The (group, VPC) pairs that associations name, and whether there is one that cannot be followed."""

    pairs: frozenset[tuple[str, str]]
    unsure: bool


def _named(topology: Topology, owner: str, value: Any) -> str | None:
    """The id of the resource that a property of an opaque resource names: plainly, by Ref or by GetAtt."""
    if isinstance(value, dict):
        target = value.get("Ref") or value.get("Fn::GetAtt")
        value = target[0] if isinstance(target, list) and target else str(target or "").partition(".")[0]
    stack = owner.rpartition("/")[0]
    return next((i for i in (value, f"{stack}/{value}") if isinstance(i, str) and topology.find(i)), None)


def _ends(topology: Topology, association: OpaqueResource) -> tuple[str | None, str | None]:
    properties = association.body.get("Properties")
    values = properties if isinstance(properties, dict) else {}
    group, vpc = (_named(topology, association.id, values.get(k)) for k in ("GroupId", "VpcId"))
    return group, vpc


@indexed
def _shared(topology: Topology) -> _Shared:
    ends = [_ends(topology, r) for r in topology.all(OpaqueResource) if r.cloudformation_type == ASSOCIATION_TYPE]
    return _Shared(frozenset((g, v) for g, v in ends if g and v), any(None in pair for pair in ends))


def is_shared(topology: Topology, group: SecurityGroup, vpcs: set[str]) -> bool:
    """Whether a group of another VPC is associated with all of these VPCs."""
    return bool(vpcs) and all((group.id, vpc) in _shared(topology).pairs for vpc in vpcs)


@rule("SG005", "warning", "configuration", N_("A task's security group is of its own VPC"), ASSOCIATIONS, Workload)
def shared_group(topology: Topology, workload: Workload) -> Findings:
    """A group can be associated with further VPCs of its Region. AWS lists the services that support it, and Amazon ECS is not among them.
    The default group of a VPC cannot be associated (an error)."""
    vpcs = {v.id for v in vpcs_of(topology, workload)}
    for group in (topology.get(SecurityGroup, g) for g in dict.fromkeys(workload.security_groups)):
        if group is None or not group.vpc_id or not vpcs or group.vpc_id in vpcs:
            continue
        if is_shared(topology, group, vpcs):
            text = _(
                "Security group %(sg)s of %(id)s is of another VPC and associated with its own: AWS does not list Amazon ECS for that."
            )
            values = {"sg": group.label, "id": workload.label}
            yield Violation(workload.id, text % values, _("Use a security group of the tasks' own VPC."))
        elif _shared(topology).unsure:
            yield Undecided(_("which VPCs security group %s is associated with is not known") % group.label)


@also("SG005", OpaqueResource)
def shared_default_group(topology: Topology, association: OpaqueResource) -> Findings:
    """An association of a default group."""
    if association.cloudformation_type != ASSOCIATION_TYPE:
        return
    group = topology.get(SecurityGroup, _ends(topology, association)[0])
    if group and group.default:
        text = _("%(id)s associates default security group %(sg)s with another VPC, which AWS refuses.")
        values = {"id": association.label, "sg": group.label}
        yield Violation(
            association.id, text % values, _("Associate a group that is not the default one."), None, "error"
        )
