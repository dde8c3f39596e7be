"""VPC Block Public Access: an account's setting that overrides every route."""

from typing import NamedTuple

from ..i18n import N_, _
from ..model import (
    InternetGateway,
    LoadBalancer,
    Topology,
    Vpc,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
)
from ..reachability.memory import indexed, pick
from .places import subnets_by_vpc, workloads_by_vpc
from .registry import Findings, NotKnown, Undecided, Violation, rule

BASICS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html"


@rule("BPA01", "warning", "reachability", N_("VPC Block Public Access leaves the internet open"), BASICS, Vpc)
def block_public_access(topology: Topology, vpc: Vpc) -> Findings:
    """Block Public Access in both directions stops internet gateways, egress-only ones, NAT gateways and internet-facing load
    balancers, whatever the routes say; for ingress only, NAT and egress-only gateways still lead out, and a public IP does not.
    Transit gateways and VPNs are not touched. A VPC or subnet can be excluded."""
    for setting in topology.all(VpcBlockPublicAccessOptions):
        if topology.is_unresolved(setting.id, "internet_gateway_block_mode"):
            raise NotKnown(_("which way %s blocks is not known") % setting.label)
        mode = setting.internet_gateway_block_mode
        excluded = _excluded(topology)
        if vpc.id not in _with_gateway(topology) or vpc.id in excluded.known or mode == "off":
            continue
        if excluded.unsure or excluded.known & {s.id for s in (pick(topology, subnets_by_vpc, vpc.id) or ())}:
            yield Undecided(_("which part of VPC %s is excluded from Block Public Access is not known") % vpc.label)
        elif mode == "block-bidirectional":
            text = _("Block Public Access (%(id)s) stops everything between VPC %(vpc)s and the internet.")
            values = {"id": setting.label, "vpc": vpc.label}
            yield Violation(vpc.id, text % values, _("Exclude the VPC, or use endpoints only."))
        else:
            yield from _ingress(topology, setting, vpc)


def _ingress(topology: Topology, setting: VpcBlockPublicAccessOptions, vpc: Vpc) -> Findings:
    inside = {s.id for s in (pick(topology, subnets_by_vpc, vpc.id) or ())}
    fix = _("Exclude the VPC or its subnets from Block Public Access.")
    for balancer in _facing_the_internet(topology):
        if inside & set(balancer.subnets):
            text = _("Block Public Access (%(id)s) keeps clients from internet-facing load balancer %(lb)s.")
            yield Violation(balancer.id, text % {"id": setting.label, "lb": balancer.label}, fix)
    for workload in pick(topology, workloads_by_vpc, vpc.id) or ():
        if workload.assign_public_ip == "ENABLED":
            text = _("Block Public Access (%(id)s) leaves the public IPs of %(workload)s without a way out.")
            values = {"id": setting.label, "workload": workload.label}
            yield Violation(workload.id, text % values, _("Use a NAT gateway, or an exclusion."))


@indexed
def _with_gateway(topology: Topology) -> frozenset[str | None]:
    """The VPCs with an internet gateway."""
    return frozenset(g.vpc_id for g in topology.all(InternetGateway))


@indexed
def _facing_the_internet(topology: Topology) -> tuple[LoadBalancer, ...]:
    return tuple(b for b in topology.all(LoadBalancer) if b.scheme == "internet-facing")


class _Excluded(NamedTuple):
    """The VPCs and subnets that exclusions name, and whether there is one that cannot be followed."""

    known: frozenset[str]
    unsure: bool


@indexed
def _excluded(topology: Topology) -> _Excluded:
    places = [e.vpc_id or e.subnet_id for e in topology.all(VpcBlockPublicAccessExclusion)]
    return _Excluded(frozenset(p for p in places if p), None in places)
