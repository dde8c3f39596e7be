"""Findings are filtered, and accepted with a reason that stays with the design."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import PATIENCE_MS, Canvas

Open = Callable[..., Canvas]
REASON = "The registry moves into the VPC next week"


def test_a_finding_is_accepted_with_a_reason_by_keyboard_and_taken_back(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.wait_checked()
    canvas.open_tab("Findings")
    page.get_by_label("Severity").select_option("error")
    items = page.locator(".finding")
    expect(items.first).to_contain_text("RE001")
    before = items.count()
    items.first.get_by_role("button", name="Accept…").press("Enter")
    reason = page.get_by_label("Why is this all right?")
    expect(reason).to_be_focused()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_disabled()
    page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(items).to_have_count(before - 1, timeout=PATIENCE_MS)
    report = canvas.server.report(canvas.design)
    assert report["summary"]["accepted"] == 1
    assert [(f["reason"], f["accepted_by"]) for f in report["findings"] if f.get("accepted")] == [(REASON, "demo")]
    page.get_by_label("Severity").select_option("any")
    page.get_by_label("Accepted (1)").check()
    expect(items).to_have_count(1)
    expect(items).to_contain_text(REASON)
    items.get_by_role("button", name="No longer accept").press("Enter")
    expect(page.get_by_role("status").filter(has_text="No finding is like that")).to_be_visible(timeout=PATIENCE_MS)
    page.locator(".canvas").focus()
    page.keyboard.press("Control+z")
    expect(items).to_contain_text(REASON, timeout=PATIENCE_MS)


def test_findings_are_filtered_and_jumped_to(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.wait_checked()
    canvas.open_tab("Findings")
    page.get_by_label("Text in findings").fill("s3-endpoint")
    items = page.locator(".finding")
    expect(items.first).to_be_visible()
    assert all("s3-endpoint" in text for text in items.all_inner_texts())
    items.first.get_by_role("button", name="s3-endpoint").click()
    expect(canvas.node("S3Endpoint").locator(".is-selected")).to_be_visible()
    page.get_by_label("Text in findings").fill("nothing is called this")
    expect(page.get_by_test_id("findings")).to_contain_text("No finding is like that")
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator(".group-details").first).to_be_visible()
