"""The pictures of the documentation, taken of the sample designs in headless Chromium: `make pictures` writes docs/images/."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.canvas import Canvas, sign_in
from tests.browser.server import ROOT, Server, serving

IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1600, "height": 900}
SAMPLE = "Orders platform"


def _gallery(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/designs/new/")
    for picture in page.locator(".pattern img").all():  # each is loaded as it comes into sight
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
    page.evaluate("window.scrollTo(0, 0)")


def _canvas(page: Page, server: Server) -> None:
    canvas = _opened(page, server)
    canvas.open_tab("Findings")
    page.locator(".flow", has_text="blocked").first.click()
    page.get_by_test_id("path").locator(".hop").first.wait_for()


def _trace(page: Page, server: Server) -> None:
    _opened(page, server)
    page.keyboard.press("t")
    for role, end in (("source", "orders-alb"), ("destination", "orders-api")):
        field = page.get_by_test_id(f"trace-{role}").get_by_role("combobox")
        field.fill(end)
        field.press("Enter")
    page.get_by_label("Port").fill("8080")
    page.keyboard.press("Enter")
    page.get_by_test_id("trace-answer").get_by_role("heading", name="orders-alb reaches orders-api").wait_for()


def _matrix(page: Page, server: Server) -> None:
    _opened(page, server)
    page.get_by_role("button", name="Matrix").click()
    page.locator("[data-testid=matrix][data-current=true]").wait_for()


def _failure(page: Page, server: Server) -> None:
    canvas = _opened(page, server)
    page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name="Failure").click()
    canvas.node("OrdersVpc/us-east-1a").get_by_role("switch", name="us-east-1a").click()
    canvas.node("BillingWorker@AppA").locator(".lens-mark").wait_for()


def _opened(page: Page, server: Server) -> Canvas:
    """The sample on the canvas, checked, without the offer of a tour."""
    design = next(d["id"] for d in server.call("GET", "designs/")["results"] if d["name"] == SAMPLE)
    page.goto(f"{server.address}/designs/{design}/")
    canvas = Canvas.here(page, server)
    canvas.wait_checked()
    if page.get_by_role("button", name="Not now").is_visible():
        page.get_by_role("button", name="Not now").click()
    return canvas


PICTURES: tuple[tuple[str, str, Callable[[Page, Server], None]], ...] = (
    ("gallery", "light", _gallery),
    ("canvas", "light", _canvas),
    ("canvas-dark", "dark", _canvas),
    ("trace", "light", _trace),
    ("matrix", "light", _matrix),
    ("failure", "light", _failure),
)


def _take(browser: Browser, server: Server) -> None:
    for name, scheme, show in PICTURES:
        context = browser.new_context(viewport=SIZE, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        sign_in(page, server)
        show(page, server)
        page.mouse.move(5, 5)
        page.wait_for_timeout(800)  # what a moment ago was hovered or moving comes to rest
        page.screenshot(path=IMAGES / f"{name}.png")
        print(IMAGES / f"{name}.png")
        context.close()


def main() -> None:
    """Take all of them."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        _take(browser, server)
        browser.close()


if __name__ == "__main__":
    main()
