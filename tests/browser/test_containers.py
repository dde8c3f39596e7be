"""Containers: resized, folded, and asked for what AWS asks for."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def size(canvas: Canvas, key: str) -> tuple[float, float]:
    box = canvas.node(key).bounding_box()
    assert box
    return box["width"], box["height"]


def test_a_subnet_is_resized_by_its_corner_and_what_is_below_makes_room(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    width, height = size(canvas, "AppA")
    below = canvas.node("DataA").bounding_box()
    corner = canvas.node("AppA").locator(".resize-handle").bounding_box()
    assert corner and below
    x, y = corner["x"] + corner["width"] - 9, corner["y"] + corner["height"] - 9
    canvas._drag(x, y, x, y + 60)
    canvas.wait_saved()
    grown, moved = size(canvas, "AppA"), canvas.node("DataA").bounding_box()
    assert moved and grown[1] - height > 50 and moved["y"] - below["y"] > 50
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["revision"] == 2
    canvas.page.keyboard.press("Control+z")
    canvas.wait_saved()
    assert size(canvas, "AppA") == (width, height)


def test_a_container_is_resized_from_the_keyboard_and_never_under_what_it_holds(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    canvas.header("AppA").click()
    before = size(canvas, "AppA")
    canvas.page.keyboard.press("Control+Shift+ArrowDown")
    canvas.wait_saved()
    assert size(canvas, "AppA")[1] > before[1]
    for _ in range(30):
        canvas.page.keyboard.press("Control+Shift+ArrowUp")
    canvas.wait_saved()
    subnet, task = canvas.node("AppA").bounding_box(), canvas.node("OrdersApi@AppA").bounding_box()
    assert subnet and task and task["y"] + task["height"] < subnet["y"] + subnet["height"]


def test_a_folded_subnet_says_what_it_holds_and_unfolds_when_something_in_it_is_looked_for(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.get_by_role("button", name="Fold app-a").click()
    expect(canvas.node("OrdersApi@AppA")).to_have_count(0)
    expect(canvas.node("AppA")).to_contain_text("6 tasks")
    expect(canvas.node("OrdersApi@AppB")).to_be_visible()
    page.reload()
    expect(canvas.node("AppA")).to_contain_text("6 tasks")
    canvas.find("billing-worker")
    page.keyboard.press("Enter")
    expect(canvas.node("BillingWorker@AppA")).to_be_visible()
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["revision"] == 1, "a way of looking is no change"


def test_an_endpoint_on_a_vpc_asks_for_its_subnets_one_a_zone(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    box = canvas.node("OrdersVpc").bounding_box()
    assert box
    canvas.drag_from_palette("interface-endpoint", box["x"] + box["width"] - 30, box["y"] + box["height"] - 20)
    dialog = page.get_by_test_id("insert-dialog")
    expect(dialog).to_contain_text("us-east-1a")
    dialog.get_by_role("group", name="us-east-1a").get_by_label("app-a").check()
    dialog.get_by_role("group", name="us-east-1b").get_by_label("none").check()
    dialog.get_by_role("button", name="Add VPC endpoint, interface").click()
    canvas.wait_saved()
    added = [r for r in canvas.server.resources(canvas.design).values() if r["id"] not in orders["resources"]]
    assert [r["subnet_ids"] for r in added] == [["AppA"]]


def test_an_endpoint_is_for_the_service_that_is_chosen(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.drop_into("interface-endpoint", "AppA", dy=40)
    dialog = page.get_by_test_id("insert-dialog")
    service = dialog.get_by_label("AWS service")
    expect(service).to_be_focused()
    expect(service.locator("option", has_text="ssmmessages")).to_contain_text("ECS Exec")
    service.select_option("ssmmessages")
    expect(dialog.get_by_role("group", name="us-east-1b").get_by_label("none")).to_be_checked()
    dialog.get_by_role("button", name="Add VPC endpoint, interface").click()
    canvas.wait_saved()
    [added] = [r for r in canvas.server.resources(canvas.design).values() if r["id"] not in orders["resources"]]
    assert added["service_name"] == "com.amazonaws.us-east-1.ssmmessages"
    assert added["subnet_ids"] == ["AppA"]


def test_a_gateway_endpoint_asks_for_route_tables(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.drop_into("gateway-endpoint", "AppA", dy=40)
    dialog = page.get_by_test_id("insert-dialog")
    dialog.get_by_label("AWS service").select_option("dynamodb")
    for table in dialog.get_by_role("checkbox").all():
        table.uncheck()
    dialog.get_by_label("rtb-public").check()
    dialog.get_by_role("button", name="Add VPC endpoint, gateway").click()
    canvas.wait_saved()
    [added] = [r for r in canvas.server.resources(canvas.design).values() if r["id"] not in orders["resources"]]
    assert added["service_name"] == "com.amazonaws.us-east-1.dynamodb"
    assert len(added["route_table_ids"]) == 1


def test_a_route_table_dropped_onto_a_subnet_routes_for_it_alone(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.drop_into("route-table", "AppA", dy=40)
    expect(canvas.node("AppA").get_by_role("button", name="RouteTable")).to_be_visible()
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)
    holders = [
        r["id"]
        for r in saved.values()
        if r["type"] == "RouteTable" and any(a.get("subnet_id") == "AppA" for a in r.get("associations", []))
    ]
    assert holders == ["RouteTable"]


def test_each_region_is_a_named_frame_around_its_vpcs_and_follows_them(
    open_design: Open, orders: dict[str, Any]
) -> None:
    orders["resources"]["Abroad"] = {"type": "Vpc", "id": "Abroad", "cidr_block": "10.99.0.0/16", "region": "eu-west-1"}
    canvas = open_design(orders)
    page = canvas.page

    def holds(region: str, vpc: str) -> None:
        page.wait_for_function(
            """([region, vpc]) => {
              const frame = document.querySelector(`[data-region="${region}"]`).getBoundingClientRect();
              const box = document.querySelector(`.react-flow__node[data-id="${vpc}"]`).getBoundingClientRect();
              return frame.left < box.left && frame.top < box.top && frame.right > box.right && frame.bottom > box.bottom;
            }""",
            arg=[region, vpc],
        )

    expect(page.locator("[data-region]")).to_have_text(["us-east-1", "eu-west-1"])
    holds("us-east-1", "OrdersVpc")
    holds("eu-west-1", "Abroad")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    canvas.node("Abroad").focus()
    page.keyboard.press("Shift+ArrowDown")
    canvas.wait_saved()
    holds("eu-west-1", "Abroad")
    canvas.open_tab("Outline")
    expect(page.get_by_role("treeitem", name="eu-west-1, Region", exact=True)).to_have_attribute("aria-level", "1")


def test_a_route_table_without_a_subnet_is_a_chip_of_its_vpc_and_a_branch_of_it_in_the_outline(
    open_design: Open, orders: dict[str, Any]
) -> None:
    added = [
        {"type": "Vpc", "id": "Tools", "name": "tools", "cidr_block": "10.90.0.0/16"},
        {"type": "RouteTable", "id": "Spare", "name": "rtb-spare", "vpc_id": "Tools"},
    ]
    canvas = open_design({**orders, "resources": {**orders["resources"], **{one["id"]: one for one in added}}})
    page = canvas.page
    canvas.node("Tools").get_by_role("button", name="rtb-spare").press("Enter")
    page.get_by_role("tab", name="Outline").click()
    row = page.get_by_role("treeitem", name="rtb-spare")
    expect(row).to_have_attribute("aria-selected", "true")
    vpc = page.get_by_role("treeitem", name="tools, ").first
    assert int(row.get_attribute("aria-level") or 0) == int(vpc.get_attribute("aria-level") or 0) + 1


def test_the_design_is_renamed_from_the_command_palette(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.keyboard.press("Control+k")
    page.keyboard.type("rename the design")
    page.keyboard.press("Enter")
    expect(page.locator("#design-name")).to_be_focused()
    page.keyboard.type("Orders, second draft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Orders, second draft")
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["name"] == "Orders, second draft"
