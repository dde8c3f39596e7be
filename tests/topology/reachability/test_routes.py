"""Route tables: the longest prefix wins, a subnet without its own table uses the main one, a black hole is no way."""

from topology.model import PrefixList, Route, RouteTable, Subnet, SubnetAssociation, Unresolved, VpcEndpoint

from ..asking import blocked_by, causes, reaches, verdict
from ..builders import Network, network
from .hosts import ALL, host

FAR = "198.51.100.9"


def public_task() -> Network:
    """The service `app` with public addresses in the public subnet `a`."""
    return network().vpc().subnet("a", public=True).service("app", "a", public_ip=True)


def test_a_subnet_without_any_route_reaches_its_vpc_and_nothing_else() -> None:
    made = network().vpc().subnet("a").subnet("b", "b").group("open", [ALL])
    topology = made.service("app", "a", ["open"]).add(host("server", "b", "open")).build()
    assert reaches(topology, "app", "server") == "reachable"
    assert blocked_by(topology, "app", "internet") == [("NO_ROUTE", "rtb-a")]


def test_the_most_specific_route_wins() -> None:
    made = public_task().subnet("b", public=True).nat("nat", "b", connectivity_type="private")
    topology = made.route("a", "198.51.100.0/24", "nat").build()
    assert blocked_by(topology, "app", FAR) == [("NAT_IS_PRIVATE", "nat")]
    assert reaches(topology, "app", "198.51.101.9") == "reachable"


def test_the_order_of_routes_does_not_matter() -> None:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub", connectivity_type="private").subnet("a")
    made.route("a", "198.51.100.0/24", "nat").route("a", "0.0.0.0/0", "igw-vpc").service("app", "a", public_ip=True)
    assert blocked_by(made.build(), "app", FAR) == [("NAT_IS_PRIVATE", "nat")]


def test_part_of_the_internet_is_not_the_internet() -> None:
    made = (
        network()
        .vpc()
        .subnet("a")
        .internet_gateway()
        .route("a", "198.51.100.0/24", "igw-vpc")
        .service("app", "a", public_ip=True)
    )
    topology = made.build()
    assert reaches(topology, "app", FAR) == "reachable"
    assert verdict(topology, "internet-egress-ipv4") == "partial"


def test_a_static_route_wins_over_a_propagated_one_to_the_same_destination() -> None:
    made = public_task().subnet("b").nat("nat", "b", connectivity_type="private")
    table = made.resources["rtb-a"]
    assert isinstance(table, RouteTable)
    propagated = Route(destination_cidr_block="0.0.0.0/0", nat_gateway_id="nat", propagated=True)
    assert reaches(made.change("rtb-a", routes=(propagated, *table.routes)).build(), "app", "internet") == "reachable"


def test_a_route_to_a_range_wins_over_one_to_a_prefix_list_of_the_same_length() -> None:
    made = (
        public_task()
        .subnet("b")
        .nat("nat", "b", connectivity_type="private")
        .add(PrefixList(id="pl-far", entries=("198.51.100.0/24",)))
    )
    made.route("a", "pl-far", "nat")
    assert blocked_by(made.build(), "app", FAR) == [("NAT_IS_PRIVATE", "nat")]
    made.route("a", "198.51.100.0/24", "igw-vpc")
    assert reaches(made.build(), "app", FAR) == "reachable"


def test_a_black_hole_is_no_way_and_hides_the_wider_route() -> None:
    made = public_task()
    table = made.resources["rtb-a"]
    assert isinstance(table, RouteTable)
    gone = Route(destination_cidr_block="198.51.100.0/24", gateway_id="igw-vpc", state="blackhole")
    topology = made.change("rtb-a", routes=(*table.routes, gone)).build()
    assert blocked_by(topology, "app", FAR) == [("BLACKHOLE_ROUTE", "rtb-a")]
    assert verdict(topology, "internet-egress-ipv4") == "partial"


def test_a_route_to_a_nat_gateway_that_was_deleted_is_a_black_hole() -> None:
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").service("app", "a")
    topology = made.build().without("nat")
    assert causes(topology, "internet-egress-ipv4") == [("BLACKHOLE_ROUTE", "rtb-a")]


def test_a_subnet_without_a_table_of_its_own_uses_the_main_one() -> None:
    made = public_task()
    table = made.resources["rtb-a"]
    assert isinstance(table, RouteTable)
    assert reaches(made.change("rtb-a", associations=(), main=True).build(), "app", "internet") == "reachable"


