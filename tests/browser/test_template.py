"""The template pane: the design as YAML, in which selecting goes both ways."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import PATIENCE_MS, Canvas

Open = Callable[..., Canvas]


def test_selecting_goes_from_the_canvas_to_the_template_and_back(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.keyboard.press("Alt+4")
    pane = page.get_by_test_id("template")
    expect(pane).to_contain_text("AWSTemplateFormatVersion")
    canvas.node("NatA").click()
    expect(pane.locator(".cm-marked").first).to_contain_text("NatA:")
    canvas.header("AppB").click()
    expect(pane.locator(".cm-marked").first).to_contain_text("AppB:")
    pane.locator(".cm-line", has_text="AWS::EC2::Subnet").first.click()
    expect(page.locator(".subnet.is-selected")).to_have_count(1)


def test_the_template_follows_what_is_drawn(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    page = canvas.page
    canvas.open_tab("Template")
    pane = page.get_by_test_id("template")
    expect(pane).to_have_attribute("data-revision", "1")
    canvas.node("NatA").click()
    page.keyboard.press("Delete")
    expect(pane).to_have_attribute("data-revision", "2", timeout=PATIENCE_MS)
    page.keyboard.press("Control+z")
    expect(pane).to_have_attribute("data-revision", "3", timeout=PATIENCE_MS)


def test_a_resource_has_its_cloudformation_beside_its_properties(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.node("NatA").click()
    inspector = canvas.page.get_by_test_id("inspector")
    inspector.get_by_text("CloudFormation", exact=True).click()
    expect(inspector.locator(".cm-content")).to_contain_text("NatA:")
    expect(inspector.locator(".cm-content")).to_contain_text("AWS::EC2::NatGateway")
    expect(inspector.locator(".cm-content")).not_to_contain_text("AWS::EC2::Subnet")
