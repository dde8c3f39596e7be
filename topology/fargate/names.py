"""How a task gets to what it knows by a name: by the user's own hosted zones first, then as AWS's or the public DNS has it.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html; for endpoints that stand in
one VPC and serve others https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html.
"""

import re

from ..addresses import Family, IntSet, addresses_of, is_address, is_range, parse
from ..i18n import _
from ..model import HostedZone, LoadBalancer, Topology, Vpc, VpcEndpoint
from ..reachability import Blocker, Hop, Outcome, Outside, Position, either_reading, every, internet, walk
from ..reachability.lookup import where
from ..traffic import asked
from .aws_services import AWS_SERVICES
from .ends import at_address, is_ip, positions_of
from .forwarding import forwarded
from .ipv6_only import by_public_name
from .link_local import reach_link_local
from .policies import by_policy
from .resolver import custom_resolvers, dns_attributes, resolves, suffix_of
from .services import HTTPS, interface_endpoints, private_side, reach_by_aws_dns, serves
from .through import reach_resource
from .zones import Lead, lead_of

# The first part of a service's own name where it is not that of its endpoint; https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
FIRST_PART = {"ecr.api": "api.ecr", "ecr.dkr": "dkr.ecr", "kinesis-firehose": "firehose", "kinesis-streams": "kinesis"}

PARTNERS = ".vpce-svc-"
"""Is in the names of endpoint services that are not AWS's own."""
ATTRIBUTE = re.compile(r"^\$\{([^.{}]+)\.[A-Za-z0-9.]+\}$")
PRIVATE_NAME = re.compile(
    r"\.(?:internal|local|localdomain|lan|corp|home|private|intranet|home\.arpa)$"
    r"|^internal-[^.]+\.[a-z0-9-]+\.elb\.amazonaws\.com(?:\.cn)?$"
    r"|^vpc-[^.]+\.[a-z0-9-]+\.(?:es|aos)\.amazonaws\.com(?:\.cn)?$"
    r"|\.(?:rds|cache|efs|docdb|neptune|memorydb|redshift|kafka)\.[a-z0-9.-]*amazonaws\.com(?:\.cn)?$"
)
ASKED_BELOW = ("ecr.dkr", "s3")  # the account's registry, the bucket


def own_name(service: str, region: str) -> str:
    """A service's name in a Region, which is also what private DNS of its endpoint answers for: `api.ecr.us-east-1.amazonaws.com`."""
    return f"{FIRST_PART.get(service, service)}.{region}.{suffix_of(region)}"


def asked_name(service: str, region: str) -> str:
    """What a task asks for of a service: its own name, or one below it, of which `*` stands for any."""
    name = own_name(service, region)
    return f"*.{name}" if service in ASKED_BELOW else name


def reach_service(
    topology: Topology, source: Position, service: str, family: Family, region: str | None = None, port: int = HTTPS,
    layers: bool = True, names: tuple[str, ...] = (),
) -> Outcome:  # fmt: skip
    """Whether a task reaches an AWS service from its position on this port (TCP), by the names that it asks for.

    `names` are these, where they are not the service's own; `layers`: a call of Amazon S3 is for the image layers of Amazon ECR.
    """
    plain = reach_by_aws_dns(topology, source, service, family, region, port, layers)
    vpc = topology.get(Vpc, source.vpc)
    if vpc is None:
        return plain
    there = region or topology.region_of(vpc.id)
    outcomes, own_zone = [], _own_zone(topology, vpc, service, there)
    for name in names or (asked_name(service, there),):
        lead = lead_of(topology, vpc.id, name, family)
        away = _asked_elsewhere(topology, source, vpc, family, name, max(lead.length if lead else 0, own_zone))
        if away is not None:
            outcomes.append(away)
        elif lead is None or lead.length <= own_zone:
            outcomes.append(plain)
        else:
            zoned = _by_lead(topology, source, name, lead, family, "tcp", port, (service, there, layers))
            outcomes.append(_where_zones_answer(topology, source, vpc, family, zoned, plain))
    return outcomes[0] if len(outcomes) == 1 else every(outcomes)


def _asked_elsewhere(
    topology: Topology, source: Position, vpc: Vpc, family: Family, name: str, held: int
) -> Outcome | None:
    """The outcome where a Resolver rule forwards a name to other servers, with a domain at least as long as that of the VPC's zone for the
    name (`held`): what they answer is open. Of a rule for all names it is assumed that they answer as the public DNS does.
    """
    away = None if custom_resolvers(vpc) else forwarded(topology, vpc.id, name)
    if away is None or away.everything or away.length < held:
        return None
    names = resolves(topology, source, family)
    return names if names.verdict == "blocked" else Outcome.unknown(away.doubt, away.rule, "resolver-rule")


