"""Findings are filtered, and accepted with a reason that stays with the design."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from .canvas import PATIENCE_MS, Canvas
from .server import Server
from .together import cut_off, reconnect, two

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


def accept(finding: Locator, reason: str) -> None:
    finding.get_by_role("button", name="Accept…").click()
    finding.get_by_label("Why is this all right?").fill(reason)
    finding.get_by_role("button", name="Accept", exact=True).click()


def two_at_the_findings(context: BrowserContext, server: Server, document: dict[str, Any]) -> tuple[Canvas, Canvas]:
    here, there = two(context, server, document)
    for canvas in (here, there):
        canvas.wait_checked()
        canvas.open_tab("Findings")
        canvas.page.get_by_label("Severity").select_option("error")
    return here, there


def test_two_people_accept_different_findings_at_once(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    here, there = two_at_the_findings(context, server, orders)
    mine, theirs = (canvas.page.locator(".finding") for canvas in (here, there))
    before = mine.count()
    expect(theirs).to_have_count(before)
    cut_off(there)
    accept(theirs.nth(1), "theirs")
    expect(there.page.get_by_test_id("saved")).to_contain_text("unsaved")
    accept(mine.first, "mine")
    here.wait_saved()
    reconnect(there)
    there.wait_saved()
    expect(there.page.get_by_test_id("clash")).to_be_hidden()
    for found in (mine, theirs):
        expect(found).to_have_count(before - 2, timeout=PATIENCE_MS)
    accepted = [f["reason"] for f in server.report(here.design)["findings"] if f.get("accepted")]
    assert sorted(accepted) == ["mine", "theirs"]


def test_another_reason_for_the_same_finding_is_for_the_second_to_decide(
    context: BrowserContext, server: Server, orders: dict[str, Any]
) -> None:
    here, there = two_at_the_findings(context, server, orders)
    cut_off(there)
    accept(there.page.locator(".finding").first, "theirs")
    accept(here.page.locator(".finding").first, "mine")
    here.wait_saved()
    reconnect(there)
    dialog = there.page.get_by_test_id("clash")
    expect(dialog).to_contain_text("touch the same: finding RE001 of orders-api")
    expect(dialog).to_contain_text(": mine")
    expect(dialog).to_contain_text(": theirs")
    dialog.get_by_role("button", name="Keep mine").click()
    there.wait_saved()
    assert [f["reason"] for f in server.report(here.design)["findings"] if f.get("accepted")] == ["theirs"]


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


def test_the_command_palette_lists_findings_and_accepts_one_of_the_selection(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.wait_checked()
    canvas.find("show findings errors")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Severity")).to_have_value("error")
    canvas.node("BillingWorker@AppA").click()
    canvas.find("accept: billing-worker")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Why is this all right?")).to_be_focused()
    page.keyboard.type(REASON)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="No finding is like that")).to_be_visible(timeout=PATIENCE_MS)
    assert canvas.server.report(canvas.design)["summary"]["accepted"] == 1
