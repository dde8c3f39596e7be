"""The lenses of failures and of public, private and isolated subnets, on the canvas."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]


def see(canvas: Canvas, lens: str) -> None:
    canvas.page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name=lens).click()


def test_a_zone_is_switched_off_on_its_node_and_the_services_say_what_they_lose(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    see(canvas, "Failure")
    panel = page.get_by_test_id("failure")
    expect(panel).to_contain_text("Switch a zone or a gateway off")
    canvas.node("OrdersVpc/us-east-1a").get_by_role("switch", name="us-east-1a").click()
    expect(canvas.node("OrdersVpc/us-east-1a")).to_contain_text("✕ off")
    expect(canvas.node("NatA")).to_contain_text("✕ gone")
    expect(canvas.node("OrdersApi@AppA")).to_contain_text("✕ gone")
    expect(canvas.node("OrdersApi@AppB").locator(".lens-mark")).to_have_text("▲ 1 of 2 subnets left")
    expect(canvas.node("BillingWorker@AppA").locator(".lens-mark")).to_have_text("✕ down")
    expect(panel).to_contain_text("billing-worker is down: no subnet is left for it")
    panel.get_by_role("button", name="billing-worker").click()
    expect(canvas.node("BillingWorker@AppA").locator(".is-selected")).to_be_visible()
    panel.get_by_role("button", name="Switch all on").click()
    expect(page.locator(".is-off")).to_have_count(0)
    expect(page.locator(".lens-mark")).to_have_count(0)
    expect(page.get_by_test_id("saved")).to_contain_text("Revision 1")


def test_by_keyboard_alone_an_endpoint_is_switched_off_and_its_loss_is_told_with_why(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.find("Lens: Failure")
    page.keyboard.press("Enter")
    panel = page.get_by_test_id("failure")
    panel.get_by_text("Endpoints, load balancers, storage").focus()
    page.keyboard.press("Enter")
    switch = panel.get_by_role("switch", name="ecr.api")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(panel).to_contain_text("orders-api cannot start a task any more")
    loss = panel.get_by_role("listitem").filter(has_text="Registry login").last
    expect(loss).to_contain_text("no network interface")
    loss.get_by_role("button", name="Show ecr.api").press("Enter")
    expect(canvas.node("EpEcrApi@DataA").locator(".is-selected")).to_be_visible()
    canvas.find("Switch us-east-1b off")
    page.keyboard.press("Enter")
    expect(canvas.node("OrdersVpc/us-east-1b")).to_contain_text("✕ off")
    canvas.find("Switch everything on")
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-checked", "true")


def test_each_failure_is_tried_alone_and_choosing_one_shows_it(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    see(canvas, "Failure")
    panel = canvas.page.get_by_test_id("failure")
    panel.get_by_role("button", name="Try each alone").click()
    points = panel.get_by_role("region", name="Single points of failure")
    first = points.get_by_role("button", name="us-east-1a")
    expect(first).to_contain_text("1 down")
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(canvas.node("BillingWorker@AppA").locator(".lens-mark")).to_have_text("✕ down")


def test_what_is_drawn_meanwhile_is_in_the_answer(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    see(canvas, "Failure")
    panel = canvas.page.get_by_test_id("failure")
    panel.get_by_role("switch", name="us-east-1a").click()
    expect(panel).to_contain_text("billing-worker is down")
    canvas.node("BillingWorker@AppA").click()
    canvas.page.keyboard.press("Delete")
    canvas.wait_saved()
    expect(panel).not_to_contain_text("billing-worker")
    expect(panel).to_contain_text("orders-api keeps working in fewer subnets")


def test_an_answer_that_does_not_come_is_told_and_may_be_asked_again(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    see(canvas, "Failure")
    page.route("**/what-if/", lambda route: route.abort())
    panel = page.get_by_test_id("failure")
    panel.get_by_role("switch", name="us-east-1a").click()
    expect(panel.get_by_role("alert")).to_be_visible()
    page.unroute("**/what-if/")
    panel.get_by_role("button", name="Try again").click()
    expect(panel).to_contain_text("billing-worker is down")
    expect(panel.get_by_role("alert")).to_have_count(0)


def test_subnets_say_what_they_are_and_who_in_them_is_reached(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    see(canvas, "Subnets")
    expect(canvas.node("PublicA").locator(".look-public .subnet-kind")).to_have_text("public")
    expect(canvas.node("OrdersApi@AppA").locator(".lens-mark")).to_have_text("by load balancer: tcp 443")
    expect(canvas.node("BillingWorker@AppA").locator(".lens-mark")).to_have_text("not reached")
    legend = page.get_by_test_id("subnet-kinds")
    expect(legend).to_contain_text("a route to an internet gateway")
    expect(legend).to_contain_text("Select a subnet")
    canvas.header("AppA").click()
    expect(legend).to_contain_text("orders-api no public IP, reached from the internet: by load balancer tcp 443")
    expect(legend).to_contain_text("billing-worker no public IP, not reached from the internet")
