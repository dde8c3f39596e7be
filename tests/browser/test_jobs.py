"""Work that takes a while: how far it is, how it is stopped, and how it is tried again."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from .canvas import PATIENCE_MS, Canvas
from .test_findings import crowd

Open = Callable[..., Canvas]
NEXT_STEP_MS = 60_000


def test_a_check_that_is_over_at_once_does_not_flicker(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    page = canvas.page
    page.evaluate(
        """() => {
          window.told = [];
          const pills = document.querySelector("[data-testid=pills]");
          new MutationObserver(() => window.told.push(pills.textContent)).observe(pills.parentElement, {
            subtree: true, childList: true, characterData: true });
        }"""
    )
    canvas.node("NatA").click()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("saved")).to_have_text("Revision 2, saved", timeout=PATIENCE_MS)
    canvas.server.report(canvas.design)
    assert not [text for text in page.evaluate("window.told") if "checking" in text]


def test_a_cancelled_check_leaves_what_was_found_as_out_of_date_until_it_is_done_again(open_design: Open) -> None:
    canvas = open_design(crowd(1000))
    page = canvas.page
    pills = page.get_by_test_id("pills")
    expect(pills).to_have_attribute("data-current", "true", timeout=NEXT_STEP_MS)
    canvas.open_tab("Findings")
    # A worker that is busy with this change of every security group takes a while to come to its first finding.
    changes = [{"op": "set", "id": f"G{n}", "values": {"security_group_egress": []}} for n in range(1000)]
    canvas.server.call("POST", f"designs/{canvas.design}/changes/", {"revision": 1, "changes": changes})
    job = canvas.server.call("GET", f"jobs/?design={canvas.design}")["results"][0]
    canvas.server.call("POST", f"jobs/{job['id']}/cancel/")
    expect(pills).to_contain_text("check cancelled", timeout=NEXT_STEP_MS)
    job = canvas.server.call("GET", f"jobs/{job['id']}/")
    assert (job["state"], job["error"]["code"]) == ("cancelled", "cancelled")
    findings = page.get_by_test_id("findings")
    expect(findings).to_have_attribute("data-current", "false")
    expect(findings).to_contain_text("What stands here is of an earlier revision.")
    expect(findings.locator("article, .group-details").first).to_be_visible()
    pills.get_by_role("button", name="Check again").click()
    expect(pills).to_have_attribute("data-current", "true", timeout=NEXT_STEP_MS)


def test_an_export_shows_that_it_is_written_and_is_stopped(open_design: Open) -> None:
    canvas = open_design(crowd(1000))
    page = canvas.page
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name="Diagram, PNG").click()
    progress = page.locator(".menu-progress")
    expect(progress.get_by_role("progressbar")).to_be_visible()
    expect(progress).to_contain_text(re.compile("Writing|working"), timeout=NEXT_STEP_MS)
    progress.get_by_role("button", name="Cancel").click()
    expect(progress).to_have_count(0, timeout=PATIENCE_MS)
    exports = [job for job in canvas.server.call("GET", "jobs/")["results"] if job["kind"] == "export"]
    assert exports[0]["state"] == "cancelled"
    expect(page.get_by_role("menuitem", name="Diagram, PNG")).to_be_enabled()


def test_an_export_that_failed_says_why_and_is_tried_again(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    answer = {"code": "no", "message": "The disk is full.", "details": {}}

    def refuse(route: Route) -> None:
        route.fulfill(status=400, json=answer)

    page.route("**/exports/", refuse)
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name="Farway document").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Farway document (JSON): The disk is full.")
    page.unroute("**/exports/")
    with page.expect_download(timeout=NEXT_STEP_MS) as download:  # after the checks that stand in the queue
        alert.get_by_role("button", name="Try again").click()
    assert download.value.suggested_filename == "A_test.json"
    expect(alert).to_have_count(0)
