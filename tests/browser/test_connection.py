"""A lost connection: what is drawn meanwhile is counted, outlives the page, and is sent when the connection returns."""

from typing import Any

from playwright.sync_api import BrowserContext, expect

from .canvas import PATIENCE_MS, Canvas
from .server import Server
from .test_together import rename


def test_what_was_drawn_without_a_network_survives_closing_the_page(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    canvas = Canvas.opened(context.new_page(), server, server.new_design("Cut off", orders))
    context.set_offline(True)
    rename(canvas, "AppA", "drawn offline")
    rename(canvas, "AppB", "this too")
    expect(canvas.page.get_by_test_id("saved")).to_contain_text("2 unsaved, no connection")
    canvas.page.close()
    context.set_offline(False)
    again = Canvas.opened(context.new_page(), server, canvas.design)
    expect(again.page.locator(".toast")).to_contain_text("2 changes from before are being saved")
    expect(again.node("AppA")).to_contain_text("drawn offline")
    again.wait_saved()
    saved = server.resources(canvas.design)
    assert (saved["AppA"]["name"], saved["AppB"]["name"]) == ("drawn offline", "this too")


def test_what_a_living_tab_has_not_saved_is_left_to_it(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    canvas = Canvas.opened(context.new_page(), server, server.new_design("Two tabs", orders))
    canvas.page.route("**/changes/", lambda route: route.abort())
    rename(canvas, "AppA", "not saved")
    expect(canvas.page.get_by_test_id("saved")).to_contain_text("1 unsaved")
    other = Canvas.opened(context.new_page(), server, canvas.design)
    expect(other.node("AppA")).to_contain_text("app-a")
    canvas.page.unroute("**/changes/")
    canvas.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(other.node("AppA")).to_contain_text("not saved", timeout=PATIENCE_MS)


def test_a_clash_with_what_was_saved_before_the_page_came_back_shows_both_sides_in_words(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    canvas = Canvas.opened(context.new_page(), server, server.new_design("Clash", orders))
    context.set_offline(True)
    rename(canvas, "AppA", "mine")
    expect(canvas.page.get_by_test_id("saved")).to_contain_text("1 unsaved")
    changes = [{"op": "set", "id": "AppA", "values": {"name": "theirs"}}]
    server.call("POST", f"designs/{canvas.design}/changes/", {"revision": 1, "changes": changes, "client": "other"})
    canvas.page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{server.address}/designs/{canvas.design}/")
    dialog = page.get_by_test_id("clash")
    expect(dialog).to_contain_text("to theirs")
    expect(dialog).to_contain_text("to mine")
    dialog.get_by_role("button", name="Keep mine").click()
    Canvas(page, server, canvas.design).wait_saved()
    assert server.resources(canvas.design)["AppA"]["name"] == "mine"