def test_without_any_table_there_are_the_local_routes() -> None:
    made = network().vpc().group("open", [ALL]).internet_gateway()
    made.add(
        *(
            Subnet(id=i, vpc_id="vpc", cidr_block=f"10.0.{n}.0/24", availability_zone="us-east-1a")
            for n, i in enumerate("ab")
        )
    )
    topology = made.service("app", "a", ["open"], public_ip=True).add(host("server", "b", "open")).build()
    assert reaches(topology, "app", "server") == "reachable"
    assert blocked_by(topology, "app", "internet") == [("NO_ROUTE", None)]


def test_the_main_table_of_another_vpc_is_not_used() -> None:
    made = (
        network()
        .vpc("other", "10.9.0.0/16")
        .subnet("x", public=True)
        .vpc()
        .add(Subnet(id="a", vpc_id="vpc", cidr_block="10.0.0.0/24"))
    )
    made.change("rtb-x", main=True).service("app", "a", public_ip=True)
    assert blocked_by(made.build(), "app", "internet") == [("NO_ROUTE", None)]


def test_every_block_of_a_vpc_is_local() -> None:
    made = (
        network()
        .vpc("vpc", "10.0.0.0/16", "100.64.0.0/16")
        .subnet("a")
        .subnet("b", cidr="100.64.1.0/24")
        .group("open", [ALL])
    )
    topology = made.add(host("client", "a", "open"), host("server", "b", "open")).build()
    assert reaches(topology, "client", "server") == "reachable"


def test_the_second_subnet_of_a_workload_shows_where_the_routes_differ() -> None:
    made = network().vpc().subnet("a", public=True).subnet("b", "b").service("app", ["a", "b"], public_ip=True)
    topology = made.build()
    assert verdict(topology, "internet-egress-ipv4") == "partial"
    assert causes(topology, "internet-egress-ipv4") == [("NO_ROUTE", "rtb-b")]


def test_which_table_a_subnet_uses_may_be_open() -> None:
    made = public_task()
    made.change("rtb-a", associations=())
    topology = made.build(unresolved=(Unresolved(resource="rtb-a", property="associations", reason="a parameter"),))
    assert verdict(topology, "internet-egress-ipv4") == "unknown"


def test_a_route_that_the_input_does_not_resolve_may_be_the_one() -> None:
    topology = (
        network()
        .vpc()
        .subnet("a")
        .internet_gateway()
        .service("app", "a", public_ip=True)
        .build(unresolved=(Unresolved(resource="rtb-a", property="routes", reason="a parameter"),))
    )
    assert verdict(topology, "internet-egress-ipv4") == "unknown"


def test_a_route_whose_target_is_a_parameter_leads_nobody_knows_where() -> None:
    made = network().vpc().subnet("a").service("app", "a", public_ip=True)
    made.add(
        RouteTable(
            id="rtb-a",
            vpc_id="vpc",
            associations=(SubnetAssociation(subnet_id="a"),),
            routes=(Route(destination_cidr_block="0.0.0.0/0"),),
        )
    )
    assert verdict(made.build(), "internet-egress-ipv4") == "unknown"


def test_the_route_table_of_a_subnet_may_be_a_parameter_of_the_subnet() -> None:
    made = public_task().change("rtb-a", associations=())
    topology = made.build(unresolved=(Unresolved(resource="a", property="route_table_id", reason="a parameter"),))
    assert verdict(topology, "internet-egress-ipv4") == "unknown"


def test_what_a_gateway_load_balancers_endpoint_does_is_not_in_the_input() -> None:
    made = network().vpc().subnet("fw").subnet("a").internet_gateway().service("app", "a", public_ip=True)
    made.add(VpcEndpoint(id="inspection", vpc_id="vpc", vpc_endpoint_type="GatewayLoadBalancer", subnet_ids=("fw",)))
    assert verdict(made.route("a", "0.0.0.0/0", "inspection").build(), "internet-egress-ipv4") == "unknown"


def test_a_route_of_a_prefix_list_to_a_gateway_endpoint_carries_what_the_list_names() -> None:
    made = network().vpc().subnet("a").gateway_endpoint("s3").service("app", "a")
    made.add(PrefixList(id="pl-s3", prefix_list_name="com.amazonaws.us-east-1.s3")).route("a", "pl-s3", "s3-endpoint")
    assert verdict(made.build(), "image-pull", to="s3") == "reachable"


def test_an_open_association_of_one_vpc_leaves_nothing_open_in_another() -> None:
    made = public_task().vpc("other", "10.9.0.0/16").subnet("far").group("far-open", [ALL])
    made.add(host("beyond", "far", "far-open")).change("rtb-far", associations=())
    open_table = Unresolved(resource="rtb-a", property="associations", reason="a parameter")
    assert blocked_by(made.build(unresolved=(open_table,)), "beyond", "internet") == [("NO_ROUTE", None)]
    unknown_vpc = made.change("rtb-a", vpc_id=None).build(unresolved=(open_table,))
    assert reaches(unknown_vpc, "beyond", "internet") == "unknown"
