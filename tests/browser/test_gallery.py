"""Beginning with a pattern: on the page of a new design, and on an empty canvas."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .canvas import Canvas
from .server import Server


def test_a_new_design_begins_with_a_pattern_at_one_click(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/designs/new/")
    pictures = page.locator(".pattern img")
    expect(pictures).to_have_count(12)
    pictures.last.scroll_into_view_if_needed()
    expect(pictures.last).to_have_js_property("complete", True)
    assert pictures.last.evaluate("image => image.naturalWidth") > 0
    page.get_by_role("button", name="Public ALB to private tasks").click()
    page.wait_for_url(re.compile(r"/designs/[0-9a-f-]{36}/"))
    canvas = Canvas.here(page, server)
    canvas.wait_checked()
    expect(canvas.node("Alb@PublicA")).to_be_visible()
    assert canvas.server.report(canvas.design)["summary"] == {
        "error": 0, "warning": 0, "info": 0, "accepted": 0,
    }  # fmt: skip


def test_an_empty_canvas_takes_a_pattern_from_the_keyboard_and_undo_takes_it_back(
    open_design: Callable[..., Canvas],
) -> None:
    canvas = open_design()
    page = canvas.page
    choice = page.get_by_role("button", name="Peered VPCs")
    choice.focus()
    page.keyboard.press("Enter")
    expect(canvas.node("Shop")).to_be_visible()
    canvas.wait_saved()
    assert len(canvas.server.resources(canvas.design)) == 29
    page.keyboard.press("Control+z")
    expect(choice).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design) == {}


def test_every_pattern_goes_onto_an_empty_canvas(open_design: Callable[..., Canvas]) -> None:
    canvas = open_design()
    titles = canvas.page.locator(".gallery .pattern b")
    expect(titles).to_have_count(12)
    names = titles.all_text_contents()
    for name in names:
        canvas.page.get_by_role("button", name=re.compile(f"^{name}")).click()
        expect(canvas.page.locator(".gallery")).to_have_count(0)
        canvas.wait_saved()
        assert canvas.server.resources(canvas.design)
        canvas.page.keyboard.press("Control+z")
        expect(canvas.page.locator(".gallery")).to_be_visible()
        canvas.wait_saved()
