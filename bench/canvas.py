"""Farway's canvas at size, beside a bare React Flow page of the same nodes in the same run: one line of JSON.

python -m bench.canvas [--edits N]

Both pages open in one headless Chromium that draws in software. Times to the first picture are from the start of the navigation until
every node is painted: for Farway that includes the page, the model's schema and the design from the server.
The bare page is served as files, and asks for its nodes only.
"""

import argparse
import functools
import json
import math
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from bench.drawings import many_tasks, ordinary
from tests.browser.canvas import Canvas, sign_in
from tests.browser.chromium import INSTALL, launch
from tests.browser.server import ROOT, serving
from topology.layout import nodes, with_layout
from topology.model import Topology

SIZE = {"width": 1600, "height": 900}
OPENINGS = 5  # of each page; the middle one counts
DRAGS = 3
DRAG_SECONDS = 4.0
SWING = 220  # pixels to either side
EDITS = 48
PATIENCE_MS = 60_000
DRAGGED = "vpc2-subnet-4"
WITHOUT = ("vpc0-logs", "vpc0-ecr.api", "vpc0-ecr.dkr", "vpc0-s3")

# Says when the page had every node on the screen for the first time: the end of the frame in which they were painted.
# From afar Farway draws the tasks of a subnet as blocks in one path for each colour: each block counts as one.
PAINTED = """
(expected) => {
  window.painted = new Promise((done) => {
    const look = () => {
      const seen = document.querySelectorAll(".react-flow__node");
      let count = seen.length;
      for (const path of document.querySelectorAll(".blocks path")) count += path.getAttribute("d").split("M").length - 1;
      const isThere = count >= expected && getComputedStyle(seen[seen.length - 1]).visibility === "visible";
      if (!isThere) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    };
    requestAnimationFrame(look);
  });
}
"""
# Counts frames and long tasks from here until `endWatch` is called.
WATCH = """
() => {
  const stamps = [];
  let isOn = true;
  const frame = (at) => { stamps.push(at); if (isOn) requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)));
  observer.observe({ type: "longtask" });
  window.endWatch = () => {
    isOn = false;
    tasks.push(...observer.takeRecords().map((e) => e.duration));
    observer.disconnect();
    const seconds = (stamps.at(-1) - stamps[0]) / 1000;
    return { fps: (stamps.length - 1) / seconds, longest: Math.max(0, ...tasks) };
  };
}
"""
# Resolves to the milliseconds from the next key press until the badges of these nodes carry this sign and are painted.
FINDING = """
({ keys, sign }) => {
  window.found = new Promise((done) => {
    addEventListener("keydown", function start(event) {
      if (event.key === "Control" || event.key === "Shift") return;
      removeEventListener("keydown", start, true);
      const badges = () => keys.map((key) => document.querySelector(`.react-flow__node[data-id="${key}"] .badge`));
      // To ask every frame would make frames of its own, on the cores that the check needs: what changes says when to look.
      const watch = new MutationObserver(look);
      function look() {
        if (!badges().every((badge) => badge?.classList.contains(`badge-${sign}`))) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - event.timeStamp)));
      }
      // The old badges stand until the edit is drawn: the frame after it is the first that can tell.
      requestAnimationFrame(() => requestAnimationFrame(() => {
        watch.observe(document.body, { attributes: true, attributeFilter: ["class"], childList: true, subtree: true });
        look();
      }));
    }, true);
  });
}
"""


@dataclass
class Measured:
    """A page, how its subnet is brought into the middle at zoom 1, and what was measured of it so far."""

    address: str
    show: Callable[[Page], None]
    first_renders: list[float] = field(default_factory=list)
    drags: list[dict[str, float]] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The middle first render and drag, and the longest task of all drags."""
        return {
            "first_render_ms": round(statistics.median(self.first_renders), 1),
            "drag_fps": round(statistics.median(drag["fps"] for drag in self.drags), 1),
            "longest_task_ms": round(max(drag["longest"] for drag in self.drags), 1),
        }


def main() -> None:
    """Measure both pages, then edits of an ordinary design, and print the figures."""
    parser = argparse.ArgumentParser(description="Farway's canvas beside a bare React Flow page")
    parser.add_argument("--edits", type=int, default=EDITS, help="edits whose finding is waited for (0: none)")
    edits = parser.parse_args().edits
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            sys.exit(f"there is no Chromium: {INSTALL}")
        large = with_layout(many_tasks())
        with serving(Path(folder)) as server, bare_page(large) as bare:
            context = browser.new_context(viewport=SIZE)
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            sign_in(page, server)
            page.evaluate("localStorage.setItem('farway-tour', JSON.stringify({phase: 'over'}))")
            page.close()
            design = server.new_design("Many tasks", large.to_document())
            server.report(design)
            count = len(nodes(large))
            pages = (Measured(f"{server.address}/designs/{design}/", close_up), Measured(bare, close_up_bare))
            measure(context, pages, count)
            spent = edit_times(Canvas(context.new_page(), server, ""), edits) if edits else []
        browser.close()
    figures = {
        **pages[0].figures(),
        "edit_to_finding_p95_ms": round(percentile(spent, 95), 1) if spent else None,
        **{f"bare_{name}": value for name, value in pages[1].figures().items()},
    }
    print(json.dumps(figures))


def measure(context: BrowserContext, pages: Sequence[Measured], count: int) -> None:
    """Open the pages in turn, then drag a subnet of 20 tasks about on each in turn: a busy moment slows both."""
    for _ in range(OPENINGS):
        for one in pages:
            one.first_renders.append(opening(context, one.address, count))
    for _ in range(DRAGS):
        for one in pages:
            page = context.new_page()
            page.goto(one.address)
            page.locator(".react-flow__node").first.wait_for()
            page.wait_for_load_state("networkidle")
            one.show(page)
            one.drags.append(dragging(page))
            page.close()


def opening(context: BrowserContext, address: str, count: int) -> float:
    """The milliseconds from the start of the navigation until all nodes are painted, on a new page."""
    page = context.new_page()
    page.add_init_script(f"({PAINTED})({count})")
    page.goto(address)
    spent = float(page.evaluate("window.painted"))
    page.close()
    return spent


def close_up(page: Page) -> None:
    """Bring the subnet into the middle at zoom 1, as a person does, once the findings are there."""
    expect(page.get_by_test_id("pills")).to_contain_text("reachable", timeout=PATIENCE_MS)
    page.keyboard.press("Control+k")
    expect(page.get_by_test_id("commands").get_by_role("combobox")).to_be_focused()
    page.keyboard.type(DRAGGED)
    expect(page.get_by_test_id("commands").get_by_role("option").first).to_contain_text(DRAGGED)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("inspector")).to_contain_text(DRAGGED)
    page.keyboard.press("Shift+2")
    page.wait_for_timeout(500)
    page.keyboard.press("Shift+0")
    page.wait_for_timeout(1_000)


def close_up_bare(page: Page) -> None:
    """As `close_up`, by React Flow's own interface."""
    page.evaluate(
        """(key) => {
          const { internals, measured } = window.flow.getInternalNode(key);
          const { x, y } = internals.positionAbsolute;
          return window.flow.setCenter(x + measured.width / 2, y + measured.height / 2, { zoom: 1 });
        }""",
        DRAGGED,
    )
    page.wait_for_timeout(1_000)


