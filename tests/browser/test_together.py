"""Two tabs on one design never overwrite each other silently; a lost connection loses nothing."""

from typing import Any

from playwright.sync_api import BrowserContext, expect

from .canvas import PATIENCE_MS, Canvas
from .server import Server
from .together import cut_off, reconnect, two


def rename(canvas: Canvas, key: str, name: str) -> None:
    canvas.header(key).click()
    field = canvas.field("name").locator("input")
    field.fill(name)
    field.press("Enter")


def test_what_one_tab_changes_appears_in_the_other(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    here, there = two(context, server, orders)
    rename(here, "AppA", "here")
    expect(there.node("AppA")).to_contain_text("here", timeout=PATIENCE_MS)
    rename(there, "AppB", "there")
    expect(here.node("AppB")).to_contain_text("there", timeout=PATIENCE_MS)
    saved = server.resources(here.design)
    assert (saved["AppA"]["name"], saved["AppB"]["name"]) == ("here", "there")


def test_a_clash_shows_both_sides_and_mine_goes_on_top_of_theirs(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    here, there = two(context, server, orders)
    cut_off(there)
    rename(there, "AppA", "mine")
    expect(there.page.get_by_test_id("saved")).to_contain_text("unsaved")
    rename(here, "AppA", "theirs")
    here.wait_saved()
    reconnect(there)
    dialog = there.page.get_by_test_id("clash")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("sets Name of app-a to theirs")
    expect(dialog).to_contain_text("sets Name of app-a to mine")
    expect(dialog, "it has its name of before").to_contain_text("touch the same: app-a.")
    assert server.resources(here.design)["AppA"]["name"] == "theirs"
    dialog.get_by_role("button", name="Keep mine").click()
    there.wait_saved()
    expect(here.node("AppA")).to_contain_text("mine", timeout=PATIENCE_MS)


def test_in_a_clash_theirs_can_be_taken(context: BrowserContext, server: Server, orders: dict[str, Any]) -> None:
    here, there = two(context, server, orders)
    cut_off(there)
    rename(there, "AppA", "mine")
    rename(here, "AppA", "theirs")
    here.wait_saved()
    reconnect(there)
    there.page.get_by_role("button", name="Take theirs").click()
    expect(there.node("AppA")).to_contain_text("theirs")
    there.wait_saved()
    assert server.resources(here.design)["AppA"]["name"] == "theirs"


def test_what_is_drawn_without_a_connection_is_saved_when_it_returns(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    canvas = Canvas.opened(context.new_page(), server, server.new_design("Offline", orders))
    cut_off(canvas)
    rename(canvas, "AppA", "offline a")
    rename(canvas, "AppB", "offline b")
    expect(canvas.page.get_by_test_id("saved")).to_contain_text("2 unsaved, no connection")
    expect(canvas.page.get_by_test_id("pills")).to_have_text("not checked while unsaved")
    reconnect(canvas)
    canvas.wait_saved()
    saved = server.resources(canvas.design)
    assert (saved["AppA"]["name"], saved["AppB"]["name"]) == ("offline a", "offline b")


def test_undo_takes_back_ones_own_and_keeps_what_others_did_since(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    here, there = two(context, server, orders)
    rename(here, "AppA", "mine")
    here.wait_saved()
    rename(there, "AppB", "theirs")
    expect(there.node("AppA")).to_contain_text("mine", timeout=PATIENCE_MS)
    expect(here.node("AppB")).to_contain_text("theirs", timeout=PATIENCE_MS)
    here.page.locator(".toolbar").get_by_role("button", name="Undo").click()
    expect(here.node("AppA")).to_contain_text("app-a")
    expect(there.node("AppA")).to_contain_text("app-a", timeout=PATIENCE_MS)
    saved = server.resources(here.design)
    assert (saved["AppA"]["name"], saved["AppB"]["name"]) == ("app-a", "theirs")
