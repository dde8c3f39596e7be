"""Who resolves names for a task: Amazon's resolver, which no group or ACL filters, or servers that it has to reach.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
"""

from ipaddress import IPv4Address

from ..addresses import NOTHING, Family, IntSet, addresses_of, is_address, is_range, parse
from ..i18n import _
from ..model import Subnet, Topology, Vpc
from ..model.partitions import partition_of
from ..reachability import Blocker, Hop, Outcome, Outside, Position, walk
from ..reachability.lookup import where
from ..reachability.positions import in_subnet
from ..traffic import UDP

AMAZON_DNS = "AmazonProvidedDNS"
DNS = 53


def suffix_of(region: str) -> str:
    """The last part of the names of AWS services in a Region."""
    return partition_of(region).suffix


def dns_attributes(topology: Topology, vpc: Vpc) -> bool | None:
    """Whether both DNS attributes of a VPC are on; None where the input leaves one of them open."""
    fields = ("enable_dns_support", "enable_dns_hostnames")
    known = [bool(getattr(vpc, f)) for f in fields if not topology.is_unresolved(vpc.id, f)]
    if False in known:
        return False
    return True if len(known) == len(fields) else None


def custom_resolvers(vpc: Vpc) -> tuple[str, ...]:
    """The name servers of the DHCP options, where they are not Amazon's."""
    options = vpc.dhcp_options
    amazons = amazon_resolvers(vpc)
    return (
        tuple(s for s in options.domain_name_servers if is_range(s) and is_address(s) and s not in amazons)
        if options
        else ()
    )


def amazon_resolvers(vpc: Vpc) -> frozenset[str]:
    """What Amazon's resolver is called: by name, at its link-local addresses, and at the third address of the VPC;
    https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html"""
    third = [str(IPv4Address(parse(vpc.cidr_block)[1].ranges[0][0] + 2))] if vpc.cidr_block else []
    return frozenset((AMAZON_DNS, "169.254.169.253", "fd00:ec2::253", *third))


def resolves(topology: Topology, source: Position, family: Family) -> Outcome:
    """Whether the task resolves names: by Amazon's resolver, which no group or ACL filters, or by servers that it has to reach.

    Unknown where a server of the user's own answers: what it says of private names is not in the input.
    """
    vpc = topology.get(Vpc, source.vpc)
    if vpc is None:
        return Outcome.unknown(_("the VPC is not known"))
    servers = custom_resolvers(vpc)
    off = Blocker(
        "VPC_DNS_DISABLED",
        vpc.id,
        _("enableDnsSupport of VPC %s is off: Amazon's resolver answers nobody.") % vpc.label,
    )
    if not servers:
        if topology.is_unresolved(vpc.id, "enable_dns_support"):
            return Outcome.unknown(_("whether VPC %s has a resolver is not known") % vpc.label, vpc.id, "vpc")
        return (
            Outcome("reachable")
            if vpc.enable_dns_support
            else Outcome.blocked(off, path=(Hop(vpc.id, "vpc", "blocks", off.message),))
        )
    tries = [_ask_server(topology, source, server, family) for server in servers]
    if all(t.verdict == "blocked" for t in tries):
        known = () if vpc.enable_dns_support else (off,)
        return tries[0].after(known) if known else tries[0]
    return Outcome.unknown(_("names are resolved by %s, which is not in the input") % ", ".join(servers), vpc.id, "vpc")


def _ask_server(topology: Topology, source: Position, server: str, family: Family) -> Outcome:
    asked: Family = "ipv6" if ":" in server else "ipv4"
    addresses = addresses_of([server], asked)
    vpc = topology.get(Vpc, source.vpc)
    blocks = addresses_of(vpc.cidr_blocks if asked == "ipv4" else vpc.ipv6_cidr_blocks, asked) if vpc else NOTHING
    if addresses <= blocks:
        subnet_id = _subnet_with(topology, source.vpc, addresses, asked)
        there = in_subnet(topology, subnet_id, owner=None, kind="address", addresses=(server,), filtered=False)
        return Outcome.of(walk(topology, source, there, asked, IntSet.single(UDP), IntSet.single(DNS)))
    outside = Outside(server, addresses, named=None)
    return Outcome.of(walk(topology, source, outside, asked, IntSet.single(UDP), IntSet.single(DNS)))


def _subnet_with(topology: Topology, vpc_id: str | None, addresses: IntSet, family: Family) -> str | None:
    for subnet in where(topology, Subnet, "vpc_id", vpc_id):
        cidr = subnet.cidr_block if family == "ipv4" else subnet.ipv6_cidr_block
        if cidr and addresses <= addresses_of([cidr], family):
            return subnet.id
    return None
