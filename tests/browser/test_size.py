"""Large designs: details drop away from afar, and what stands there can still be found and chosen."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from .canvas import Canvas

Open = Callable[..., Canvas]
SUBNETS = 9
SERVICES_A_SUBNET = 20


def many_services() -> dict[str, Any]:
    """180 services in 9 subnets of one VPC, in three zones; the last subnet's route table leads nowhere."""
    resources: list[dict[str, Any]] = [
        {"type": "Vpc", "id": "shop", "cidr_block": "10.0.0.0/16", "enable_dns_hostnames": True},
        {"type": "InternetGateway", "id": "igw", "vpc_id": "shop"},
        {"type": "SecurityGroup", "id": "tasks", "vpc_id": "shop"},
        {"type": "Cluster", "id": "cluster"},
        {
            "type": "TaskDefinition",
            "id": "task",
            "container_definitions": [{"name": "app", "image": "public.ecr.aws/nginx/nginx:1"}],
        },
    ]
    for s in range(SUBNETS):
        subnet = f"subnet-{s}"
        route = {"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw"}
        resources += [
            {
                "type": "Subnet",
                "id": subnet,
                "vpc_id": "shop",
                "cidr_block": f"10.0.{s}.0/24",
                "availability_zone": f"us-east-1{'abc'[s % 3]}",
            },
            {
                "type": "RouteTable",
                "id": f"table-{s}",
                "vpc_id": "shop",
                "routes": [route] if s < SUBNETS - 1 else [],
                "associations": [{"subnet_id": subnet}],
            },
        ]
        resources += [
            {
                "type": "Service",
                "id": f"service-{s}-{n}",
                "cluster": "cluster",
                "task_definition": "task",
                "assign_public_ip": "ENABLED",
                "subnets": [subnet],
                "security_groups": ["tasks"],
            }
            for n in range(SERVICES_A_SUBNET)
        ]
    return {"farway": 1, "region": "us-east-1", "resources": {r["id"]: r for r in resources}}


def zoom_until(page: Page, detail: str, key: str = "-") -> None:
    """Press a key that zooms until so much is told."""
    for _ in range(12):
        if f"detail-{detail}" in (page.locator(".canvas").get_attribute("class") or ""):
            return
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    raise AssertionError(f"no detail {detail}")


def test_from_afar_tasks_are_blocks_of_their_subnet_which_says_how_many_and_whether_one_is_blocked(
    open_design: Open,
) -> None:
    canvas = open_design(many_services())
    canvas.wait_checked()
    page = canvas.page
    zoom_until(page, "far")
    expect(canvas.node("service-0-0@subnet-0")).to_have_count(0)
    expect(canvas.node("subnet-0")).to_contain_text("20 tasks")
    expect(canvas.node("subnet-0").locator(".block-ok")).to_have_count(1)
    expect(canvas.node("subnet-0").locator(".badge")).to_have_count(0)
    expect(canvas.node("subnet-8").locator(".block-stop")).to_have_count(1)
    expect(canvas.node("subnet-8").locator(".badge-stop")).to_have_text("✕ 20")
    size = canvas.node("subnet-0").locator("b").evaluate("(b) => b.getBoundingClientRect().height")
    assert size > 9, "the name of a subnet is large enough to read"


def test_a_block_is_chosen_with_a_click_and_what_is_found_is_shown_near_enough_to_read(open_design: Open) -> None:
    canvas = open_design(many_services())
    page = canvas.page
    zoom_until(page, "far")
    blocks = canvas.node("subnet-0").locator(".blocks path").first.bounding_box()
    assert blocks
    page.mouse.click(blocks["x"] + 6, blocks["y"] + 5)
    expect(page.get_by_test_id("inspector")).to_contain_text("service-0-")
    expect(page.locator(".react-flow__node.selected")).to_have_count(1)
    page.keyboard.press("Escape")
    canvas.find("service-5-7")
    page.keyboard.press("Enter")
    expect(canvas.node("service-5-7@subnet-5")).to_be_visible()
    expect(canvas.node("service-5-7@subnet-5").locator("b")).to_be_visible()


def test_near_enough_everything_is_told_again(open_design: Open) -> None:
    canvas = open_design(many_services())
    page = canvas.page
    zoom_until(page, "plain", "+")
    service = page.locator(".react-flow__node-item", has_text="service-").first
    expect(service.locator("b")).to_be_visible()
    expect(service.locator("i")).to_be_hidden()
    page.keyboard.press("Shift+0")
    service = page.locator(".react-flow__node-item", has_text="service-").first
    expect(service.locator("i")).to_be_visible()


def test_the_outline_of_a_large_design_opens_branch_by_branch_from_the_keyboard(open_design: Open) -> None:
    canvas = open_design(many_services())
    page = canvas.page
    canvas.open_tab("Outline")
    rows = page.get_by_role("treeitem")
    subnet = page.get_by_role("treeitem", name="subnet-3", exact=True)
    expect(subnet).to_have_attribute("aria-expanded", "false")
    before = rows.count()
    subnet.focus()
    page.keyboard.press("ArrowRight")
    expect(subnet).to_have_attribute("aria-expanded", "true")
    expect(rows).to_have_count(before + SERVICES_A_SUBNET)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name="service-3-0", exact=True)).to_be_focused()
    expect(page.locator('.react-flow__node[data-id="service-3-0@subnet-3"]')).to_be_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(rows).to_have_count(before)
