"""Who asks the system for less motion gets none: nothing is animated, nothing glides."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .canvas import Canvas
from .server import Server

Open = Callable[..., Canvas]
RUNNING = "document.getAnimations().map((one) => `${one.constructor.name} ${one.effect?.target?.className}`)"
MOVING = """() => [...document.querySelectorAll("*")]
  .filter((one) => {
    const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(one);
    const lasts = (durations) => durations.split(",").some((each) => parseFloat(each) > 0);
    return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) || scrollBehavior === "smooth";
  })
  .map((one) => `${one.tagName} ${one.className}`)"""


def moving(page: Page) -> list[str]:
    """What would move, or moves."""
    return [*page.evaluate(MOVING), *page.evaluate(RUNNING)]


@pytest.mark.parametrize("path", ("designs/", "designs/new/", "designs/import/", "jobs/", "tokens/"))
def test_no_page_moves(page: Page, server: Server, orders: dict[str, Any], path: str) -> None:
    server.new_design("A design to list", orders)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{server.address}/{path}")
    assert moving(page) == []


def test_the_canvas_moves_only_where_it_may(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.wait_checked()
    assert moving(page) != [], "what the next lines look for would be found"
    page.emulate_media(reduced_motion="reduce")
    found = {"canvas": moving(page)}
    page.get_by_role("toolbar", name="Canvas").get_by_role("button", name="Fit").click()
    found["fit"] = moving(page)
    canvas.open_tab("Findings")
    page.locator(".flow", has_text="blocked").first.click()
    expect(page.get_by_test_id("path").locator(".hop").first).to_be_visible()
    found["path"] = moving(page)
    page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name="Failure", exact=True).click()
    page.get_by_test_id("failure").get_by_role("switch", name="us-east-1a").click()
    expect(page.get_by_test_id("failure")).to_contain_text("is down")
    found["failure"] = moving(page)
    canvas.find("fit")
    found["commands"] = moving(page)
    assert not any(found.values()), found
