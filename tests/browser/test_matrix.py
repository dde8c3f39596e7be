"""Who reaches whom, as a table over the canvas."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from .canvas import PATIENCE_MS, Canvas

Open = Callable[..., Canvas]
IN_SIGHT = 3_000  # cells that may exist at once, of a million


def crowd(services: int) -> dict[str, Any]:
    """A document with so many services in one subnet, the even ones open to all of them."""
    anybody = [{"ip_protocol": "tcp", "from_port": 80, "to_port": 80, "cidr_ipv4": "10.0.0.0/16"}]
    resources: dict[str, Any] = {
        "V": {"type": "Vpc", "id": "V", "cidr_block": "10.0.0.0/16"},
        "A": {"type": "Subnet", "id": "A", "vpc_id": "V", "cidr_block": "10.0.0.0/17", "availability_zone": "a"},
        "Open": {"type": "SecurityGroup", "id": "Open", "vpc_id": "V", "security_group_ingress": anybody},
        "Shut": {"type": "SecurityGroup", "id": "Shut", "vpc_id": "V"},
    }
    for n in range(services):
        groups = ["Open" if n % 2 == 0 else "Shut"]
        resources[f"S{n}"] = {"type": "Service", "id": f"S{n}", "subnets": ["A"], "security_groups": groups}
    return {"farway": 1, "resources": resources}


def cell(page: Page, name: str) -> Any:
    return page.get_by_role("gridcell", name=name)


def test_a_cell_says_what_gets_through_and_opens_the_trace_of_its_pair(
    open_design: Open, orders: dict[str, Any]
) -> None:
    page = open_design(orders).page
    page.get_by_role("button", name="Matrix").click()
    expect(page.get_by_test_id("matrix")).to_have_attribute("data-current", "true", timeout=PATIENCE_MS)
    expect(cell(page, "orders-api to billing-worker: closed")).to_contain_text("✕")
    page.get_by_test_id("matrix").get_by_role("button", name="IPv6").click()
    expect(page.get_by_role("status").filter(has_text="2 workloads")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_test_id("matrix").get_by_role("button", name="IPv4").click()
    cell(page, "orders-api to billing-worker: closed").click()
    expect(page.get_by_test_id("matrix")).to_have_count(0)
    expect(page.get_by_role("heading", name="orders-api cannot reach billing-worker")).to_be_visible()


def test_it_is_walked_by_keyboard_and_follows_the_design(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.keyboard.press("Shift+M")
    expect(cell(page, "orders-api to orders-api")).to_be_visible(timeout=PATIENCE_MS)
    cell(page, "orders-api to orders-api").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "orders-api to billing-worker")).to_be_focused()
    page.keyboard.press("End")
    expect(cell(page, "orders-api to Internet")).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="orders-api cannot reach billing-worker")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Matrix").click()
    page.get_by_label("Filter who sends").fill("bill")
    expect(page.get_by_role("rowheader")).to_have_text(["billing-worker"])
    page.get_by_label("Filter who sends").fill("nobody")
    expect(page.get_by_test_id("matrix")).to_contain_text("Nothing matches")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("matrix")).to_have_count(0)


def test_a_thousand_workloads_make_a_million_cells_of_which_only_those_in_sight_exist(open_design: Open) -> None:
    page = open_design(crowd(1000)).page
    page.get_by_role("button", name="Matrix").click()
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "1002", timeout=60_000)
    assert page.get_by_role("gridcell").count() < IN_SIGHT
    expect(cell(page, "S1 to S2: open, tcp 80").first).to_be_visible()
    cell(page, "S0 to S0:").focus()
    page.keyboard.press("Control+End")
    expect(page.locator('[role=gridcell][tabindex="0"]')).to_have_attribute("aria-label", "nothing to ask")
    expect(page.locator(".matrix-side", has_text="Internet")).to_be_in_viewport()
    expect(page.locator(".matrix-column", has_text="Internet")).to_be_in_viewport()
    assert page.get_by_role("gridcell").count() < IN_SIGHT
