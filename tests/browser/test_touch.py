"""With fingers alone: insert by a tap or by dragging, select, drag a node, move and pinch the view; targets are large enough."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from .canvas import Canvas
from .conftest import SIZE, TIMEOUT_MS

Open = Callable[..., Canvas]
Point = tuple[float, float]
LEAST = 24
STEPS = 8


@pytest.fixture
def context(browser: Browser, signed_in: Any) -> Iterator[BrowserContext]:
    """A browser with a touch screen."""
    opened = browser.new_context(viewport=SIZE, storage_state=signed_in, has_touch=True)
    opened.set_default_timeout(TIMEOUT_MS)
    errors: list[str] = []
    opened.on("weberror", lambda error: errors.append(str(error.error)))
    yield opened
    opened.close()
    assert errors == []


class Fingers:
    """Fingers on a page, at points of it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(self, *ways: tuple[Point, Point]) -> None:
        """Put down one finger for each way, move all from its start to its end, and lift them."""
        self._send("touchStart", *(start for start, _ in ways))
        for step in range(1, STEPS + 1):
            part = step / STEPS
            self._send("touchMove", *((x + (u - x) * part, y + (v - y) * part) for (x, y), (u, v) in ways))
            self._page.evaluate("() => new Promise(requestAnimationFrame)")
        self._send("touchEnd")


@pytest.fixture
def fingers(page: Page) -> Fingers:
    return Fingers(page)


def zoom(page: Page) -> int:
    return int(page.locator("[data-command=zoom-full]").inner_text().rstrip("%"))


def ground(canvas: Canvas) -> Point:
    """A point of the canvas where nothing stands."""
    box = canvas.page.locator(".react-flow").bounding_box()
    vpc = canvas.node("OrdersVpc").bounding_box()
    assert box and vpc
    return box["x"] + box["width"] / 2, (vpc["y"] + vpc["height"] + box["y"] + box["height"] - 70) / 2


def test_a_tap_inserts_and_a_tap_selects(open_design: Open) -> None:
    canvas = open_design()
    page = canvas.page
    page.locator('[data-kind="vpc"]').tap()
    expect(canvas.node("Vpc")).to_be_visible()
    page.locator('[data-kind="subnet"]').tap()
    expect(canvas.node("Subnet")).to_be_visible()
    canvas.header("Vpc").tap()
    expect(canvas.node("Vpc").locator(".vpc")).to_have_class("vpc is-selected target-none")
    canvas.header("Subnet").tap()
    page.locator('[data-kind="service"]').tap()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["Service"]["subnets"] == ["Subnet"]


def test_an_item_of_the_palette_is_dragged_into_a_subnet(
    open_design: Open, orders: dict[str, Any], fingers: Fingers
) -> None:
    canvas = open_design(orders)
    item = canvas.page.locator('[data-kind="service"]').bounding_box()
    subnet = canvas.node("PublicB").bounding_box()
    assert item and subnet
    to = subnet["x"] + subnet["width"] - 40, subnet["y"] + subnet["height"] - 20
    fingers.move(((item["x"] + 60, item["y"] + 15), to))
    expect(canvas.page.locator('[data-id="Service@PublicB"]')).to_be_visible()
    expect(canvas.page.locator(".carried")).to_have_count(0)
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["Service"]["subnets"] == ["PublicB"]


def test_scrolling_the_palette_inserts_nothing(open_design: Open, fingers: Fingers) -> None:
    canvas = open_design()
    canvas.page.set_viewport_size({"width": 1280, "height": 500})
    item = canvas.page.locator('[data-kind="nat-gateway"]').bounding_box()
    assert item
    x, y = item["x"] + 60, item["y"] + 15
    fingers.move(((x, y), (x, y - 150)))
    canvas.page.wait_for_function("() => document.querySelector('.palette').scrollTop > 0")
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design) == {}


