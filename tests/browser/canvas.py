"""The page of a design, as a person uses it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from .server import PASSWORD, USERNAME, Server

SAVED = re.compile(r"Revision \d+, saved")
PATIENCE_MS = 15_000


def sign_in(page: Page, server: Server) -> None:
    """Sign in as the demo account; the list of designs is shown."""
    page.goto(f"{server.address}/")
    page.fill("[name=username]", USERNAME)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/designs/")


@dataclass
class Canvas:
    """One open design."""

    page: Page
    server: Server
    design: str

    @classmethod
    def opened(cls, page: Page, server: Server, design: str) -> "Canvas":
        page.goto(f"{server.address}/designs/{design}/")
        canvas = cls(page, server, design)
        canvas.wait_saved()
        return canvas

    @classmethod
    def here(cls, page: Page, server: Server) -> "Canvas":
        """The design that the page has open already."""
        found = re.search(r"/designs/([0-9a-f-]{36})/", page.url)
        assert found, page.url
        return cls(page, server, found[1])

    def node(self, key: str) -> Locator:
        return self.page.locator(f'.react-flow__node[data-id="{key}"]')

    def header(self, key: str) -> Locator:
        """What a container is dragged by and clicked at."""
        return self.node(key).locator(".drag-handle").first

    def wait_saved(self) -> None:
        expect(self.page.get_by_test_id("saved")).to_have_text(SAVED, timeout=PATIENCE_MS)

    def wait_checked(self) -> None:
        """The findings are those of the design as it is now."""
        self.wait_saved()
        expect(self.page.locator(".badge-stale")).to_have_count(0, timeout=PATIENCE_MS)
        pills = self.page.get_by_test_id("pills")
        expect(pills).to_have_attribute("data-current", "true", timeout=PATIENCE_MS)
        expect(pills).to_have_attribute("data-report", "true", timeout=PATIENCE_MS)

    def drag_from_palette(self, kind: str, x: float, y: float) -> None:
        """Drag an item of the palette to a point of the page."""
        item = self.page.locator(f'[data-kind="{kind}"]')
        box = item.bounding_box()
        assert box
        self._drag(box["x"] + 40, box["y"] + box["height"] / 2, x, y)

    def drop_into(self, kind: str, key: str, dx: float = 0, dy: float = 0) -> None:
        """Drag an item of the palette to the middle of a node, or so far from it."""
        x, y = self.middle(key)
        self.drag_from_palette(kind, x + dx, y + dy)

    def drag_node(self, key: str, to: str) -> None:
        """Drag a node into the lower part of a container."""
        x, y = self.middle(key)
        box = self.node(to).bounding_box()
        assert box
        self._drag(x, y, box["x"] + box["width"] * 0.8, box["y"] + box["height"] - 20)

    def middle(self, key: str) -> tuple[float, float]:
        box = self.node(key).bounding_box()
        assert box, f"{key} is not on the canvas"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def _drag(self, x: float, y: float, to_x: float, to_y: float) -> None:
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + 6, y + 6, steps=2)
        mouse.move(to_x, to_y, steps=8)
        mouse.move(to_x, to_y)
        mouse.up()

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).click()

    def find(self, text: str) -> Locator:
        """Open the command palette and type into it, without pressing Enter; the palette."""
        palette = self.page.get_by_test_id("commands")
        self.page.keyboard.press("Control+k")
        expect(palette.get_by_role("combobox")).to_be_focused()
        self.page.keyboard.type(text)
        return palette

    def flow(self, name: str) -> Locator:
        """A row of the findings, by the flow's name in the report."""
        return self.page.locator(f'.flow[data-flow="{name}"]')

    def field(self, name: str) -> Locator:
        """The editor of a property in the inspector."""
        return self.page.locator(f'[data-field="{name}"]')
