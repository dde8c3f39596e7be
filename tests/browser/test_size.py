"""Large designs: details drop away from afar, and what stands there can still be found and chosen."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from .canvas import PATIENCE_MS, Canvas

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
    canvas.wait_checked()
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
    zoom_until(page, "far")
    canvas.open_tab("Outline")
    rows = page.get_by_role("treeitem")
    subnet = page.get_by_role("treeitem", name="subnet-3, Subnet", exact=True)
    expect(subnet).to_have_attribute("aria-expanded", "false")
    before = rows.count()
    subnet.focus()
    page.keyboard.press("ArrowRight")
    expect(subnet).to_have_attribute("aria-expanded", "true")
    expect(rows).to_have_count(before + SERVICES_A_SUBNET)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("treeitem", name=re.compile("^service-3-0, .*Fargate service"))).to_be_focused()
    expect(canvas.node("service-3-0@subnet-3").locator("i"), "it is shown near enough to read").to_be_visible()
    expect(canvas.node("service-3-0@subnet-3").locator(".item")).to_have_class(re.compile("is-selected"))
    canvas.node("service-3-0@subnet-3").focus()
    page.keyboard.press("ArrowRight")
    canvas.wait_saved()
    layout = canvas.server.call("GET", f"designs/{canvas.design}/")["document"]["layout"]
    assert "service-3-0@subnet-3" in layout, "and then moved with the arrow keys"
    page.get_by_role("treeitem", name=re.compile("^service-3-0, .*Fargate service")).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(rows).to_have_count(before)


# What lies on a visible name: an icon, a badge, another name.
COVERED = """() => {
  const seen = (selector) => [...document.querySelectorAll(`.canvas ${selector}`)].filter((one) => one.checkVisibility());
  const names = seen(":is(.vpc > .tag > b, .subnet > .tag > b, .region-name, .zone-name)");
  const others = [...names, ...seen(".item > .tile"), ...seen(".badge")];
  const box = (one) => one.getBoundingClientRect();
  return names.flatMap((name) => others
    .filter((other) => other !== name && !name.contains(other) && !name.parentElement.contains(other))
    .filter((other) => {
      const [a, b] = [box(name), box(other)];
      return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    })
    .map((other) => `${other.textContent || other.className} on ${name.textContent}`));
}"""


def hub() -> dict[str, Any]:
    """Three VPCs on a transit gateway, each with an internet gateway and a service in each of two subnets."""
    resources: list[dict[str, Any]] = [
        {"type": "TransitGateway", "id": "hub"},
        {"type": "Cluster", "id": "cluster"},
        {"type": "TaskDefinition", "id": "task", "container_definitions": [{"name": "app", "image": "app"}]},
    ]
    for n, name in enumerate(("shop", "payments", "egress")):
        subnets = [f"{name}-{zone}" for zone in "ab"]
        resources += [
            {"type": "Vpc", "id": name, "cidr_block": f"10.{n}.0.0/16"},
            {"type": "InternetGateway", "id": f"{name}-igw", "vpc_id": name},
            {
                "type": "TransitGatewayAttachment",
                "id": f"{name}-attachment",
                "transit_gateway_id": "hub",
                "vpc_id": name,
                "resource_type": "vpc",
                "subnet_ids": subnets,
            },
            *(
                {
                    "type": "Subnet",
                    "id": subnet,
                    "vpc_id": name,
                    "cidr_block": f"10.{n}.{s}.0/24",
                    "availability_zone": f"us-east-1{'ab'[s]}",
                }
                for s, subnet in enumerate(subnets)
            ),
            {
                "type": "Service",
                "id": f"{name}-service",
                "cluster": "cluster",
                "task_definition": "task",
                "subnets": subnets,
            },
        ]
    return {"farway": 1, "region": "us-east-1", "resources": {r["id"]: r for r in resources}}


def test_at_every_distance_no_name_is_covered(open_design: Open) -> None:
    for document, details in ((hub(), ("plain", "far", "distant")), (many_services(), ("far", "distant"))):
        canvas = open_design(document)
        canvas.wait_checked()
        page = canvas.page
        found = {"whole": page.evaluate(COVERED)}
        for detail in details:
            zoom_until(page, detail)
            page.wait_for_timeout(400)
            found[detail] = page.evaluate(COVERED)
        assert not any(found.values()), found


def test_a_comparison_of_large_designs_is_seen_whole_and_leads_near_to_what_changed(open_design: Open) -> None:
    canvas = open_design(many_services())
    page = canvas.page
    revision = {"revision": 1, "changes": [{"op": "set", "id": "service-2-7", "values": {"desired_count": 3}}]}
    canvas.server.call("POST", f"designs/{canvas.design}/changes/", revision)
    expect(page.get_by_test_id("saved")).to_have_text("Revision 2, saved", timeout=PATIENCE_MS)
    canvas.open_tab("History")
    rows = page.get_by_test_id("history").get_by_role("listitem")
    for row in (rows.nth(0), rows.nth(1)):
        row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Compare").click()
    compare = page.get_by_test_id("compare")
    subnet = compare.locator('.react-flow__node[data-id="subnet-2"]')
    expect(subnet.locator(".block-plain")).to_have_count(1, timeout=PATIENCE_MS)
    expect(compare.locator(".react-flow__node-item", has_text="service-")).to_have_count(1)
    page.get_by_role("button", name="service-2-7").first.click()
    changed = compare.locator('.react-flow__node[data-id="service-2-7@subnet-2"]')
    expect(changed.locator("b")).to_be_visible()
    expect(changed).to_contain_text("changed")
