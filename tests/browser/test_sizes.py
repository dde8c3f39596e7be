"""From 1024 px to 4K everything can be reached: nothing is cut off, nothing lies over a control, no page scrolls sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .canvas import Canvas
from .server import Server

Open = Callable[..., Canvas]
SIZES = pytest.mark.parametrize("size", ((1024, 768), (1280, 800), (3840, 2160)), ids="{0[0]}x{0[1]}".format)
CHROME = (
    ".header :is(a, button)",
    ".seeing-bar button",
    ".side [role=tab]",
    ".toolbar button",
    ".lens-head button",
    ".palette .search input",
)
UNREACHED = """(selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).flatMap((one) => {
  const box = one.getBoundingClientRect();
  const name = one.getAttribute("aria-label") || one.textContent || one.className;
  if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) return [`${name}: outside`];
  const y = box.top + box.height / 2;
  const over = [box.left + 4, box.left + box.width / 2, box.right - 4]
    .map((x) => document.elementFromPoint(x, y))
    .find((found) => !one.contains(found));
  return over === undefined ? [] : [`${name}: under ${over?.className}`];
})"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def unreached(page: Page, *selectors: str) -> list[str]:
    """The controls that are not wholly in the window, or that something lies over; there must be some."""
    chosen = ", ".join(selectors)
    assert page.locator(chosen).count() > 0
    found = page.evaluate(UNREACHED, chosen)
    assert isinstance(found, list)
    return found


def resized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


@SIZES
@pytest.mark.parametrize("path", ("designs/", "designs/new/", "designs/import/", "jobs/", "tokens/"))
def test_no_page_scrolls_sideways(
    page: Page, server: Server, orders: dict[str, Any], path: str, size: tuple[int, int]
) -> None:
    server.new_design("A design with quite a long name, as they are called where there are many", orders)
    resized(page, size)
    page.goto(f"{server.address}/{path}")
    assert page.evaluate(OVERFLOW) <= 0
    assert unreached(page, "header :is(a, button)") == []


@SIZES
def test_every_control_of_the_canvas_can_be_reached_whatever_panel_is_open(
    page: Page, open_design: Open, orders: dict[str, Any], size: tuple[int, int]
) -> None:
    resized(page, size)
    canvas = open_design(orders, name="The orders platform of the eastern region, after the move")
    canvas.wait_checked()
    found = {"canvas": unreached(page, *CHROME)}
    for tab in ("Findings", "Trace", "Outline", "Template", "History", "Properties"):
        canvas.open_tab(tab)
        found[tab] = unreached(page, *CHROME)
    bar = page.get_by_role("toolbar", name="Ways of seeing")
    for lens in ("IPv4", "ENI by platform", "Flow logs", "Subnets", "Failure"):
        bar.get_by_role("button", name=lens, exact=True).click()
        expect(page.get_by_test_id("legend")).to_be_visible()
        found[lens] = unreached(page, *CHROME)
    bar.get_by_role("button", name="Matrix").click()
    expect(page.get_by_test_id("matrix")).to_have_attribute("data-current", "true")
    found["Matrix"] = unreached(page, *CHROME[:1], CHROME[2], ".matrix-head :is(button, input, select)")
    assert not any(found.values()), found
    assert page.evaluate(OVERFLOW) <= 0


@SIZES
def test_the_gallery_lies_between_the_panels(page: Page, open_design: Open, size: tuple[int, int]) -> None:
    resized(page, size)
    open_design()
    expect(page.locator(".gallery .pattern").first).to_be_visible()
    assert unreached(page, *CHROME[:1], *CHROME[2:4]) == []
    edges = page.evaluate("""() => {
      const middle = document.querySelector(".middle").getBoundingClientRect();
      return [...document.querySelectorAll(".gallery .pattern")]
        .map((one) => one.getBoundingClientRect())
        .filter((box) => box.left < middle.left || box.right > middle.right).length;
    }""")
    assert edges == 0


