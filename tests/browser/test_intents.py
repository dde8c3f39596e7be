"""Intents: what is wanted in a word is shown as changes, verified, and applied as one step."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def test_an_intent_shows_what_it_would_do_and_is_applied_as_one_step(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    before = canvas.server.resources(canvas.design)
    canvas.header("AppA").click()
    page.get_by_role("button", name="Make it private with NAT").click()
    dialog = page.get_by_test_id("proposal")
    expect(dialog).to_contain_text("verified")
    expect(dialog).to_contain_text("Would work")
    assert canvas.server.resources(canvas.design) == before, "nothing is applied yet"
    dialog.get_by_role("button", name="Apply").click()
    expect(canvas.node("AppA")).to_contain_text("private")
    canvas.wait_saved()
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["revision"] == 2
    page.get_by_role("button", name="Make it private with NAT").click()
    expect(page.get_by_test_id("toast")).to_contain_text("nothing to change")
    page.keyboard.press("Control+z")
    expect(canvas.node("AppA")).to_contain_text("isolated")
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design) == before


def test_an_intent_is_found_in_the_command_palette_and_can_be_left(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.header("OrdersVpc").click()
    expect(page.get_by_role("button", name="Give it IPv6")).to_be_visible()
    canvas.find("give it ipv6")
    page.keyboard.press("Enter")
    dialog = page.get_by_test_id("proposal")
    expect(dialog).to_contain_text("changes")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert canvas.server.call("GET", f"designs/{canvas.design}/")["revision"] == 1
