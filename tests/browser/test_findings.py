"""Findings appear while one draws; a finding shows its path; a remedy opens it."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from .canvas import PATIENCE_MS, Canvas

Open = Callable[..., Canvas]
NEXT_STEP_MS = 60_000  # a worker stops at the next step of the check


def blocked_pull(canvas: Canvas, workload: str = "orders-api") -> Any:
    """The row of the image layers in a workload's group of findings."""
    group = canvas.page.locator(".group-details", has=canvas.page.locator("summary", has_text=workload))
    return group.locator('.flow[data-flow="image-pull"]', has_text="Amazon S3")


def test_findings_appear_without_a_reload_after_a_change(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    expect(canvas.node("OrdersApi@AppA").locator(".badge-stop")).to_be_visible()
    canvas.open_tab("Findings")
    expect(blocked_pull(canvas)).to_contain_text("✕ blocked")
    canvas.node("S3Endpoint").click()
    canvas.open_tab("Properties")
    tables = canvas.field("route_table_ids").locator("select")
    for table in ("RtbAppA", "RtbAppB"):
        tables.select_option(table)
    canvas.open_tab("Findings")
    expect(blocked_pull(canvas)).to_contain_text("✓ reachable", timeout=PATIENCE_MS)
    canvas.wait_checked()


def test_what_was_found_before_a_change_is_never_shown_as_current(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    canvas.open_tab("Findings")
    canvas.page.route("**/changes/", lambda route: route.abort())
    canvas.node("NatA").click()
    canvas.page.keyboard.press("Delete")
    findings = canvas.page.get_by_test_id("findings")
    expect(findings).to_have_attribute("data-current", "false")
    expect(canvas.page.get_by_test_id("pills")).not_to_contain_text("reachable")
    expect(canvas.page.locator(".badge-stop")).to_have_count(0)
    expect(canvas.page.locator(".badge-stale").first).to_be_visible()


def test_the_signs_of_a_change_are_shown_before_its_report_is_there(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    canvas.open_tab("Findings")
    before = canvas.node("OrdersApi@AppA").locator(".badge-stop")
    expect(before).to_be_visible()
    count = before.text_content()
    canvas.page.route("**/checks/latest/", lambda route: route.abort())
    opened = {"op": "set", "id": "S3Endpoint", "values": {"route_table_ids": ["RtbAppA", "RtbAppB"]}}
    canvas.server.call("POST", f"designs/{canvas.design}/changes/", {"revision": 1, "changes": [opened]})
    pills = canvas.page.get_by_test_id("pills")
    expect(pills).to_have_attribute("data-report", "false")
    expect(pills).to_have_attribute("data-current", "true", timeout=PATIENCE_MS)
    expect(canvas.page.locator(".badge-stale")).to_have_count(0)
    expect(canvas.node("OrdersApi@AppA").locator(".badge")).not_to_have_text(count or "")
    findings = canvas.page.get_by_test_id("findings")
    expect(findings).to_have_attribute("data-current", "false")
    expect(findings).to_contain_text("What stands here is of an earlier revision.")


def test_a_finding_shows_its_path_hop_by_hop_with_the_blocking_hop_marked(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    canvas.open_tab("Findings")
    blocked_pull(canvas).click()
    page = canvas.page
    expect(page.get_by_role("heading", name="orders-api cannot pull its image")).to_be_visible()
    hops = page.get_by_test_id("path").locator(".hop")
    listed = page.get_by_test_id("path-list").locator("li")
    expect(hops.first).to_be_visible()
    assert hops.all_inner_texts() == [item.get_attribute("data-n") for item in listed.all()]
    assert "✕" in hops.all_inner_texts()
    expect(page.locator(".wire-stop").first).to_be_attached()
    expect(canvas.node("OrdersApi@AppA").locator(".is-dimmed")).to_have_count(0)
    expect(canvas.node("NatA").locator(".is-dimmed")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("path")).to_have_count(0)


def test_a_remedy_is_applied_as_one_step_and_opens_the_flow(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    canvas.open_tab("Findings")
    blocked_pull(canvas).click()
    page = canvas.page
    first = page.locator(".fix").first
    expect(first).to_contain_text("verified: it opens, nothing gets worse")
    first.get_by_text("2 changes").click()
    expect(first.get_by_role("listitem")).to_contain_text(["s3-endpoint", "s3-endpoint"])
    page.get_by_role("button", name="Apply").first.click()
    expect(page.get_by_role("heading", name="orders-api pulls its image")).to_be_visible(timeout=PATIENCE_MS)
    canvas.wait_saved()
    assert canvas.server.resources(canvas.design)["S3Endpoint"]["route_table_ids"] == ["RtbAppA", "RtbAppB"]
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="orders-api cannot pull its image")).to_be_visible(timeout=PATIENCE_MS)
    canvas.wait_saved()
    assert "route_table_ids" not in canvas.server.resources(canvas.design)["S3Endpoint"]


def test_ipv6_is_told_for_each_subnet_with_every_condition_the_met_ones_too(
    open_design: Open, orders: dict[str, Any]
) -> None:
    canvas = open_design(orders)
    canvas.wait_checked()
    canvas.open_tab("Findings")
    group = canvas.page.locator(".group-details", has_text="orders-api").first
    group.locator(".ipv6 > summary").click()
    for subnet in ("app-a", "app-b"):
        section = group.locator(".ipv6 section", has_text=subnet)
        texts = section.locator("li").all_inner_texts()
        assert [re.search(r"V600\d", text)[0] for text in texts] == ["V6001", "V6002", "V6003", "V6004", "V6005"]
        assert {text.strip()[0] for text in texts} == {"✓", "✕"}


def crowd(services: int) -> dict[str, Any]:
    """A document with so many services that nothing leads out of, each with a group of its own: long to check."""
    resources: dict[str, Any] = {
        "V": {"type": "Vpc", "id": "V", "cidr_block": "10.0.0.0/16"},
        "A": {
            "type": "Subnet",
            "id": "A",
            "vpc_id": "V",
            "cidr_block": "10.0.0.0/24",
            "availability_zone": "us-east-1a",
        },
        "B": {
            "type": "Subnet",
            "id": "B",
            "vpc_id": "V",
            "cidr_block": "10.0.1.0/24",
            "availability_zone": "us-east-1b",
        },
    }
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"
    for n in range(services):
        container = {"name": "app", "image": image, "log_configuration": {}}
        resources[f"T{n}"] = {"type": "TaskDefinition", "id": f"T{n}", "container_definitions": [container]}
        resources[f"G{n}"] = {"type": "SecurityGroup", "id": f"G{n}", "vpc_id": "V"}
        service = {"task_definition": f"T{n}", "security_groups": [f"G{n}"], "subnets": ["A", "B"]}
        resources[f"W{n}"] = {"type": "Service", "id": f"W{n}", **service}
    return {"farway": 1, "resources": resources}


def test_a_long_check_shows_how_far_it_is_and_can_be_cancelled(open_design: Open) -> None:
    canvas = open_design(crowd(1000))
    pills = canvas.page.get_by_test_id("pills")
    expect(pills).to_contain_text(re.compile(r"checking… \d+ of \d{3,}"), timeout=PATIENCE_MS)
    pills.get_by_role("button", name="Cancel").click()
    expect(pills).to_contain_text(re.compile("cancelling|check cancelled"), timeout=PATIENCE_MS)
    expect(pills).to_contain_text("check cancelled", timeout=NEXT_STEP_MS)
    expect(pills.get_by_role("button", name="Check again")).to_be_visible()
