"""Lenses: one question about every service, answered on its node, with a legend that says what is seen."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def test_one_lens_at_a_time_marks_every_service_and_its_legend_has_the_traffic_table(
    open_design: Open, orders: dict[str, Any]
) -> None:
    orders["resources"]["OrdersApi"]["platform_version"] = "1.3.0"
    canvas = open_design(orders)
    page = canvas.page
    canvas.wait_checked()
    bar = page.get_by_role("toolbar", name="Ways of seeing")
    marks = canvas.node("OrdersApi@AppA").locator(".lens-mark")
    bar.get_by_role("button", name="IPv4").click()
    expect(marks).to_contain_text("internet ✕")
    bar.get_by_role("button", name="ENI by platform").press("Enter")
    expect(bar.get_by_role("button", name="IPv4")).to_have_attribute("aria-pressed", "false")
    expect(marks).to_contain_text("Fargate")
    expect(canvas.node("BillingWorker@AppA").locator(".lens-mark")).to_have_text("task ENI only")
    legend = page.get_by_test_id("legend")
    expect(legend).to_contain_text("Select a service")
    canvas.node("OrdersApi@AppA").click()
    expect(legend.get_by_role("row", name="Registry login")).to_contain_text("Fargate")
    expect(legend.get_by_role("row", name="Registry login")).to_contain_text("✕ not seen")
    page.keyboard.press("Control+k")
    page.keyboard.type("Lens: MTU")
    page.keyboard.press("Enter")
    expect(marks).to_contain_text("bytes")
    legend.get_by_role("button", name="No lens").click()
    expect(marks).to_have_count(0)
