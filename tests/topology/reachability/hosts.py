"""Hosts with known addresses, for tests of single hops."""

from typing import Any

from topology.model import Instance, SecurityGroup

from ..builders import Network, network, rule

ALL = rule("0.0.0.0/0", protocol="-1")
ALL6 = rule("::/0", protocol="-1")


def host(id: str, subnet: str, *groups: str, **fields: Any) -> Instance:
    """An instance that holds these groups; its address is one of its subnet unless it is given."""
    return Instance(id=id, subnet_id=subnet, security_group_ids=groups, **fields)


def two_hosts(**second: Any) -> Network:
    """`client` in subnet `a` and `server` in subnet `b` of one VPC; the group `open` lets everything in and out."""
    return (
        network().vpc().subnet("a").subnet("b", "b").group("open", [ALL])
        .add(host("client", "a", "open", private_ip_address="10.0.0.10"), host("server", "b", *(second.pop("groups", ("open",))), **second))
    )  # fmt: skip


def group_of(*ingress: Any, egress: Any = None, id: str = "server-group") -> SecurityGroup:
    return SecurityGroup(
        id=id,
        vpc_id="vpc",
        security_group_ingress=tuple(ingress),
        security_group_egress=None if egress is None else tuple(egress),
    )
