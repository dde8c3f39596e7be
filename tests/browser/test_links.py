"""Lines between what is joined: declared connections with their verdict, peerings, attachments."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.topology.builders import network, rule

from .canvas import Canvas

Open = Callable[..., Canvas]


def test_a_declared_connection_is_a_line_with_its_verdict_that_is_selected_and_deleted(open_design: Open) -> None:
    made = network().vpc().subnet("a").group("web-group").group("db-group").service("web", "a", ["web-group"])
    made.database("db", "a", ["db-group"]).connection("web", "db", 5432)
    canvas = open_design(made.build().to_document())
    canvas.wait_checked()
    label = canvas.page.locator(".link-label")
    expect(label).to_have_text("✕ TCP 5432")
    label.click()
    expect(canvas.page.get_by_role("spinbutton", name="Destination port")).to_have_value("5432")
    canvas.page.keyboard.press("Delete")
    expect(label).to_have_count(0)
    canvas.page.keyboard.press("Control+z")
    expect(label).to_have_text("✕ TCP 5432")


def test_the_line_of_a_connection_that_works_carries_no_sign_but_its_port(open_design: Open) -> None:
    made = network().vpc().subnet("a").group("web-group").group("db-group", [rule("web-group", 5432)])
    made.service("web", "a", ["web-group"]).database("db", "a", ["db-group"]).connection("web", "db", 5432)
    canvas = open_design(made.build().to_document())
    canvas.wait_checked()
    expect(canvas.page.locator(".link-ok.link-label")).to_have_text("TCP 5432")


def test_a_peering_connection_is_drawn_to_both_of_its_vpcs_and_its_line_follows_a_drag(open_design: Open) -> None:
    made = network().vpc("one").vpc("two", "10.1.0.0/16").peering("peering", "one", "two")
    canvas = open_design(made.build().to_document())
    lines = canvas.page.locator("[data-link=peering] .link-line")
    expect(lines).to_have_count(2)
    before = lines.first.get_attribute("d")
    x, y = canvas.middle("peering")
    mouse = canvas.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 80, y - 60, steps=5)
    expect(lines.first).not_to_have_attribute("d", before or "")
    mouse.up()
    canvas.wait_saved()
