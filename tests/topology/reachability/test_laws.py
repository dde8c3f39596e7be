"""What has to hold of every network: opening opens, order does not matter, JSON keeps everything."""

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from topology.checks.trace import trace
from topology.model import NetworkAcl, NetworkAclEntry, Route, RouteTable, SecurityGroup, SecurityGroupRule, Topology
from topology.model.validation import validated

from .random_networks import CUSTOMERS_LIST, Question, networks, questions

QUICK = settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
ORDER = ("blocked", "partial", "reachable")
WHOLE = (
    ("cidr_ipv4", "0.0.0.0/0"),
    ("cidr_ipv6", "::/0"),
    ("cidr_ipv4", "10.0.0.0/28"),
    ("prefix_list_id", CUSTOMERS_LIST),
)
RULES = st.builds(
    lambda protocol, port, peer: SecurityGroupRule(ip_protocol=protocol, from_port=port, to_port=port, **dict([peer])),
    st.sampled_from(("tcp", "udp", "-1")), st.sampled_from((443, 80, 8080)), st.sampled_from(WHOLE),
)  # fmt: skip


def answer(topology: Topology, asked: Question) -> Any:
    return trace(topology, asked.source, asked.destination, asked.protocol, asked.port, asked.family, remedies=False)


def no_less(before: Topology, after: Topology, asked: list[Question]) -> None:
    """Whatever was open before is open after."""
    for each in asked:
        first, second = answer(before, each)["verdict"], answer(after, each)["verdict"]
        if "unknown" not in (first, second):
            assert ORDER.index(second) >= ORDER.index(first), (each, first, second)


@QUICK
@given(st.data(), RULES, st.booleans())
def test_one_rule_more_in_a_security_group_never_closes_anything(
    data: st.DataObject, added: SecurityGroupRule, ingress: bool
) -> None:
    topology = data.draw(networks())
    assume(added.prefix_list_id is None or CUSTOMERS_LIST in topology.resources)
    group = data.draw(st.sampled_from(topology.all(SecurityGroup)))
    field = "security_group_ingress" if ingress else "security_group_egress"
    held = getattr(group, field)
    assume(held is not None)  # the first egress rule replaces AWS's default
    after = topology.with_resources(group.changed(**{field: (*held, added)}))
    no_less(topology, after, [data.draw(questions(topology)) for _n in range(4)])


@QUICK
@given(st.data(), st.booleans())
def test_an_entry_that_allows_all_before_the_others_never_closes_anything(data: st.DataObject, egress: bool) -> None:
    topology = data.draw(networks())
    assume(topology.all(NetworkAcl))
    acl = data.draw(st.sampled_from(topology.all(NetworkAcl)))
    first = NetworkAclEntry(rule_number=1, egress=egress, rule_action="allow", cidr_block="0.0.0.0/0")
    after = topology.with_resources(acl.changed(entries=(*acl.entries, first)))
    no_less(topology, after, [data.draw(questions(topology)) for _n in range(4)])


@QUICK
@given(st.data())
def test_an_entry_that_denies_all_before_the_others_never_opens_anything(data: st.DataObject) -> None:
    topology = data.draw(networks())
    assume(topology.all(NetworkAcl))
    acl = data.draw(st.sampled_from(topology.all(NetworkAcl)))
    first = NetworkAclEntry(rule_number=1, rule_action="deny", cidr_block="0.0.0.0/0")
    after = topology.with_resources(acl.changed(entries=(*acl.entries, first)))
    no_less(after, topology, [data.draw(questions(topology)) for _n in range(4)])


@QUICK
@given(st.data())
def test_a_route_that_becomes_a_black_hole_never_opens_anything(data: st.DataObject) -> None:
    topology = data.draw(networks())
    tables = [t for t in topology.all(RouteTable) if t.routes]
    assume(tables)
    table = data.draw(st.sampled_from(tables))
    chosen: Route = data.draw(st.sampled_from(table.routes))
    routes = tuple(r.changed(state="blackhole") if r is chosen else r for r in table.routes)
    after = topology.with_resources(table.changed(routes=routes))
    no_less(after, topology, [data.draw(questions(topology)) for _n in range(4)])


@QUICK
@given(st.data())
def test_the_order_of_resources_rules_entries_and_routes_does_not_matter(data: st.DataObject) -> None:
    topology = data.draw(networks())
    turned = Topology.of(*(_turned(r) for r in reversed(topology.resources.values())))
    for _n in range(4):
        asked = data.draw(questions(topology))
        first, second = answer(topology, asked), answer(turned, asked)
        assert first["verdict"] == second["verdict"], asked
        assert {b["cause"] for b in first["blockers"]} == {b["cause"] for b in second["blockers"]}


def _turned(resource: Any) -> Any:
    fields = ("security_group_ingress", "entries", "routes", "associations")
    held = {f: getattr(resource, f, None) for f in fields if f in resource.fields and resource.id != CUSTOMERS_LIST}
    return resource.changed(**{f: tuple(reversed(v)) for f, v in held.items() if v})


@QUICK
@given(networks())
def test_a_topology_survives_its_json(topology: Topology) -> None:
    text = json.dumps(topology.to_document())
    again = validated(Topology, json.loads(text))
    assert again == topology
    assert json.dumps(again.to_document()) == text


@QUICK
@given(st.data())
def test_a_blocked_trace_names_a_cause_and_an_open_one_names_none(data: st.DataObject) -> None:
    topology = data.draw(networks())
    for _n in range(4):
        found = answer(topology, data.draw(questions(topology)))
        assert bool(found["blockers"]) == (found["verdict"] in ("blocked", "partial")) or found["verdict"] == "unknown"
        assert bool(found["allowed"]) == (found["verdict"] in ("reachable", "partial")) or found["verdict"] == "unknown"
        assert len(found["blockers"]) <= 5
        assert {b["resource"] for b in found["blockers"]} <= {*topology.resources, None}
