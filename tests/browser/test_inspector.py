"""The inspector: address space, blocks that never overlap, several resources at once, AWS's pages."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def test_the_address_space_of_a_vpc_is_a_bar_of_its_subnets(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.header("OrdersVpc").click()
    space = page.get_by_test_id("space")
    expect(space).to_contain_text("64,000 of 65,536 addresses are in no subnet")
    space.get_by_role("button", name="app-b 10.20.11.0/24").click()
    expect(canvas.node("AppB").locator(".is-selected")).to_be_visible()
    expect(page.get_by_test_id("space")).to_contain_text("251 usable (AWS keeps 5)")
    expect(page.get_by_test_id("space")).to_contain_text("up to 4 tasks")


def test_a_block_that_overlaps_another_subnet_is_refused_at_its_field(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    canvas.header("AppA").click()
    cidr = canvas.field("cidr_block").locator("input")
    cidr.fill("10.20.11.128/25")
    cidr.press("Enter")
    expect(canvas.field("cidr_block").get_by_role("alert")).to_contain_text("overlaps app-b")
    expect(cidr).to_have_value("10.20.11.128/25")
    cidr.fill("10.20.40.0/24")
    cidr.press("Enter")
    expect(canvas.field("cidr_block").get_by_role("alert")).to_have_count(0)
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["AppA"]["cidr_block"] == "10.20.40.0/24"


def test_several_services_are_edited_together_as_one_step(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("OrdersApi@AppA").click()
    canvas.node("BillingWorker@AppA").click(modifiers=["Shift"])
    expect(canvas.field("desired_count")).to_contain_text("they differ")
    canvas.field("desired_count").locator("input").fill("7")
    canvas.field("desired_count").locator("input").press("Enter")
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)
    assert {saved[i]["desired_count"] for i in ("OrdersApi", "BillingWorker")} == {7}
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["revision"] == 2
    page.keyboard.press("Escape")


def test_a_resource_leads_to_the_page_of_aws(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.node("NatA").click()
    link = canvas.page.get_by_test_id("inspector").get_by_role("link", name="AWS's page")
    assert (link.get_attribute("href") or "").endswith("aws-resource-ec2-natgateway.html")


def test_a_quota_that_aws_raised_is_entered_and_its_finding_goes(open_design: Open) -> None:
    vpcs = {f"vpc{n}": {"type": "Vpc", "id": f"vpc{n}", "cidr_block": f"10.{n}.0.0/16"} for n in range(6)}
    canvas = open_design({"farway": 1, "region": "us-east-1", "resources": vpcs})
    canvas.wait_checked()
    page = canvas.page
    pills = page.get_by_test_id("pills")
    expect(pills).to_contain_text("1 warning")
    page.get_by_text("Quotas of the account").click()
    field = page.get_by_label("VPCs per Region", exact=True)
    expect(field).to_have_attribute("placeholder", "5")
    field.fill("none")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("A whole number from 1")
    field.fill("10")
    field.press("Enter")
    canvas.wait_checked()
    expect(pills).not_to_contain_text("warning")
    expect(page.get_by_text("1 of its own")).to_be_visible()
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["document"]["quotas"] == {"vpcs_per_region": 10}
    page.get_by_role("button", name="Undo").click()
    canvas.wait_checked()
    expect(pills).to_contain_text("1 warning")


def test_a_resource_leads_to_what_it_names_and_to_what_names_it(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("OrdersApi@AppA").click()
    canvas.field("task_definition").get_by_role("button", name="Open").click()
    inspector = page.get_by_test_id("inspector")
    expect(inspector.get_by_role("heading", level=2)).to_have_text("OrdersTask")
    expect(canvas.field("execution_role_arn")).to_contain_text("pulls the image")
    inspector.get_by_role("region", name="Used by").get_by_role("button", name="orders-api").click()
    expect(inspector.get_by_role("heading", level=2)).to_have_text("orders-api")


def test_what_is_not_of_a_resources_kind_stands_behind_a_fold(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.node("S3Endpoint").click()
    expect(canvas.field("route_table_ids")).to_be_visible()
    expect(canvas.field("security_group_ids")).to_be_hidden()
    canvas.page.get_by_text("Tags and other properties").click()
    expect(canvas.field("security_group_ids")).to_be_visible()


def test_the_help_of_a_field_is_opened_by_keyboard(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.header("AppA").click()
    zone = canvas.field("availability_zone")
    expect(zone.locator("input")).to_have_accessible_description(re.compile("A task runs in the zone of its subnet"))
    expect(zone.locator(".help")).to_be_hidden()
    canvas.field("vpc_id").get_by_role("button", name="Open").focus()
    canvas.page.keyboard.press("Tab")
    expect(zone.get_by_role("button", name="Help on Availability zone")).to_be_focused()
    canvas.page.keyboard.press("Enter")
    expect(zone.locator(".help")).to_be_visible()


def test_the_table_of_routes_explains_what_a_row_is_made_of(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.page.keyboard.press("Escape")
    canvas.find("rtb-app-a")
    canvas.page.keyboard.press("Enter")
    routes = canvas.field("routes")
    routes.get_by_text("What a row is made of").click()
    expect(routes.get_by_text("64:ff9b::/96 alone")).to_be_visible()
