"""Route tables, network ACLs and security groups: edited row by row, and shown on the network."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def test_a_route_is_added_validated_and_the_longest_prefix_is_shown(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("AppA").get_by_role("button", name="rtb-app-a").click()
    page.get_by_role("button", name="Add route").click()
    destination = page.get_by_label("Destination of rule").last
    expect(destination).to_be_focused()
    destination.fill("0.0.0.0")
    page.get_by_label("Target of rule").last.select_option(label="nat-a")
    expect(page.get_by_role("alert")).to_contain_text("CIDR")
    expect(destination).to_have_value("0.0.0.0")
    assert canvas.server.resources(canvas.design)["RtbAppA"] == orders["resources"]["RtbAppA"]
    destination.fill("0.0.0.0/0")
    destination.press("Enter")
    expect(canvas.node("AppA")).to_contain_text("private")
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["RtbAppA"]["routes"][-1] == {
        "destination_cidr_block": "0.0.0.0/0",
        "nat_gateway_id": "NatA",
    }
    page.get_by_label("Where does an address go?").fill("8.8.8.8")
    expect(page.get_by_test_id("route-winner")).to_contain_text("To nat-a, by 0.0.0.0/0")
    expect(page.locator(".rules .is-marked")).to_have_count(1)
    page.get_by_label("Where does an address go?").fill("10.20.1.1")
    expect(page.get_by_test_id("route-winner")).to_contain_text("Local")


def test_an_entry_of_a_network_acl_keeps_the_others_and_their_order(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    before = orders["resources"]["AclApp"]["entries"]
    canvas.node("AppA").get_by_role("button", name="acl-app").click()
    inbound = page.get_by_role("table", name="Inbound")
    number = inbound.get_by_label("Rule of rule 1")
    taken = [e for e in before if not e.get("egress")]
    number.fill("70")
    number.press("Enter")
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)["AclApp"]["entries"]
    assert sorted(e["rule_number"] for e in saved if not e.get("egress")) == sorted(
        [70, *sorted(e["rule_number"] for e in taken)[1:]]
    )
    assert [e for e in saved if e.get("egress")] == [e for e in before if e.get("egress")]


def test_a_security_group_shows_who_may_talk_to_whom_and_its_rules_are_edited(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("OrdersGroup").click()
    expect(page.get_by_test_id("group-edges").locator("path.group-edge").first).to_be_attached()
    expect(page.locator(".group-label").first).to_contain_text("TCP")
    inbound = page.get_by_role("table", name="Inbound rules")
    ports = inbound.get_by_label("Ports of rule 1")
    ports.fill("8080-8090")
    ports.press("Enter")
    canvas.wait_saved()
    rule = canvas.server.resources(canvas.design)["OrdersGroup"]["security_group_ingress"][0]
    assert (rule["from_port"], rule["to_port"]) == (8080, 8090)
    assert (
        rule["referenced_group_id"]
        == orders["resources"]["OrdersGroup"]["security_group_ingress"][0]["referenced_group_id"]
    )


def test_a_group_rules_description_and_icmp_type_are_edited_in_its_row(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("OrdersGroup").click()
    table = page.get_by_role("table", name="Inbound rules")
    table.get_by_label("Description of rule 1").fill("From the load balancer")
    table.get_by_label("Description of rule 1").press("Enter")
    canvas.wait_saved()
    rule = canvas.server.resources(canvas.design)["OrdersGroup"]["security_group_ingress"][0]
    assert rule["description"] == "From the load balancer"
    table.get_by_label("Protocol of rule 1").select_option("icmp")
    table.get_by_label("Ports of rule 1").fill("3/4")
    table.get_by_label("Ports of rule 1").press("Enter")
    canvas.wait_saved()
    rule = canvas.server.resources(canvas.design)["OrdersGroup"]["security_group_ingress"][0]
    assert (rule["ip_protocol"], rule["from_port"], rule["to_port"]) == ("icmp", 3, 4)
    assert rule["description"] == "From the load balancer"


def test_a_route_says_that_it_is_a_blackhole_and_that_a_gateway_brought_it(
    open_design: Open, orders: dict[str, Any]
) -> None:
    route = {
        "destination_cidr_block": "10.9.0.0/16",
        "nat_gateway_id": "NatA",
        "state": "blackhole",
        "propagated": True,
    }
    orders["resources"]["RtbAppA"]["routes"] = [route]
    canvas = open_design(orders)
    canvas.node("AppA").get_by_role("button", name="rtb-app-a").click()
    expect(canvas.page.get_by_role("table", name="Routes")).to_contain_text("✕ blackhole, propagated")