def dragging(page: Page) -> dict[str, float]:
    """Drag the subnet by its header in a figure of eight; frames a second and the longest task. It is put back with Escape."""
    node = page.locator(f'.react-flow__node[data-id="{DRAGGED}"]')
    box = node.bounding_box()
    if not box:
        sys.exit(f"{DRAGGED} is not on the canvas")
    x, y = box["x"] + 60, box["y"] + 16
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(WATCH)
    start = time.perf_counter()
    while (at := time.perf_counter() - start) < DRAG_SECONDS:
        page.mouse.move(x + SWING * math.sin(at * 3), y + SWING / 2 * math.sin(at * 6))
    found = page.evaluate("window.endWatch()")
    page.mouse.move(x + SWING, y + SWING)
    moved = node.bounding_box()
    if not moved or math.dist((moved["x"], moved["y"]), (box["x"], box["y"])) < SWING:
        sys.exit(f"{DRAGGED} was not dragged: it went from {box} to {moved}")
    page.mouse.move(x, y)
    page.keyboard.press("Escape")
    page.mouse.up()
    page.wait_for_timeout(300)
    assert isinstance(found, dict)
    return found


def edit_times(canvas: Canvas, edits: int) -> list[float]:
    """The milliseconds from a key press to its finding on the canvas: endpoints are taken away and brought back in turn."""
    topology = ordinary()
    canvas.page.goto(f"{canvas.server.address}/designs/{canvas.server.new_design('Ordinary', topology.to_document())}/")
    canvas.wait_checked()
    service = next(n.key for n in nodes(topology) if n.resource == "vpc0-service-0")
    canvas.find("vpc0-service-0")  # from afar single tasks and endpoints are blocks: come near to where both are nodes
    canvas.page.keyboard.press("Enter")
    canvas.node(service).locator(".badge").wait_for()
    spent: list[float] = []
    for n in range(edits):
        if n % 2 == 0:
            endpoint = WITHOUT[n // 2 % len(WITHOUT)]
            canvas.find(endpoint)
            canvas.page.keyboard.press("Enter")
            expect(canvas.page.get_by_test_id("inspector")).to_contain_text(endpoint)
        sign = "ok" if n % 2 else "stop"
        canvas.page.evaluate(FINDING, {"keys": [service], "sign": sign})
        canvas.page.keyboard.press("Control+z" if n % 2 else "Delete")
        spent.append(float(canvas.page.evaluate("window.found")))
        canvas.wait_checked()
    return spent


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent of them do not exceed."""
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


@contextmanager
def bare_page(topology: Topology) -> Iterator[str]:
    """The address of the bare page, built by the project's own Vite into a temporary folder, with these nodes."""
    with tempfile.TemporaryDirectory() as folder:
        npm = [sys.executable, str(ROOT / "tools" / "npm.py"), "exec", "--", "vite", "build"]
        command = [*npm, "--config", "bench/vite.config.ts", "--outDir", folder, "--logLevel", "error"]
        subprocess.run(command, check=True, stdout=sys.stderr)
        (Path(folder) / "nodes.json").write_text(json.dumps(list(flow_nodes(topology))), encoding="utf-8")
        handler = functools.partial(Quiet, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as files:
            threading.Thread(target=files.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{files.server_port}/bare.html"
            files.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Files without a log of requests."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def flow_nodes(topology: Topology) -> Iterator[dict[str, Any]]:
    """The nodes as React Flow takes them: the same places, sizes and containers as on Farway's canvas."""
    for node in nodes(topology):
        box = topology.layout[node.key]
        yield {
            "id": node.key,
            "position": {"x": box.x, "y": box.y},
            "width": box.width,
            "height": box.height,
            "data": {"label": node.title or node.resource},
            **({"parentId": node.parent} if node.parent else {}),
        }


if __name__ == "__main__":
    main()
