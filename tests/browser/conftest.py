"""A server for these tests, a Chromium, and a signed-in page for each test."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from .canvas import Canvas, sign_in
from .chromium import INSTALL, launch
from .server import ROOT, Server, serving

SIZE = {"width": 1600, "height": 900}
TIMEOUT_MS = 15_000
MANIFEST = ROOT / "static" / "dist" / "manifest.json"


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Farway with its worker, from an empty data folder."""
    if not MANIFEST.is_file():
        pytest.fail("the canvas is not built; build it with `npm ci && npm run build` in frontend/", pytrace=False)
    with serving(tmp_path_factory.mktemp("served")) as served:
        yield served


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Package-wide and no wider: while it runs, Django takes the thread for an asynchronous one."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    launched = launch(playwright)
    if launched is None:
        pytest.fail(f"there is no Chromium: {INSTALL}", pytrace=False)
    yield launched
    launched.close()


@pytest.fixture(scope="package")
def signed_in(browser: Browser, server: Server) -> Any:
    """The cookies of the demo account, so that one sign-in serves all tests but the one that is about it."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, server)
    # Who has seen the tour is not offered it again; tests/browser/test_tour.py forgets that.
    page.evaluate("localStorage.setItem('farway-tour', JSON.stringify({phase: 'over'}))")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(browser: Browser, signed_in: Any) -> Iterator[BrowserContext]:
    """A browser of its own, signed in. A script error on any of its pages fails the test."""
    opened = browser.new_context(viewport=SIZE, storage_state=signed_in, accept_downloads=True)
    opened.set_default_timeout(TIMEOUT_MS)
    errors: list[str] = []
    opened.on("weberror", lambda error: errors.append(str(error.error)))
    yield opened
    opened.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def orders() -> dict[str, Any]:
    """The document of the orders platform, which the canvas's own tests use too."""
    document = json.loads((ROOT / "frontend" / "tests" / "fixtures" / "orders.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


@pytest.fixture
def open_design(page: Page, server: Server) -> Iterator[Callable[..., Canvas]]:
    """Open a new design with this document on the page; an empty design without one. No test leaves work for the workers behind."""
    made: list[str] = []

    def opened(document: dict[str, Any] | None = None, name: str = "A test") -> Canvas:
        made.append(server.new_design(name, document))
        return Canvas.opened(page, server, made[-1])

    yield opened
    for design in made:
        server.stop_jobs(design)
