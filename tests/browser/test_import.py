"""From signing in to the network of a template on the canvas."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .canvas import Canvas, sign_in
from .server import Server

SHOP = Path(__file__).parent / "fixtures" / "shop.yaml"
OF_THE_CORPUS = "aws-samples__serverless-patterns__apigw-vpclink-alb-ecs_template.yaml"


def bring(page: Page, server: Server, template: Path) -> Canvas:
    """Upload a template on the import page; its network is on the canvas."""
    page.goto(f"{server.address}/designs/import/")
    page.set_input_files("input[type=file]", template)
    page.get_by_role("button", name="Import").click()
    page.wait_for_selector(".react-flow__node")
    canvas = Canvas.here(page, server)
    canvas.wait_saved()
    return canvas


def test_one_who_signs_in_finds_the_designs_and_opens_one(
    browser: Browser, server: Server, orders: dict[str, Any]
) -> None:
    server.new_design("The one that is looked for", orders)
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, server)
    page.get_by_role("link", name="The one that is looked for").first.click()
    expect(Canvas.here(page, server).node("OrdersVpc")).to_be_visible()
    context.close()


def test_an_uploaded_template_is_laid_out_by_zone_and_tier(page: Page, server: Server) -> None:
    canvas = bring(page, server, SHOP)
    expect(canvas.node("ShopVpc")).to_be_visible()
    left, right = canvas.node("ShopVpc/us-east-1a").bounding_box(), canvas.node("ShopVpc/us-east-1b").bounding_box()
    assert left and right and left["x"] + left["width"] <= right["x"]
    for zone, public, tasks in (("us-east-1a", "PublicA", "TasksA"), ("us-east-1b", "PublicB", "TasksB")):
        column, upper, lower = (canvas.node(k).bounding_box() for k in (f"ShopVpc/{zone}", public, tasks))
        assert column and upper and lower
        assert column["x"] < upper["x"] < column["x"] + column["width"]
        assert upper["y"] + upper["height"] <= lower["y"]
    expect(canvas.node("PublicA")).to_contain_text("public")
    expect(canvas.node("TasksA")).to_contain_text("isolated")
    for key in ("Shop@TasksA", "Balancer@PublicA", "Balancer@PublicB", "Nat", "Gateway", "TaskGroup"):
        expect(canvas.node(key)).to_be_visible()


def test_a_file_that_is_no_template_gets_one_clear_message(page: Page, server: Server, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("just: [some, text")
    page.goto(f"{server.address}/designs/import/")
    page.set_input_files("input[type=file]", bad)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("alert").first).to_contain_text("bad.yaml")


def test_a_public_template_is_imported_and_checked(page: Page, server: Server, cases: Path) -> None:
    template = cases / "corpus" / OF_THE_CORPUS
    if not template.is_file():
        pytest.skip(f"{template} is not there")
    canvas = bring(page, server, template)
    canvas.wait_checked()
    report = server.report(canvas.design)
    assert report["workloads"]
    canvas.open_tab("Findings")
    for workload in report["workloads"]:
        expect(page.get_by_test_id("findings")).to_contain_text(workload["name"])
    for resource in canvas.server.resources(canvas.design).values():
        if resource["type"] in ("Vpc", "Subnet"):
            expect(canvas.node(resource["id"])).to_be_attached()
