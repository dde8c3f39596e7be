"""The trace tool: two ends are named, the path lights up hop by hop, what blocks it is marked, and a remedy opens it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from .canvas import PATIENCE_MS, Canvas

Open = Callable[..., Canvas]


def end(canvas: Canvas, role: str) -> Locator:
    """The field of one end of the trace."""
    return canvas.page.get_by_test_id(f"trace-{role}").get_by_role("combobox")


def numbers(canvas: Canvas) -> list[str]:
    """What the hops are numbered with on the canvas."""
    return canvas.page.get_by_test_id("path").locator(".hop").all_inner_texts()


def listed(canvas: Canvas) -> list[str | None]:
    """What they are numbered with in the panel: the way there, then the reply."""
    items = canvas.page.get_by_test_id("trace-answer").locator("ol.path > li")
    return [item.get_attribute("data-n") for item in items.all()]


def test_a_blocked_path_is_drawn_to_its_end_by_keyboard_alone_and_its_remedy_opens_it(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.keyboard.press("t")
    expect(end(canvas, "source")).to_be_focused()
    page.keyboard.type("orders-api")
    page.keyboard.press("Enter")
    end(canvas, "destination").focus()
    page.keyboard.type("amazon s3")
    page.keyboard.press("Enter")
    answer = page.get_by_test_id("trace-answer")
    expect(answer.get_by_role("heading", name="orders-api cannot reach Amazon S3")).to_be_visible()
    expect(page.locator("[aria-live]").first).to_contain_text("Trace: blocked, 1 obstacle")
    assert numbers(canvas) == listed(canvas) == ["1", "2", "✕", "✕", "5"]
    expect(page.locator(".wire-stop").first).to_be_attached()
    expect(page.locator(".far-end")).to_contain_text("Amazon S3")
    expect(canvas.node("NatA").locator(".is-dimmed")).to_have_count(1)
    answer.get_by_role("button", name="app-b").press("Enter")
    expect(answer.locator(".why")).to_contain_text("app-b")
    expect(answer.locator(".fix").first).to_contain_text("✓ verified")
    answer.get_by_role("button", name="Apply").first.press("Enter")
    expect(answer.get_by_role("heading", name="orders-api reaches Amazon S3")).to_be_visible(timeout=PATIENCE_MS)
    assert "✕" not in numbers(canvas)
    page.locator(".canvas").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("path")).to_have_count(0)


def test_the_ends_are_clicked_on_the_canvas_and_each_hop_says_what_it_let_through(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.get_by_role("button", name="Trace a path").click()
    page.get_by_test_id("trace-source").get_by_role("button", name="Pick").click()
    canvas.node("OrdersAlb@PublicA").click()
    canvas.node("OrdersApi@AppB").click()
    page.get_by_label("Port").fill("8080")
    page.keyboard.press("Enter")
    answer = page.get_by_test_id("trace-answer")
    expect(answer.get_by_role("heading", name="orders-alb reaches orders-api")).to_be_visible()
    expect(answer).to_contain_text("gets through: tcp 8080")
    expect(answer).to_contain_text("MTU")
    assert numbers(canvas) == listed(canvas)
    hop = answer.get_by_role("button", name="lets tcp 8080 in")
    hop.click()
    expect(hop).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".hop-says")).to_have_text("lets tcp 8080 in")
    assert page.locator(".wire-reply").count() > 0
    answer.get_by_label("on the canvas").uncheck()
    expect(page.locator(".wire-reply")).to_have_count(0)


def test_an_address_and_the_internet_are_ends_and_nonsense_is_told_at_its_field(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.open_tab("Trace")
    expect(page.get_by_test_id("trace")).to_contain_text("Name two ends")
    end(canvas, "source").fill("203.0.113.7")
    page.keyboard.press("Enter")
    end(canvas, "destination").fill("nobody knows this")
    expect(page.get_by_test_id("trace").get_by_role("alert")).to_contain_text("it is no address")
    end(canvas, "destination").fill("orders-alb")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="203.0.113.7 reaches orders-alb")).to_be_visible()
    page.get_by_role("button", name="Other way round").click()
    expect(page.get_by_test_id("trace-answer")).to_contain_text("orders-alb")


def test_a_trace_follows_the_design_while_it_is_drawn(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.open_tab("Trace")
    for role, text in (("source", "internet"), ("destination", "orders-alb")):
        end(canvas, role).fill(text)
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Internet reaches orders-alb")).to_be_visible()
    canvas.node("OrdersIgw").click()
    canvas.page.keyboard.press("Delete")
    expect(page.get_by_role("heading", name="Internet cannot reach orders-alb")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("heading", name="Internet reaches orders-alb")).to_be_visible(timeout=PATIENCE_MS)