def _own_zone(topology: Topology, vpc: Vpc, service: str, region: str) -> int:
    """The length of the service's name where private DNS of the VPC's own endpoint is a zone of it, which a shorter one of the user's
    does not override; otherwise 0."""
    held = region == topology.region_of(vpc.id) and any(
        e.private_dns_enabled and (service != "s3" or e.private_dns_only_for_inbound_resolver_endpoint is False)
        for e in interface_endpoints(topology, vpc.id, service)
    )
    return len(own_name(service, region)) if held else 0


def _where_zones_answer(
    topology: Topology, source: Position, vpc: Vpc, family: Family, zoned: Outcome, plain: Outcome
) -> Outcome:
    """Private zones answer through Amazon's resolver, in a VPC with both DNS attributes on."""
    if custom_resolvers(vpc):
        names = resolves(topology, source, family)
        return names if names.verdict == "blocked" else either_reading(zoned, plain, names.doubts[0])
    attributes = dns_attributes(topology, vpc)
    if attributes is None:
        doubt = _("whether the DNS attributes of VPC %s are on is not known, and it decides") % vpc.label
        return either_reading(zoned, plain, doubt)
    if attributes or plain.verdict != "blocked":
        return zoned if attributes else plain
    off = Blocker(
        "VPC_DNS_DISABLED", vpc.id,
        _("Hosted zones need enableDnsSupport and enableDnsHostnames of VPC %s.") % vpc.label,
    )  # fmt: skip
    return plain.after((off,))


def _by_lead(
    topology: Topology, source: Position, name: str, lead: Lead, family: Family, protocol: str, port: int | None,
    call: tuple[str, str, bool] | None,
) -> Outcome:  # fmt: skip
    """Whether a task reaches everything that a name may lead to. `call`: the service that is called by the name, its Region, and
    whether for image layers."""
    zone = topology.get(HostedZone, lead.zone)
    label = zone.label if zone else lead.zone
    hop = Hop(lead.zone, "hosted-zone", "answers", name)
    if lead.doubt:
        return Outcome.unknown(lead.doubt, lead.zone, "hosted-zone")
    numbers, ports = asked(protocol, port, family)
    found: list[Outcome] = []
    for id in dict.fromkeys(lead.resources):
        found.append(_to_resource(topology, source, id, name, family, protocol, port, call))
    for address in dict.fromkeys(a for a in lead.addresses if is_range(a) and is_address(a) and parse(a)[0] == family):
        found.append(_to_address(topology, source, address, family, numbers, ports))
    for other in lead.names:
        found.append(Outcome.of(walk(topology, source, Outside(other, internet(topology, family), exact=False), family, numbers, ports)))  # fmt: skip
    if not found:
        values = {"zone": label, "name": name}
        text = _(
            "Hosted zone %(zone)s has no address for %(name)s, and nothing else is asked: the name does not resolve."
        )
        return Outcome.blocked(
            Blocker("NAME_NOT_IN_HOSTED_ZONE", lead.zone, text % values),
            path=(Hop(lead.zone, "hosted-zone", "blocks", text % values),),
        )
    outcome = every(found)
    return outcome._replace(path=(hop, *outcome.path))


def _to_resource(
    topology: Topology, source: Position, id: str, name: str, family: Family, protocol: str, port: int | None,
    call: tuple[str, str, bool] | None,
) -> Outcome:  # fmt: skip
    endpoint = topology.get(VpcEndpoint, id)
    if endpoint is None:
        reach = reach_resource(topology, id, protocol, port, source, family)
        if call is None or reach.verdict == "blocked":
            return reach
        kind = "load-balancer" if topology.get(LoadBalancer, id) else "setting"
        return Outcome.unknown(
            _("whether %(id)s passes calls of %(name)s on is not known") % {"id": id, "name": name}, id, kind
        )
    numbers, ports = asked(protocol, port, family)
    private = private_side(topology, source, endpoint, family, numbers, ports)
    if call is None:
        return private
    service, region, layers = call
    if not serves(endpoint, service, region):
        doubt = _("endpoint %(endpoint)s is for %(other)s, and %(name)s leads to it")
        values = {"endpoint": endpoint.label, "other": endpoint.service_name, "name": name}
        return private if private.verdict == "blocked" else Outcome.unknown(doubt % values, endpoint.id, "vpc-endpoint")
    return by_policy(topology, endpoint, service, private, layers=layers)


