"""From an empty canvas to a checked network without a pointer: insert, move, bring elsewhere, connect, inspect, trace."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def insert(canvas: Canvas, what: str) -> None:
    """Search the palette from anywhere, and insert its first item."""
    page = canvas.page
    page.keyboard.press("/")
    expect(page.locator("#palette-search")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(what)
    page.keyboard.press("Enter")


def do(canvas: Canvas, words: str) -> None:
    """Do the first thing that the command palette finds."""
    palette = canvas.find(words)
    expect(palette.get_by_role("option").first).to_be_visible()
    canvas.page.keyboard.press("Enter")
    expect(palette).to_have_count(0)


def focus(canvas: Canvas, key: str) -> None:
    canvas.node(key).focus()
    canvas.page.keyboard.press("Enter")


def of(canvas: Canvas, type: str) -> list[str]:
    canvas.wait_saved()
    return [id for id, resource in canvas.server.resources(canvas.design).items() if resource["type"] == type]


def test_a_network_is_drawn_and_asked_without_a_pointer(open_design: Open) -> None:
    canvas = open_design()
    page = canvas.page
    insert(canvas, "vpc")
    insert(canvas, "subnet")
    [first] = of(canvas, "Subnet")
    focus(canvas, "Vpc")
    insert(canvas, "subnet")
    [second] = [id for id in of(canvas, "Subnet") if id != first]
    focus(canvas, first)
    insert(canvas, "fargate service")
    [service] = of(canvas, "Service")

    focus(canvas, f"{service}@{first}")
    ring = canvas.node(f"{service}@{first}").evaluate("node => getComputedStyle(node).outlineStyle")
    inner = canvas.node(f"{service}@{first}").locator(".item").evaluate("node => getComputedStyle(node).outlineStyle")
    assert "solid" in (ring, inner), "focus is seen"
    before = canvas.node(f"{service}@{first}").bounding_box()
    page.keyboard.press("ArrowRight")
    canvas.wait_saved()
    after = canvas.node(f"{service}@{first}").bounding_box()
    assert before and after and after["x"] > before["x"]

    do(canvas, f"move {service} to {second}".lower())
    expect(canvas.node(f"{service}@{second}")).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)[service]["subnets"] == [second]

    insert(canvas, "external host")
    [host] = of(canvas, "ExternalHost")
    focus(canvas, f"{service}@{second}")
    do(canvas, f"connect {service} to".lower())
    [connection] = of(canvas, "Connection")
    assert canvas.server.resources(canvas.design)[connection]["destination"] == host

    focus(canvas, f"{service}@{second}")
    field = canvas.field("name").locator("input")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("api")
    page.keyboard.press("Enter")
    expect(canvas.node(f"{service}@{second}")).to_contain_text("api")
    page.get_by_role("tab", name="Outline").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name="api").first).to_be_visible()
    page.get_by_role("tab", name="Findings").focus()
    page.keyboard.press("Enter")
    canvas.wait_checked()
    row = page.locator('.flow[data-flow="application"]').first
    row.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("path").locator(".hop").first).to_be_visible()

    page.keyboard.press("t")
    expect(page.get_by_test_id("trace-source").get_by_role("combobox")).to_have_value("api")
    expect(page.get_by_test_id("trace-destination").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("internet")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("trace-answer").locator("ol.path > li").first).to_be_visible()


def test_the_palette_finds_what_is_in_the_design_as_well_as_what_may_be_inserted(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    there = page.get_by_role("region", name="In this design")
    expect(there).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("10.20.11.0/24")
    expect(page.get_by_role("searchbox", name="Search or insert")).to_have_value("10.20.11.0/24")
    expect(there.get_by_role("button")).to_have_count(2)
    expect(there.get_by_role("button").first).to_contain_text("app-b")
    expect(there.get_by_role("button").last).to_contain_text("orders-vpc")
    expect(page.locator(".palette [data-kind]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("inspector").get_by_role("heading", level=2)).to_have_text("app-b")
    found = page.get_by_role("searchbox", name="Search or insert")
    found.fill("billing")
    there.get_by_role("button").first.press("Enter")
    expect(page.get_by_test_id("inspector").get_by_role("heading", level=2)).to_have_text("billing-worker")
    found.fill("nothing of this name")
    expect(page.get_by_label("Palette", exact=True)).to_contain_text("Nothing is called")


def test_a_node_and_its_row_of_the_outline_say_what_was_found(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    expect(canvas.node("OrdersApi@AppA")).to_have_accessible_name("orders-api, 4 tasks, Linux 1.4.0, Fargate service")
    expect(canvas.node("OrdersApi@AppA")).to_have_accessible_description(re.compile("^2 problems .*arrow keys"))
    canvas.open_tab("Outline")
    row = canvas.page.get_by_role("treeitem", name="orders-api, 2 problems, Fargate service", exact=True)
    expect(row).to_have_count(2)
    expect(row.first.locator(".badge")).to_have_text("✕ 2")


def test_the_menu_of_the_canvas_is_there_for_pointer_and_keyboard(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    menu = page.get_by_test_id("context-menu")
    canvas.node("OrdersApi@AppA").click(button="right")
    expect(menu.get_by_role("menuitem", name="Spread it over three zones")).to_be_visible()
    expect(menu.get_by_role("menuitem").last).to_be_in_viewport(ratio=1)
    expect(canvas.node("OrdersApi@AppA").locator(".is-selected")).to_be_visible()
    menu.get_by_role("menuitem", name="Connect to…").click()
    palette = page.get_by_test_id("commands")
    expect(palette.get_by_role("combobox")).to_have_value("Connect")
    palette.get_by_role("option", name="Connect orders-api to billing-worker").click()
    canvas.wait_saved()
    connections = [r for r in canvas.server.resources(canvas.design).values() if r["type"] == "Connection"]
    assert [(c["source"], c["destination"]) for c in connections] == [("OrdersApi", "BillingWorker")]

    canvas.node("NatA").focus()
    page.keyboard.press("Shift+F10")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(canvas.node("NatA")).to_be_focused()
    page.keyboard.press("Shift+F10")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem", name="Delete")).to_be_focused()
    page.keyboard.press("Enter")
    expect(canvas.node("NatA")).to_have_count(0)


def test_what_is_opened_by_keyboard_gives_the_focus_back_when_it_is_left(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.wait_checked()
    service = canvas.node("OrdersApi@AppA")
    service.focus()
    page.keyboard.press("ContextMenu")
    menu = page.get_by_test_id("context-menu")
    expect(menu.get_by_role("menuitem", name="Spread it over three zones")).to_be_visible()  # learnt while it is open
    expect(menu.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(service).to_be_focused()

    focus(canvas, "AppA")
    intent = page.get_by_role("button", name="Make it private with NAT")
    intent.press("Enter")
    expect(page.get_by_test_id("proposal")).to_be_visible()
    page.keyboard.press("Escape")
    expect(intent).to_be_focused()

    page.get_by_role("tab", name=re.compile("^Findings")).press("Enter")
    accept = page.get_by_role("button", name="Accept…").first
    accept.press("Enter")
    expect(page.get_by_label("Why is this all right?")).to_be_focused()
    page.keyboard.press("Escape")
    expect(accept).to_be_focused()

    flow = page.locator(".flow", has_text="blocked").first
    flow.press("Enter")
    expect(page.get_by_test_id("findings").get_by_role("heading", level=2)).to_be_focused()
    fold = page.locator(".fix summary").first
    fold.press("Enter")
    expect(page.locator(".fix details").first).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(flow).to_be_focused()

    lens = page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name="MTU")
    lens.press("Enter")
    page.get_by_role("button", name="No lens").press("Enter")
    expect(lens).to_be_focused()


def test_an_endpoint_is_asked_for_and_inserted_by_keyboard(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    focus(canvas, "OrdersVpc")
    dialog = page.get_by_test_id("insert-dialog")
    insert(canvas, "vpc endpoint, interface")
    expect(dialog.get_by_label("AWS service")).to_be_focused()
    page.keyboard.press("Escape")  # the list of services is not open: one press is enough
    expect(dialog).to_have_count(0)
    expect(page.locator("#palette-search")).to_be_focused()
    before = len(of(canvas, "VpcEndpoint"))
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("AWS service")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator("#palette-search")).to_be_focused()
    assert len(of(canvas, "VpcEndpoint")) == before + 1


def test_a_declared_connection_is_deleted_in_the_outline_and_its_neighbour_has_the_focus(
    open_design: Open, orders: dict[str, Any]
) -> None:
    orders["resources"]["ToBilling"] = {
        "type": "Connection",
        "id": "ToBilling",
        "name": "to-billing",
        "source": "OrdersApi",
        "destination": "BillingWorker",
        "destination_port": 8080,
    }
    canvas = open_design(orders)
    page = canvas.page
    page.get_by_role("tab", name="Outline").press("Enter")
    row = page.get_by_role("treeitem", name="to-billing, Connection", exact=True)
    row.press("Enter")
    row.press("Delete")
    expect(row).to_have_count(0)
    expect(page.locator("[role=treeitem]:focus")).to_have_count(1)
    assert of(canvas, "Connection") == []
    page.keyboard.press("Control+z")
    expect(row).to_have_count(1)
    assert of(canvas, "Connection") == ["ToBilling"]
