"""Where things stand on the canvas."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from topology.layout import Node, lay_out, nodes, tier_of, with_layout
from topology.layout.nodes import route_tables
from topology.model import (
    Box,
    ElasticIp,
    Instance,
    InternetGateway,
    NatGateway,
    NetworkInterface,
    Route,
    RouteTable,
    Service,
    Subnet,
    Topology,
    TransitGatewayAttachment,
    Vpc,
    VpcEndpoint,
)

from .builders import Network, network


def by_key(topology: Topology) -> dict[str, Node]:
    found = nodes(topology)
    assert len({n.key for n in found}) == len(found)
    return {n.key: n for n in found}


def two_tiers() -> Network:
    return (
        network().vpc()
        .subnet("public-a", public=True).subnet("public-b", "b", public=True)
        .nat("nat", "public-a")
        .subnet("app-a", nat="nat").subnet("app-b", "b", nat="nat")
        .subnet("data-a").subnet("data-b", "b")
        .group("web")
    )  # fmt: skip


# Which nodes there are


def test_a_service_stands_in_each_of_its_subnets() -> None:
    found = by_key(two_tiers().service("app", ["app-a", "app-b"]).build())
    assert [found[k].parent for k in ("app@app-a", "app@app-b")] == ["app-a", "app-b"]
    assert "app" not in found


def test_subnets_stand_in_the_zones_of_their_vpc() -> None:
    found = by_key(two_tiers().build())
    assert found["app-b"].parent == "vpc/us-east-1b"
    assert found["vpc/us-east-1b"].parent == "vpc"
    assert found["vpc/us-east-1b"].resource is None


def test_a_subnet_without_a_zone_still_stands_in_its_vpc() -> None:
    found = by_key(network().vpc().add(Subnet(id="s", vpc_id="vpc")).build())
    assert (found["s"].parent, found["vpc/"].parent) == ("vpc/", "vpc")


def test_a_subnet_without_a_vpc_stands_outside() -> None:
    assert by_key(Topology.of(Subnet(id="s", availability_zone="us-east-1a")))["s"].parent is None


def test_gateways_stand_on_the_border_and_what_is_attached_nowhere_outside() -> None:
    found = by_key(two_tiers().gateway_endpoint("s3", "app-a").egress_only().add(InternetGateway(id="spare")).build())
    assert {found[k].role for k in ("igw-vpc", "s3-endpoint", "eigw")} == {"gateway"}
    assert found["spare"].parent is None and found["spare"].role == "outside"


def test_a_regional_nat_gateway_stands_on_the_border_and_a_zonal_one_in_its_subnet() -> None:
    regional = NatGateway(id="regional", vpc_id="vpc", availability_mode="regional")
    found = by_key(two_tiers().add(regional).build())
    assert found["regional"].role == "gateway" and found["nat"].parent == "public-a"


def test_an_attachment_stands_in_its_subnets_and_one_of_no_vpc_outside() -> None:
    attached = TransitGatewayAttachment(id="att", vpc_id="vpc", subnet_ids=("data-a", "data-b"))
    bare = TransitGatewayAttachment(id="bare", vpc_id="vpc")
    vpn = TransitGatewayAttachment(id="vpn", resource_type="vpn")
    found = by_key(two_tiers().add(attached, bare, vpn).build())
    assert [found[k].parent for k in ("att@data-a", "att@data-b")] == ["data-a", "data-b"]
    assert (found["bare"].role, found["bare"].parent) == ("group", "vpc")
    assert found["vpn"].role == "outside"


def test_route_tables_acls_and_addresses_are_no_nodes() -> None:
    found = by_key(two_tiers().acl("acl", "app-a").add(ElasticIp(id="eip")).build())
    assert not {"rtb-app-a", "acl", "eip"} & set(found)


def test_the_interface_of_an_instance_is_not_shown_beside_it() -> None:
    found = by_key(
        two_tiers()
        .add(Instance(id="i", subnet_id="app-a", network_interface_ids=("eni-i",)))
        .add(NetworkInterface(id="eni-i", subnet_id="app-a", instance_id="i"))
        .add(NetworkInterface(id="eni-lambda", subnet_id="app-a", interface_type="lambda"))
        .add(NetworkInterface(id="eni-own", subnet_id="app-a"))
        .build()
    )
    assert "eni-own" in found and "eni-i" not in found and "eni-lambda" not in found


def test_an_id_that_looks_like_a_placement_does_not_hide_one() -> None:
    topology = two_tiers().service("app", "app-a").external_host("app@app-a", "192.0.2.1").build()
    assert len([n for n in nodes(topology) if n.resource in ("app", "app@app-a")]) == 2
    assert len(by_key(topology)) == len(nodes(topology))


def test_tiers_follow_the_routes() -> None:
    topology = two_tiers().gateway_endpoint("s3", "data-a").build()
    tables = route_tables(topology)
    assert [tier_of(topology, tables[s]) for s in ("public-a", "app-a", "data-a")] == ["public", "private", "isolated"]


def test_a_subnet_without_association_has_the_tier_of_the_main_route_table() -> None:
    main = RouteTable(
        id="main", vpc_id="vpc", main=True, routes=(Route(destination_cidr_block="0.0.0.0/0", gateway_id="igw-vpc"),)
    )
    topology = network().vpc().internet_gateway().add(Subnet(id="s", vpc_id="vpc"), main).build()
    assert tier_of(topology, route_tables(topology)["s"]) == "public"


def test_a_route_to_a_gateway_endpoint_leaves_a_subnet_isolated() -> None:
    builder = two_tiers().add(VpcEndpoint(id="s3", vpc_id="vpc"))
    topology = builder.route("data-a", "0.0.0.0/0", "s3").build()
    assert tier_of(topology, route_tables(topology)["data-a"]) == "isolated"


# Where they stand


def rectangles(topology: Topology, boxes: dict[str, Box]) -> Iterator[tuple[Node, float, float, float, float]]:
    for node in nodes(topology):
        box = boxes[node.key]
        assert box.width and box.height
        yield node, box.x, box.y, box.x + box.width, box.y + box.height


def assert_tidy(topology: Topology, boxes: dict[str, Box]) -> None:
    """No two siblings overlap, and all but the gateways on the border are inside their container, below its header."""
    assert set(boxes) == {n.key for n in nodes(topology)}
    by_parent: dict[str | None, list[tuple[Node, float, float, float, float]]] = {}
    for item in rectangles(topology, boxes):
        by_parent.setdefault(item[0].parent, []).append(item)
    headers = {"vpc": 40, "zone": 16, "subnet": 28}
    roles = {n.key: n.role for n in nodes(topology)}
    for parent, items in by_parent.items():
        for i, (node, left, top, right, bottom) in enumerate(items):
            for other, left2, top2, right2, bottom2 in items[:i]:
                apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
                assert apart, f"{node.key} overlaps {other.key}"
            if parent is not None:
                box = boxes[parent]
                assert box.width and box.height
                assert left >= 0 and right <= box.width and bottom <= box.height, f"{node.key} sticks out of {parent}"
                assert top >= headers[roles[parent]] or node.role == "gateway"


def test_zones_are_columns_and_tiers_are_level_rows() -> None:
    topology = two_tiers().service("app", ["app-a", "app-b"]).service("more", "app-a").service("third", "app-a").build()
    boxes = lay_out(topology)
    assert boxes["vpc/us-east-1a"].x < boxes["vpc/us-east-1b"].x
    for tier in ("public", "app", "data"):
        assert boxes[f"{tier}-a"].y == boxes[f"{tier}-b"].y
        assert boxes[f"{tier}-a"].height == boxes[f"{tier}-b"].height
    assert boxes["public-a"].y < boxes["app-a"].y < boxes["data-a"].y
    assert_tidy(topology, boxes)


def test_gateways_sit_across_the_top_border() -> None:
    boxes = lay_out(two_tiers().gateway_endpoint("s3").build())
    for key in ("igw-vpc", "s3-endpoint"):
        box = boxes[key]
        assert box.height and box.y < 0 < box.y + box.height


def test_what_has_a_box_keeps_it() -> None:
    topology = two_tiers().service("app", ["app-a", "app-b"]).build(layout={"app@app-a": Box(x=220, y=60)})
    boxes = lay_out(topology)
    assert (boxes["app@app-a"].x, boxes["app@app-a"].y) == (220, 60)
    assert_tidy(topology, boxes)


def test_a_box_of_what_is_gone_is_forgotten() -> None:
    topology = two_tiers().build(layout={"gone": Box(x=1, y=1)})
    assert "gone" not in with_layout(topology).layout


def test_a_new_service_takes_free_room_and_moves_nothing() -> None:
    topology = with_layout(two_tiers().service("app", "app-a").build())
    more = topology.with_resources(Service(id="second", subnets=("app-a",)))
    boxes = lay_out(more)
    assert {k: boxes[k] for k in topology.layout} == topology.layout
    assert_tidy(more, boxes)


def test_a_subnet_that_grows_pushes_what_is_below_it() -> None:
    topology = with_layout(two_tiers().service("app", "app-a").build())
    more = topology.with_resources(*(Service(id=f"s{i}", subnets=("app-a",)) for i in range(20)))
    boxes = lay_out(more)
    assert boxes["data-a"].y > topology.layout["data-a"].y
    assert boxes["app-b"] == topology.layout["app-b"]
    assert_tidy(more, boxes)


def test_two_vpcs_stand_apart_below_what_is_outside() -> None:
    topology = (
        network().vpc("one").subnet("a").vpc("two", "10.1.0.0/16").subnet("b").peering("peer", "one", "two")
        .external_host("stripe", "api.stripe.com").build()
    )  # fmt: skip
    boxes = lay_out(topology)
    assert boxes["one"].y == boxes["two"].y > boxes["stripe"].y
    assert_tidy(topology, boxes)


def test_an_absurd_number_of_subnets_in_one_zone_still_makes_boxes() -> None:
    vpc = Vpc(id="vpc")
    topology = Topology.of(vpc, *(Subnet(id=f"s{i}", vpc_id="vpc", availability_zone="z") for i in range(1500)))
    assert len(lay_out(topology)) == 1502


@st.composite
def designs(draw: st.DrawFn) -> Topology:
    builder = network()
    for v in range(draw(st.integers(1, 3))):
        builder.vpc(f"vpc{v}", f"10.{v}.0.0/16")
        subnets = []
        for s in range(draw(st.integers(0, 5))):
            subnets.append(f"v{v}s{s}")
            builder.subnet(subnets[-1], draw(st.sampled_from("abc")), public=draw(st.booleans()))
        for i in range(draw(st.integers(0, 6))):
            builder.group(f"v{v}g{i}")
        for i in range(draw(st.integers(0, 4))):
            builder.gateway_endpoint(f"v{v}e{i}")
        if subnets:
            for i in range(draw(st.integers(0, 9))):
                chosen = draw(st.lists(st.sampled_from(subnets), min_size=1, max_size=3, unique=True))
                builder.service(f"v{v}w{i}", chosen)
    for i in range(draw(st.integers(0, 8))):
        builder.external_host(f"host{i}", "192.0.2.1")
    return builder.build()


@settings(max_examples=60, deadline=None)
@given(designs())
def test_nothing_overlaps_and_everything_is_inside_its_container(topology: Topology) -> None:
    boxes = lay_out(topology)
    assert_tidy(topology, boxes)
    assert boxes == lay_out(topology) == lay_out(with_layout(topology))
    assert all(value % 4 == 0 for b in boxes.values() for value in (b.x, b.y, b.width or 0, b.height or 0))


@settings(max_examples=60, deadline=None)
@given(designs(), st.data())
def test_what_is_added_to_a_laid_out_design_overlaps_nothing(topology: Topology, data: st.DataObject) -> None:
    ids = list(topology.resources)
    late = set(data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=len(ids) // 2)))
    keys = {n.key for n in nodes(topology) if n.resource in late or n.parent in late}
    layout = {k: b for k, b in lay_out(topology).items() if k not in keys}
    again = lay_out(topology.changed(layout=layout))
    assert_tidy(topology, again)
