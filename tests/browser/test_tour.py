"""The guided first run: on the sample that has a fault, from the keyboard, left and taken up again."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from .canvas import PATIENCE_MS, Canvas
from .server import ROOT, Server

FORGET = """if (!sessionStorage.getItem("begun")) {
  localStorage.removeItem("farway-tour");
  sessionStorage.setItem("begun", "1");
}"""


@pytest.fixture
def sample(page: Page, server: Server) -> Canvas:
    """The sample with the fault, opened by somebody who has not seen the tour."""
    page.add_init_script(FORGET)
    document = json.loads((ROOT / "designer" / "samples" / "orders-platform.json").read_text(encoding="utf-8"))
    return Canvas.opened(page, server, server.new_design("For the tour", document))


def card(canvas: Canvas, heading: str) -> Locator:
    found = canvas.page.get_by_test_id("tour")
    expect(found.get_by_role("heading")).to_have_text(heading, timeout=PATIENCE_MS)
    return found


def press(canvas: Canvas, button: str) -> None:
    """Press a button of the card with the keyboard."""
    canvas.page.get_by_test_id("tour").get_by_role("button", name=button).focus()
    canvas.page.keyboard.press("Enter")


def test_the_tour_finds_the_fault_mends_it_and_takes_it_back_from_the_keyboard(sample: Canvas) -> None:
    card(sample, "Two minutes: find a fault and mend it")
    press(sample, "Start")
    expect(card(sample, "Find what is wrong")).to_contain_text("cannot pull its image")
    expect(sample.page.get_by_role("heading", name="Find what is wrong")).to_be_focused()
    press(sample, "Show me")
    card(sample, "See the path")
    expect(sample.page.get_by_test_id("path").locator(".hop").first).to_be_visible()
    press(sample, "Next")
    card(sample, "Mend it")
    press(sample, "Apply it for me")
    card(sample, "Take it back")
    sample.wait_saved()
    assert sample.server.resources(sample.design)["S3Endpoint"]["route_table_ids"]
    sample.page.keyboard.press("Control+z")
    card(sample, "Take it with you")
    sample.wait_saved()
    assert "route_table_ids" not in sample.server.resources(sample.design)["S3Endpoint"]
    press(sample, "Finish")
    expect(sample.page.get_by_test_id("tour")).to_have_count(0)


def test_the_tour_follows_what_a_person_does_by_hand(sample: Canvas) -> None:
    press(sample, "Start")
    sample.open_tab("Findings")
    sample.page.locator(".flow", has_text="blocked").first.click()
    card(sample, "See the path")


def test_the_tour_goes_on_after_a_reload_and_once_left_is_not_offered_again(sample: Canvas) -> None:
    press(sample, "Start")
    press(sample, "Show me")
    card(sample, "See the path")
    sample.page.reload()
    card(sample, "See the path")
    expect(sample.page.get_by_test_id("path").locator(".hop").first).to_be_visible()
    press(sample, "Leave the tour")
    expect(sample.page.get_by_test_id("tour")).to_have_count(0)
    sample.page.reload()
    sample.wait_checked()
    expect(sample.page.get_by_test_id("tour")).to_have_count(0)
    sample.find("two-minute tour")
    sample.page.keyboard.press("Enter")
    card(sample, "Find what is wrong")
