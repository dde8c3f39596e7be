"""VPC Block Public Access: an account's setting that overrides every route."""

from ..i18n import N_, _
from ..model import (
    InternetGateway,
    LoadBalancer,
    Subnet,
    Topology,
    Vpc,
    VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessOptions,
)
from .places import vpcs_of
from .registry import Findings, Undecided, Violation, rule

BASICS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html"


@rule("BPA01", "warning", "reachability", N_("VPC Block Public Access leaves the internet open"), BASICS)
def block_public_access(topology: Topology) -> Findings:
    """Block Public Access in both directions stops internet gateways, egress-only ones, NAT gateways and internet-facing load
    balancers, whatever the routes say; for ingress only, NAT and egress-only gateways still lead out, and a public IP does not.
    Transit gateways and VPNs are not touched. A VPC or subnet can be excluded."""
    for setting in topology.all(VpcBlockPublicAccessOptions):
        if topology.is_unresolved(setting.id, "internet_gateway_block_mode"):
            yield Undecided(_("which way %s blocks is not known") % setting.label)
            continue
        mode = setting.internet_gateway_block_mode
        excluded, unsure = _excluded(topology)
        for vpc in topology.all(Vpc):
            attached = [g for g in topology.all(InternetGateway) if g.vpc_id == vpc.id]
            if not attached or vpc.id in excluded or mode == "off":
                continue
            if unsure or excluded & {s.id for s in topology.all(Subnet) if s.vpc_id == vpc.id}:
                yield Undecided(_("which part of VPC %s is excluded from Block Public Access is not known") % vpc.label)
            elif mode == "block-bidirectional":
                text = _("Block Public Access (%(id)s) stops everything between VPC %(vpc)s and the internet.")
                yield Violation(
                    vpc.id, text % {"id": setting.label, "vpc": vpc.label}, _("Exclude the VPC, or use endpoints only.")
                )
            else:
                yield from _ingress(topology, setting, vpc)


def _ingress(topology: Topology, setting: VpcBlockPublicAccessOptions, vpc: Vpc) -> Findings:
    inside = {s.id for s in topology.all(Subnet) if s.vpc_id == vpc.id}
    fix = _("Exclude the VPC or its subnets from Block Public Access.")
    for balancer in topology.all(LoadBalancer):
        if balancer.scheme == "internet-facing" and inside & set(balancer.subnets):
            text = _("Block Public Access (%(id)s) keeps clients from internet-facing load balancer %(lb)s.")
            yield Violation(balancer.id, text % {"id": setting.label, "lb": balancer.label}, fix)
    for workload in topology.workloads:
        if workload.assign_public_ip == "ENABLED" and vpc in vpcs_of(topology, workload):
            text = _("Block Public Access (%(id)s) leaves the public IPs of %(workload)s without a way out.")
            values = {"id": setting.label, "workload": workload.label}
            yield Violation(workload.id, text % values, _("Use a NAT gateway, or an exclusion."))


def _excluded(topology: Topology) -> tuple[set[str], bool]:
    """The VPCs and subnets that exclusions name, and whether there is one that cannot be followed."""
    places = [e.vpc_id or e.subnet_id for e in topology.all(VpcBlockPublicAccessExclusion)]
    return {p for p in places if p}, None in places