@pytest.mark.parametrize("size", ((1024, 768), (1600, 900)), ids="{0[0]}x{0[1]}".format)
def test_the_network_stays_in_sight_beside_the_panel_of_failures(
    page: Page, open_design: Open, orders: dict[str, Any], size: tuple[int, int]
) -> None:
    resized(page, size)
    canvas = open_design(orders)
    canvas.wait_checked()
    before = canvas.node("OrdersVpc").bounding_box()
    legend = page.get_by_test_id("legend")
    bar = page.get_by_role("toolbar", name="Ways of seeing")
    bar.get_by_role("button", name="Failure", exact=True).click()
    expect(legend).to_be_visible()
    page.wait_for_function("""() => {
      const [vpc, pane, panel] = ['.react-flow__node[data-id="OrdersVpc"]', ".react-flow", ".lens-legend"]
        .map((one) => document.querySelector(one).getBoundingClientRect());
      const isFree = vpc.right <= panel.left || vpc.left >= panel.right || vpc.bottom <= panel.top;
      return isFree && vpc.left >= pane.left && vpc.right <= pane.right && vpc.bottom <= pane.bottom;
    }""")
    legend.get_by_role("button", name="Fold the legend").click()
    expect(page.get_by_test_id("failure")).to_be_hidden()
    page.wait_for_function(
        """(before) => {
          const now = document.querySelector('.react-flow__node[data-id="OrdersVpc"]').getBoundingClientRect();
          return Math.abs(now.left - before.x) < 2 && Math.abs(now.width - before.width) < 2;
        }""",
        arg=before,
    )
    legend.get_by_role("button", name="Show the legend").click()
    expect(page.get_by_test_id("failure")).to_be_visible()


def test_on_a_large_screen_the_network_is_no_stamp(page: Page, open_design: Open, orders: dict[str, Any]) -> None:
    resized(page, (3840, 2160))
    canvas = open_design(orders)
    vpc = canvas.node("OrdersVpc")
    opened = vpc.bounding_box()
    assert opened
    assert opened["width"] > 1_600
    page.get_by_role("toolbar", name="Canvas").get_by_role("button", name="Zoom out").click()
    page.get_by_role("toolbar", name="Canvas").get_by_role("button", name="Fit").click()
    page.wait_for_function(
        """(width) => Math.abs(document.querySelector('.react-flow__node[data-id="OrdersVpc"]').getBoundingClientRect().width - width) < 2""",
        arg=opened["width"],
    )


def test_the_toolbar_lies_over_no_overview_beside_the_panel_of_failures(
    page: Page, open_design: Open, orders: dict[str, Any]
) -> None:
    resized(page, (1600, 900))
    canvas = open_design(orders)
    canvas.wait_checked()
    page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name="Failure", exact=True).click()
    expect(page.get_by_test_id("failure")).to_be_visible()
    page.wait_for_function("""() => {
      const [tools, overview] = [".canvas .toolbar", ".minimap"].map((one) => document.querySelector(one).getBoundingClientRect());
      return overview.width > 0 && (overview.bottom <= tools.top || overview.left >= tools.right);
    }""")


def width(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    return box["width"] if box else 0


def test_palette_and_panel_are_put_away_to_give_the_network_room_and_brought_back(
    page: Page, open_design: Open, orders: dict[str, Any]
) -> None:
    resized(page, (1024, 768))
    canvas = open_design(orders)
    canvas.wait_checked()
    vpc = '.react-flow__node[data-id="OrdersVpc"]'
    before = width(page, vpc)
    palette, panel = page.get_by_label("Palette", exact=True), page.get_by_label("Details", exact=True)
    page.get_by_role("button", name="Palette at the left").click()
    expect(palette).to_be_hidden()
    page.keyboard.press("i")
    expect(panel).to_be_hidden()
    assert width(page, ".canvas") == 1024
    page.wait_for_function(
        f"(least) => document.querySelector('{vpc}').getBoundingClientRect().width > least", arg=before * 1.5
    )
    assert unreached(page, ".header :is(a, button)", ".seeing-bar button", ".toolbar button", ".panel-handle") == []
    page.reload()
    canvas.wait_saved()
    expect(palette).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search or insert")).to_be_focused()
    page.keyboard.press("Escape")
    canvas.node("NatA").click()
    expect(panel).to_be_hidden()
    page.get_by_test_id("pills").get_by_role("button").first.click()
    expect(page.get_by_role("tab", name="Findings")).to_have_attribute("aria-selected", "true")
    canvas.find("panel at the right")
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    page.keyboard.press("?")
    for title, key in (("Palette at the left", "P"), ("Panel at the right", "I")):
        expect(page.get_by_test_id("shortcuts").locator("dl > div", has_text=title)).to_contain_text(key)
