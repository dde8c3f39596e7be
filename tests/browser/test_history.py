"""The history of a design: looked at, compared on the canvas, restored, with the mouse and by keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from .canvas import PATIENCE_MS, Canvas
from .server import Server

Open = Callable[..., Canvas]
SERVICE = {
    "type": "Service",
    "id": "Reports",
    "name": "reports",
    "subnets": ["AppB"],
    "security_groups": ["OrdersGroup"],
}
ROUTE = {"destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "NatA"}


def change(server: Server, design: str, *changes: dict[str, Any]) -> None:
    """One revision more, made by somebody else."""
    revision = server.call("GET", f"designs/{design}/")["revision"]
    server.call("POST", f"designs/{design}/changes/", {"revision": revision, "changes": list(changes)})


def with_history(open_design: Open, orders: dict[str, Any]) -> Canvas:
    """The orders platform after four changes: a route, a NAT gateway that went, a service that came, a name."""
    canvas = open_design(orders)
    for one in (
        {"op": "connect", "id": "RtbAppA", "property": "routes", "value": ROUTE},
        {"op": "remove", "id": "NatA"},
        {"op": "add", "resource": SERVICE},
        {"op": "set", "id": "AppA", "values": {"name": "app-one"}},
    ):
        change(canvas.server, canvas.design, one)
    expect(canvas.page.get_by_test_id("saved")).to_have_text("Revision 5, saved", timeout=PATIENCE_MS)
    canvas.open_tab("History")
    return canvas


def choose(page: Page, sentence: str) -> None:
    page.get_by_test_id("history").get_by_role("listitem").filter(has_text=sentence).get_by_role("checkbox").check()


def test_the_history_says_who_did_what_and_follows_the_design(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = with_history(open_design, orders)
    page = canvas.page
    rows = page.get_by_test_id("history").get_by_role("listitem")
    expect(rows).to_have_count(5)
    expect(rows.nth(0)).to_contain_text("demo changed name of app-a")
    expect(rows.nth(0)).to_contain_text("Revision 5, now")
    expect(rows.nth(1)).to_contain_text("demo added Fargate service reports")
    expect(rows.nth(2)).to_contain_text("demo deleted NAT gateway nat-a")
    expect(rows.nth(4)).to_contain_text("demo created the design")
    change(canvas.server, canvas.design, {"op": "set", "id": "AppB", "values": {"name": "app-two"}})
    expect(rows.nth(0)).to_contain_text("demo changed name of app-b", timeout=PATIENCE_MS)


def test_one_revision_is_compared_with_now_on_the_canvas(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = with_history(open_design, orders)
    page = canvas.page
    choose(page, "changed routes of rtb-app-a")
    page.get_by_role("button", name="Compare revision 2 with 5").click()
    drawn = page.get_by_test_id("compare")
    expect(drawn.locator('[data-id="NatA"]')).to_contain_text("− removed")
    expect(drawn.locator('[data-id="Reports@AppB"]')).to_contain_text("+ added")
    expect(drawn.locator('[data-id="AppA"]').first).to_contain_text("~ changed")
    expect(drawn.locator('[data-id="NatA"]').locator(".is-removed")).to_be_visible()
    expect(page.locator('[id^="react-flow__node-desc"]').last).to_have_text("")  # what is compared has no keys
    panel = page.get_by_test_id("compare-panel")
    expect(panel).to_contain_text("app-a → app-one")
    expect(panel.locator(".turn-worse")).to_contain_text("✓ reachable → ✕ blocked")
    expect(panel.locator(".turn-worse")).to_contain_text("has no route to")
    panel.locator(".kind-removed").get_by_role("button", name="nat-a").click()
    expect(drawn.locator('[data-id="NatA"]').locator(".is-selected")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(drawn).to_have_count(0)
    expect(canvas.node("OrdersApi@AppA")).to_be_visible()


def test_two_revisions_are_compared_and_the_newest_is_offered_when_it_moved_on(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = with_history(open_design, orders)
    page = canvas.page
    choose(page, "deleted NAT gateway")
    choose(page, "added Fargate service")
    page.get_by_role("button", name="Compare revision 3 with 4").click()
    panel = page.get_by_test_id("compare-panel")
    expect(panel.locator(".kind-added")).to_contain_text("reports")
    expect(panel.locator(".kind-removed")).to_have_count(0)
    expect(panel).to_contain_text("The design is at revision 5 now.")
    panel.get_by_role("button", name="Compare with now").click()
    expect(panel.get_by_role("heading", name="Revision 3 compared with 5")).to_be_focused()
    expect(panel.locator(".kind-changed")).to_contain_text("app-one")


def test_a_revision_is_restored_as_one_step_and_that_is_undone(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = with_history(open_design, orders)
    page = canvas.page
    before = canvas.server.call("GET", f"designs/{canvas.design}/revisions/1/")["document"]["resources"]
    choose(page, "created the design")
    page.get_by_role("button", name="Restore revision 1…").click()
    dialog = page.get_by_test_id("restore")
    expect(dialog).to_contain_text("deletes reports")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert "Reports" in canvas.server.resources(canvas.design)
    page.get_by_role("button", name="Restore revision 1…").click()
    dialog.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_test_id("saved")).to_have_text("Revision 6, saved", timeout=PATIENCE_MS)
    assert canvas.server.resources(canvas.design) == before
    expect(page.get_by_test_id("history").get_by_role("listitem").first).to_contain_text("demo restored revision 1")
    page.locator(".canvas").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_test_id("saved")).to_have_text("Revision 7, saved", timeout=PATIENCE_MS)
    resources = canvas.server.resources(canvas.design)
    assert "NatA" not in resources and resources["AppA"]["name"] == "app-one"


def test_history_by_keyboard_alone(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = with_history(open_design, orders)
    page = canvas.page
    page.keyboard.press("Alt+2")
    page.keyboard.press("Alt+6")
    expect(page.get_by_role("tab", name="History")).to_be_focused()
    expect(page.get_by_test_id("history").get_by_role("listitem")).to_have_count(5)
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    palette = canvas.find("compare revision 4")
    expect(palette.get_by_role("option").first).to_contain_text("Compare revision 4 with 5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Revision 4 compared with 5").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("compare")).to_have_count(0)
    expect(page.get_by_role("tab", name="History")).to_be_focused()


def test_a_history_that_cannot_be_read_says_so_and_is_tried_again(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.route("**/revisions/?*", lambda route: route.abort())
    canvas.open_tab("History")
    history = page.get_by_test_id("history")
    expect(history.get_by_role("alert")).to_contain_text("cannot be reached")
    page.unroute("**/revisions/?*")
    history.get_by_role("button", name="Try again").click()
    expect(history).to_contain_text("Nothing was changed yet")
    expect(history.get_by_role("listitem")).to_have_text(re.compile("demo created the design"))


def test_older_revisions_are_loaded_when_they_are_asked_for(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    for number in range(55):
        change(canvas.server, canvas.design, {"op": "set", "id": "AppA", "values": {"name": f"name-{number}"}})
    canvas.open_tab("History")
    rows = canvas.page.get_by_test_id("history").get_by_role("listitem")
    expect(rows).to_have_count(50, timeout=PATIENCE_MS)
    canvas.page.get_by_role("button", name="Show older revisions (6)").click()
    expect(rows).to_have_count(56)
    expect(rows.last).to_contain_text("created the design")
