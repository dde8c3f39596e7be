"""Two people on one design, each in a tab of their own."""

from typing import Any

from playwright.sync_api import BrowserContext

from .canvas import Canvas
from .server import Server


def two(context: BrowserContext, server: Server, document: dict[str, Any]) -> tuple[Canvas, Canvas]:
    design = server.new_design("For two", document)
    return tuple(Canvas.opened(context.new_page(), server, design) for _ in range(2))


def cut_off(canvas: Canvas) -> None:
    """Cut a tab off from the API: what it does waits, and it learns nothing of others."""
    canvas.page.route("**/api/v1/**", lambda route: route.abort())


def reconnect(canvas: Canvas) -> None:
    canvas.page.unroute("**/api/v1/**")
    canvas.page.evaluate("window.dispatchEvent(new Event('online'))")
