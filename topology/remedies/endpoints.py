"""Fixes with VPC endpoints: a missing one, its route tables, its private DNS, its policy; and the DNS of the VPC."""

from collections.abc import Iterator

from ..fargate.aws_services import AwsService, aws_service
from ..fargate.names import asked_name
from ..fargate.policies import CALLS
from ..fargate.services import serves, service_name
from ..i18n import _
from ..model import (
    HostedZone,
    Subnet,
    Vpc,
    VpcEndpoint,
)
from .case import FREE, HOURLY, Case, Change, Fix, add, connect, set_fields

FLOWS = ("image-pull", "ecr-auth", "logs", "secrets", "ssm-parameters", "exec", "exec-kms", "environment-files")


def add_endpoint(case: Case) -> Iterator[Fix]:
    """The endpoint that is missing, with the groups that the VPC's other endpoints have, or one of its own."""
    service = case.flow.to
    topology = case.topology
    is_asked = case.flow.flow == "application" and aws_service(service or "") == AwsService(service or "")
    if case.flow.flow not in FLOWS and not is_asked:
        return
    if not service or service.count(".") > 1 or case.vpc_id is None:  # a host outside, not an AWS service
        return
    name = service_name(service, topology.region_of(case.vpc_id))
    if service == "s3":
        everywhere = case.of_all()
        own = tuple(everywhere.table_of_their_own())
        tables = [*(t.id for t in everywhere.tables()), *(t["resource"]["id"] for t in own)]
        if tables:
            yield Fix(
                _("Add a gateway endpoint for Amazon S3"),
                (*own, add(type="VpcEndpoint", id=case.new_id("S3GatewayEndpoint"), vpc_id=case.vpc_id, service_name=name,
                      vpc_endpoint_type="Gateway", route_table_ids=tables),),
                FREE, _("Amazon S3 in the Region, by the route tables of the tasks' subnets"),
            )  # fmt: skip
        return
    others = [
        e
        for e in topology.all(VpcEndpoint)
        if e.vpc_id == case.vpc_id and e.vpc_endpoint_type == "Interface" and e.security_group_ids
    ]
    changes: list[Change] = []
    if others:
        groups = list(others[0].security_group_ids)
    else:
        group = case.new_id("EndpointSecurityGroup")
        changes.append(
            add(type="SecurityGroup", id=group, vpc_id=case.vpc_id, group_description="Interface endpoints",
                 security_group_ingress=list(_from_tasks(case)))
        )  # fmt: skip
        groups = [group]
    changes.append(
        add(type="VpcEndpoint", id=case.new_id("".join(p.capitalize() for p in service.split(".")) + "Endpoint"), vpc_id=case.vpc_id,
             service_name=name, vpc_endpoint_type="Interface", private_dns_enabled=True, subnet_ids=one_a_zone(case),
             security_group_ids=groups)
    )  # fmt: skip
    vpc = topology.get(Vpc, case.vpc_id)
    if vpc and not (vpc.enable_dns_support and vpc.enable_dns_hostnames):
        changes.insert(0, set_fields(vpc.id, enable_dns_support=True, enable_dns_hostnames=True))
    yield Fix(
        _("Add an interface endpoint for %s") % service,
        tuple(changes),
        HOURLY,
        _("TCP 443 to %s inside the VPC") % service,
    )


def _from_tasks(case: Case) -> Iterator[Change]:
    for group in case.workload.security_groups:
        yield {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "referenced_group_id": group}


def one_a_zone(case: Case) -> list[str]:
    """Of the workload's subnets, the first of each zone."""
    chosen: dict[str | None, str] = {}
    for id in case.workload.subnets:
        subnet = case.topology.get(Subnet, id)
        if subnet:
            chosen.setdefault(subnet.zone, id)
    return list(chosen.values())


def associate(case: Case) -> Iterator[Fix]:
    tables = case.tables()
    if tables and case.blocker.resource:
        names = ", ".join(t.label for t in tables)
        yield Fix(
            _("Associate %(endpoint)s with %(tables)s") % {"endpoint": case.named, "tables": names},
            tuple(connect(case.blocker.resource, "route_table_ids", t.id) for t in tables),
        )  # fmt: skip


def private_dns(case: Case) -> Iterator[Fix]:
    if case.blocker.resource:
        yield Fix(
            _("Turn on private DNS of %s") % case.named,
            (set_fields(case.blocker.resource, private_dns_enabled=True),),
        )


def zone_record(case: Case) -> Iterator[Fix]:
    """A record in the zone that holds the service's name, for an endpoint of it: one in the tasks' VPC before one elsewhere."""
    zone = case.topology.get(HostedZone, case.blocker.resource)
    if zone is None or case.vpc_id is None:
        return
    region = case.topology.region_of(case.vpc_id)
    fit = [
        e
        for e in case.topology.all(VpcEndpoint)
        if e.vpc_endpoint_type == "Interface" and serves(e, case.flow.to, region)
    ]
    for endpoint in sorted(fit, key=lambda e: e.vpc_id != case.vpc_id)[:1]:
        kind = "AAAA" if case.flow.family == "ipv6" else "A"
        record = {"record_name": asked_name(case.flow.to, region), "record_type": kind, "alias_target_id": endpoint.id}
        text = _("Add a record to %(zone)s that leads to %(endpoint)s")
        yield Fix(text % {"zone": zone.label, "endpoint": endpoint.label}, (connect(zone.id, "record_sets", record),))


def allow_in_policy(case: Case) -> Iterator[Fix]:
    """One statement more in the endpoint's policy, for the calls that the flow makes and nothing else."""
    endpoint = case.topology.get(VpcEndpoint, case.blocker.resource)
    if endpoint is None or not endpoint.policy_document or case.flow.to not in CALLS:
        return
    actions, resource = CALLS[case.flow.to]
    where = (resource or "*").format(region=case.topology.region_of(endpoint.vpc_id)).replace("/layer", "/*")
    statement = {"Effect": "Allow", "Principal": "*", "Action": list(actions), "Resource": where}
    held = endpoint.policy_document.get("Statement", [])
    statements = [*(held if isinstance(held, list) else [held]), statement]
    yield Fix(
        _("Allow %(actions)s in the policy of %(endpoint)s") % {"actions": ", ".join(actions), "endpoint": endpoint.label},
        (set_fields(endpoint.id, policy_document={**endpoint.policy_document, "Statement": statements}),), "free", f"{', '.join(actions)}: {where}",
    )  # fmt: skip


def vpc_dns(case: Case) -> Iterator[Fix]:
    if case.blocker.resource:
        text = _("Turn on enableDnsSupport and enableDnsHostnames of %s") % case.named
        on = set_fields(case.blocker.resource, enable_dns_support=True, enable_dns_hostnames=True)
        yield Fix(text, (on,))
        vpc = case.topology.get(Vpc, case.blocker.resource)
        if vpc and vpc.dhcp_options:
            amazon = set_fields(vpc.id, enable_dns_support=True, enable_dns_hostnames=True, dhcp_options=None)
            yield Fix(
                _("Use Amazon's resolver in %s") % vpc.label,
                (amazon,),
                FREE,
                _("names are no longer resolved by your own server"),
            )