def _to_address(
    topology: Topology, source: Position, address: str, family: Family, numbers: IntSet, ports: IntSet
) -> Outcome:
    """An address that a record holds: an interface's, one outside, or one of a subnet of which the input does not say who has it."""
    there = at_address(topology, address)
    outcome = Outcome.of(walk(topology, source, there, family, numbers, ports))
    if isinstance(there, Position) and there.owner is None and outcome.verdict != "blocked":
        return Outcome.unknown(_("what has the address %s is not in the input") % address, there.subnet, "subnet")
    return outcome


def reach_host(
    topology: Topology, source: Position, host: str, family: Family, protocol: str, port: int | None
) -> Outcome:
    """Whether a task reaches a host that it knows by an address, a range, a name that a hosted zone or the internet's DNS knows, or an
    attribute of a resource (`${Lb.DNSName}`)."""
    numbers, ports = asked(protocol, port, family)
    local = reach_link_local(topology, source, host, family, numbers, ports)
    if local is not None:
        return local[0]
    if attribute := ATTRIBUTE.match(host):
        return _to_attribute(topology, source, attribute[1], host, family, protocol, port)
    if is_ip(host):
        return _to_address(topology, source, host, family, numbers, ports)
    try:
        return Outcome.of(walk(topology, source, Outside(host, addresses_of([host], family)), family, numbers, ports))
    except ValueError:
        pass
    vpc = topology.get(Vpc, source.vpc)
    service = service_named(host, topology.region_of(vpc.id)) if vpc else None
    if service:
        return reach_service(topology, source, service, family, port=port or HTTPS, layers=False, names=(host,))
    lead = lead_of(topology, vpc.id, host, family) if vpc else None
    plain = _by_public_dns(topology, source, host, family, numbers, ports)
    if vpc is None:
        return plain
    away = _asked_elsewhere(topology, source, vpc, family, host, lead.length if lead else 0)
    if (
        away is None
        and lead is None
        and is_private_name(host)
        and resolves(topology, source, family).verdict != "blocked"
    ):
        return Outcome.unknown(
            _(
                "what %s leads to is not in the input: no public DNS has such a name, or it answers with private addresses"
            )
            % host
        )
    if away is not None:
        return away
    if lead is None:
        return _where_a_partner_may_answer(topology, source, vpc, host, family, numbers, ports, plain)
    zoned = _by_lead(topology, source, host, lead, family, protocol, port, None)
    return _where_zones_answer(topology, source, vpc, family, zoned, plain)


def service_named(host: str, region: str) -> str | None:
    """The AWS service whose own name in a Region a host is, by the name of its endpoint."""
    return next((s for s in sorted(AWS_SERVICES) if own_name(s, region) == host), None)


def _where_a_partner_may_answer(
    topology: Topology, source: Position, vpc: Vpc, host: str, family: Family, numbers: IntSet, ports: IntSet, plain: Outcome
) -> Outcome:  # fmt: skip
    """The outcome, unless an endpoint for a service of somebody else's decides otherwise: which private name it has is in no input;
    https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html"""
    for endpoint in where(topology, VpcEndpoint, "vpc_id", vpc.id):
        if endpoint.private_dns_enabled and PARTNERS in (endpoint.service_name or ""):
            doubt = _("whether %(endpoint)s answers for %(name)s is not in the input, and it decides")
            private = private_side(topology, source, endpoint, family, numbers, ports)
            plain = either_reading(plain, private, doubt % {"endpoint": endpoint.label, "name": host})
    return plain


def _to_attribute(
    topology: Topology, source: Position, id: str, host: str, family: Family, protocol: str, port: int | None
) -> Outcome:
    """What a name leads to that is an attribute of a resource of the template: to the resource's own interfaces, where it has any."""
    if positions_of(topology, id):
        return reach_resource(topology, id, protocol, port, source, family)
    return Outcome.unknown(_("what %s leads to is not in the input") % host, id if topology.find(id) else None)


def is_private_name(host: str) -> bool:
    """Whether a name leads to private addresses, if anywhere: one without a domain, one of a domain that the public DNS does not have
    (https://www.iana.org/assignments/special-use-domain-names), or one that AWS gives to what stands in a VPC."""
    name = host.lower().rstrip(".")
    return bool(name) and ("." not in name or bool(PRIVATE_NAME.search(name)))


def _by_public_dns(
    topology: Topology, source: Position, host: str, family: Family, numbers: IntSet, ports: IntSet
) -> Outcome:
    names = resolves(topology, source, family)
    if names.verdict == "blocked":
        return names
    outside = Outside(host, internet(topology, family), exact=False)
    outcome = Outcome.of(walk(topology, source, outside, family, numbers, ports))
    if (
        names.verdict == "unknown"
        and outcome.verdict != "blocked"
        and topology.is_unresolved(source.vpc or "", "enable_dns_support")
    ):
        return names
    return by_public_name(topology, source, host, outcome, numbers, ports) if family == "ipv6" else outcome