def test_a_service_is_dragged_into_one_more_subnet(open_design: Open, orders: dict[str, Any], fingers: Fingers) -> None:
    canvas = open_design(orders)
    subnet = canvas.node("AppB").bounding_box()
    assert subnet
    to = subnet["x"] + subnet["width"] * 0.8, subnet["y"] + subnet["height"] - 20
    fingers.move((canvas.middle("BillingWorker@AppA"), to))
    expect(canvas.node("BillingWorker@AppB")).to_be_visible()
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["BillingWorker"]["subnets"] == ["AppA", "AppB"]


def test_one_finger_moves_the_view_and_two_zoom_it(open_design: Open, orders: dict[str, Any], fingers: Fingers) -> None:
    canvas = open_design(orders)
    page = canvas.page
    x, y = ground(canvas)
    before = canvas.middle("OrdersVpc")
    fingers.move(((x, y), (x - 90, y - 30)))
    after = canvas.middle("OrdersVpc")
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((-90, -30), abs=2)
    was = zoom(page)
    x, y = ground(canvas)
    fingers.move(((x - 150, y), (x - 40, y)), ((x + 150, y), (x + 40, y)))
    expect(page.locator("[data-command=zoom-full]")).not_to_have_text(f"{was}%")
    assert zoom(page) < was * 0.6
    assert page.evaluate("visualViewport.scale") == 1, "the page itself is not zoomed"


def test_with_the_selecting_tool_taps_add_to_the_selection(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.locator("[data-command=tool-select]").tap()
    canvas.node("NatA").tap()
    canvas.node("OrdersGroup").tap()
    expect(page.locator(".item.is-selected")).to_have_count(2)


def test_with_the_selecting_tool_a_finger_draws_a_rectangle_and_two_still_zoom(
    open_design: Open, orders: dict[str, Any], fingers: Fingers
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.locator("[data-command=tool-select]").tap()
    canvas.node("NatA").tap()
    group, last = canvas.node("AlbGroup").bounding_box(), canvas.node("OrdersGroup").bounding_box()
    vpc = canvas.node("OrdersVpc").bounding_box()
    assert group and last and vpc
    before = canvas.middle("OrdersVpc")
    foot = vpc["y"] + vpc["height"] + 8
    fingers.move(((group["x"] + 20, foot), (last["x"] + last["width"] / 2, last["y"] + last["height"] / 2)))
    expect(page.locator(".item.is-selected")).to_have_count(3)
    assert canvas.middle("OrdersVpc") == pytest.approx(before, abs=1)
    expect(page.locator(".marquee")).to_have_count(0)
    was = zoom(page)
    x, y = ground(canvas)
    fingers.move(((x - 150, y), (x - 40, y)), ((x + 150, y), (x + 40, y)))
    expect(page.locator("[data-command=zoom-full]")).not_to_have_text(f"{was}%")
    assert zoom(page) < was
    expect(page.locator(".item.is-selected")).to_have_count(3)
    expect(page.locator(".marquee")).to_have_count(0)


def test_targets_are_large_enough_for_fingers(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    canvas.wait_checked()
    small: dict[str, Any] = {}
    for tab in ("Properties", "Findings", "Trace", "Outline", "History"):
        canvas.open_tab(tab)
        chosen = ".page :is(button, summary, select, [role=treeitem], input):not(.react-flow *)"
        small[tab] = page.evaluate(
            """([chosen, least]) => [...document.querySelectorAll(chosen)].filter((one) => one.checkVisibility())
              .map((one) => [one.getAttribute("aria-label") || one.textContent, (one.closest("label") ?? one).getBoundingClientRect()])
              .filter(([, box]) => box.width > 0 && (box.width < least || box.height < least))
              .map(([name, box]) => `${name} ${box.width} x ${box.height}`)""",
            [chosen, LEAST],
        )
    assert not any(small.values()), small
    for button in page.locator(".toolbar button, .palette-item, .side [role=tab]").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44, button.inner_text()
