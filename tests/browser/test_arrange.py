"""Selecting, moving, aligning, the clipboard, finding: with pointer and keyboard."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, expect

from .canvas import Canvas
from .server import Server

Open = Callable[..., Canvas]


def box(canvas: Canvas, key: str) -> dict[str, float]:
    found = canvas.node(key).bounding_box()
    assert found, key
    return dict(found)


def revision(canvas: Canvas) -> int:
    canvas.wait_saved()
    return int(canvas.server.call("GET", f"designs/{canvas.design}/")["revision"])


def test_several_nodes_are_dragged_together_as_one_step(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.node("NatA").click()
    canvas.node("BillingWorker@AppA").click(modifiers=["Shift"])
    expect(canvas.page.get_by_text("2 selected", exact=True).first).to_be_visible()
    before = {key: box(canvas, key) for key in ("NatA", "BillingWorker@AppA")}
    x, y = canvas.middle("NatA")
    canvas.page.keyboard.down("Control")  # no snapping, so that both move by the same
    canvas._drag(x, y, x + 24, y + 20)
    canvas.page.keyboard.up("Control")
    moved = {key: box(canvas, key)["x"] - before[key]["x"] for key in before}
    assert min(moved.values()) > 15 and max(moved.values()) - min(moved.values()) < 5, moved
    assert revision(canvas) == 2
    canvas.page.keyboard.press("Control+z")
    canvas.wait_saved()
    assert box(canvas, "NatA") == before["NatA"]
    assert box(canvas, "BillingWorker@AppA") == before["BillingWorker@AppA"]


def test_a_rectangle_on_free_ground_selects_what_it_touches(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    subnet = box(canvas, "AppA")
    page.keyboard.down("Shift")
    x, y = subnet["x"] + 6, subnet["y"] + 38
    canvas._drag(x, y, subnet["x"] + subnet["width"] - 8, subnet["y"] + subnet["height"] - 6)
    page.keyboard.up("Shift")
    expect(canvas.node("BillingWorker@AppA").locator(".is-selected")).to_be_visible()
    expect(canvas.node("OrdersApi@AppA").locator(".is-selected")).to_be_visible()
    expect(canvas.node("AppA").locator(".subnet.is-selected")).to_have_count(0)
    assert revision(canvas) == 1
    page.keyboard.press("Control+a")
    expect(canvas.node("OrdersVpc").locator(".vpc.is-selected")).to_be_visible()


def test_what_is_dragged_catches_on_its_neighbours_lines(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    (x, y), other = canvas.middle("BillingWorker@AppA"), box(canvas, "OrdersApi@AppA")
    before = box(canvas, "BillingWorker@AppA")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 4, steps=4)
    page.mouse.move(x + other["x"] - before["x"] + 3, y + 4, steps=4)
    expect(page.get_by_test_id("snap-lines").locator("line").first).to_be_attached()
    page.mouse.up()
    expect(page.get_by_test_id("snap-lines")).to_have_count(0)
    assert abs(box(canvas, "BillingWorker@AppA")["x"] - other["x"]) < 1.5


def test_arrow_keys_move_what_is_selected_and_alignment_is_one_step(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("NatA").click()
    before = box(canvas, "NatA")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(700)
    assert revision(canvas) == 2
    layout = canvas.server.call("GET", f"designs/{canvas.design}/")["document"]["layout"]
    assert layout["NatA"]["y"] == orders["layout"]["NatA"]["y"] + 21
    assert box(canvas, "NatA")["y"] > before["y"]
    canvas.node("OrdersAlb@PublicA").click(modifiers=["Shift"])
    page.keyboard.press("Alt+w")
    canvas.wait_saved()
    assert abs(box(canvas, "NatA")["y"] - box(canvas, "OrdersAlb@PublicA")["y"]) < 1.5
    assert revision(canvas) == 3


def test_what_is_copied_in_one_design_is_pasted_in_another_tab(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    here = Canvas.opened(context.new_page(), server, server.new_design("From", orders))
    here.header("OrdersVpc").click()
    here.page.keyboard.press("Control+c")
    there = Canvas.opened(context.new_page(), server, server.new_design("To"))
    there.page.locator("body").click(position={"x": 700, "y": 800})
    there.page.keyboard.press("Control+v")
    expect(there.node("OrdersVpc")).to_be_visible()
    expect(there.node("OrdersApi@AppA")).to_be_visible()
    there.wait_saved()
    assert set(server.resources(there.design)) >= {"OrdersVpc", "AppA", "OrdersIgw", "OrdersApi", "OrdersGroup"}
    there.page.keyboard.press("Control+z")
    expect(there.node("OrdersVpc")).to_have_count(0)


def test_cut_and_duplicate_keep_references_and_are_one_step_each(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    canvas.node("BillingWorker@AppA").click()
    page.keyboard.press("Control+d")
    expect(canvas.node("BillingWorker2@AppA")).to_be_visible()
    canvas.wait_saved()
    saved = canvas.server.resources(canvas.design)
    for field in ("subnets", "security_groups", "task_definition", "cluster"):
        assert saved["BillingWorker2"].get(field) == saved["BillingWorker"].get(field)
    page.keyboard.press("Control+x")
    expect(canvas.node("BillingWorker2@AppA")).to_have_count(0)
    canvas.header("AppB").click()
    page.keyboard.press("Control+v")
    expect(canvas.node("BillingWorker2@AppB")).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["BillingWorker2"]["subnets"] == ["AppB"]
    assert revision(canvas) == 4


def test_hostile_text_on_the_clipboard_changes_nothing_and_is_told(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bad = '{"farway": 1, "clipboard": "resources", "companions": [], "resources": [{"type": "Vpc", "id": "<b>x</b>"}]}'
    canvas.node("NatA").click()
    page.evaluate("text => navigator.clipboard.writeText(text)", bad)
    page.keyboard.press("Control+v")
    expect(page.get_by_test_id("toast")).to_contain_text("cannot be read")
    assert revision(canvas) == 1


def test_the_command_palette_finds_and_does_everything(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    palette = page.get_by_test_id("commands")
    canvas.find("10.20.10.77")
    expect(palette.get_by_role("option").first).to_contain_text("app-a")
    page.keyboard.press("Enter")
    expect(palette).to_have_count(0)
    expect(canvas.node("AppA").locator(".is-selected")).to_be_visible()
    canvas.find("insert nat")
    page.keyboard.press("Enter")
    expect(canvas.node("NatGateway")).to_be_visible()
    canvas.find("undo")
    page.keyboard.press("Enter")
    expect(canvas.node("NatGateway")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(palette).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("subnet")
    page.keyboard.press("Control+k")
    expect(palette.get_by_role("combobox"), "it opens while something is typed").to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox", name="Search or insert")).to_be_focused()


def test_the_shortcut_sheet_lists_the_keys(open_design: Open) -> None:
    canvas = open_design()
    canvas.page.keyboard.press("?")
    sheet = canvas.page.get_by_test_id("shortcuts")
    expect(sheet).to_contain_text("Duplicate")
    expect(sheet).to_contain_text("Ctrl+D")
    canvas.page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_without_a_mouse_a_service_comes_into_another_subnet(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.node("BillingWorker@AppA").focus()
    page.keyboard.press("Enter")
    canvas.find("move billing-worker to app-b")
    page.keyboard.press("Enter")
    expect(canvas.node("BillingWorker@AppB")).to_be_visible()
    expect(canvas.node("BillingWorker@AppA")).to_have_count(0)
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["BillingWorker"]["subnets"] == ["AppB"]
