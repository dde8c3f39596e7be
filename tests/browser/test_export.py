"""Every format of the export menu, through the worker, to a downloaded file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from .canvas import Canvas

Open = Callable[..., Canvas]

BEGINNINGS = {
    "Diagram, SVG": b"<",
    "Diagram, PNG": b"\x89PNG",
    "Diagram, PDF": b"%PDF",
    "Diagram, Graphviz DOT": b"digraph",
    "CloudFormation template": b"",
    "Farway document (JSON)": b"{",
}


def download(canvas: Canvas, title: str) -> bytes:
    canvas.page.get_by_role("button", name="Export").click()
    with canvas.page.expect_download(timeout=60_000) as downloading:
        canvas.page.get_by_role("menuitem", name=title, exact=True).click()
    return Path(downloading.value.path()).read_bytes()


@pytest.mark.parametrize("title", BEGINNINGS)
def test_the_design_is_downloaded_as(title: str, open_design: Open, orders: dict[str, Any]) -> None:
    content = download(open_design(orders), title)
    assert content.lstrip().startswith(BEGINNINGS[title])
    if title == "CloudFormation template":
        assert b"AWS::ECS::Service" in content
    if title.startswith("Farway"):
        assert json.loads(content)["resources"]["OrdersApi"]["subnets"] == ["AppA", "AppB"]


def test_the_network_configuration_is_that_of_the_selected_workload(open_design: Open, orders: dict[str, Any]) -> None:
    canvas = open_design(orders)
    canvas.page.get_by_role("button", name="Export").click()
    expect(canvas.page.get_by_role("menuitem", name="NetworkConfiguration")).to_be_disabled()
    canvas.page.keyboard.press("Escape")
    canvas.node("OrdersApi@AppA").click()
    content = download(canvas, "NetworkConfiguration of the selected workload").decode()
    assert "AppA" in content and "AppB" in content and "OrdersGroup" in content


def test_an_export_that_cannot_be_written_says_why(open_design: Open) -> None:
    canvas = open_design()
    canvas.page.route(
        "**/exports/",
        lambda route: route.fulfill(
            status=400, json={"code": "no", "message": "There is nothing to write.", "details": {}}
        ),
    )
    canvas.page.get_by_role("button", name="Export").click()
    canvas.page.get_by_role("menuitem", name="Diagram, SVG").click()
    expect(canvas.page.get_by_role("alert")).to_contain_text("There is nothing to write.")
