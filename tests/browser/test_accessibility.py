"""axe-core finds nothing serious on any page, nor on the canvas in any of its states, in light and in dark."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .canvas import Canvas
from .server import ROOT, Server
from .together import cut_off, reconnect, two

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations
    .filter((v) => v.impact === "serious" || v.impact === "critical")
    .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.any[0]?.message ?? v.help}`));
}"""
PAGES = ("designs/", "designs/new/", "designs/import/", "jobs/", "tokens/", "api/v1/docs/")
THEMES = pytest.mark.parametrize("theme", ("light", "dark"))
Open = Callable[..., Canvas]


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical on the page as it stands."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, RULES)
    assert isinstance(found, list)
    return found


@THEMES
@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_on_a_page(page: Page, server: Server, orders: dict[str, Any], path: str, theme: Any) -> None:
    server.new_design("A design to list", orders)
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{server.address}/{path}")
    assert serious(page) == []


@THEMES
def test_nothing_serious_on_the_page_of_one_design_to_rename_and_to_delete(
    page: Page, server: Server, theme: Any
) -> None:
    design = server.new_design("To rename")
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    for way in ("rename", "delete"):
        page.goto(f"{server.address}/designs/{design}/{way}/")
        assert serious(page) == []


@THEMES
def test_nothing_serious_where_one_signs_in_or_is_lost(browser: Any, server: Server, theme: Any) -> None:
    page = browser.new_page(color_scheme=theme)
    for path in ("sign-in/", "nothing/"):
        page.goto(f"{server.address}/{path}")
        assert serious(page) == []
    page.goto(f"{server.address}/sign-in/")
    page.fill("[name=username]", "nobody")
    page.fill("[name=password]", "a wrong password")
    page.press("[name=password]", "Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert serious(page) == []
    page.close()


@THEMES
def test_nothing_serious_where_a_page_says_no(page: Page, server: Server, theme: Any) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    for path in ("designs/?q=nothing+is+called+so", "designs/00000000-0000-0000-0000-000000000000/"):
        page.goto(f"{server.address}/{path}")
        assert serious(page) == []
    page.goto(f"{server.address}/designs/import/")
    page.set_input_files("input[type=file]", {"name": "x.yaml", "mimeType": "text/yaml", "buffer": b"hello: ["})
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("Nothing was imported")
    assert serious(page) == []


@THEMES
def test_nothing_serious_where_two_sides_clash_and_where_a_finding_is_accepted(
    context: BrowserContext, server: Server, orders: dict[str, Any], theme: Any
) -> None:
    here, there = two(context, server, orders)
    page = there.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    there.wait_checked()
    there.open_tab("Findings")
    page.get_by_role("button", name="Accept…").first.click()
    found = {"accepting": serious(page)}
    cut_off(there)
    there.header("AppA").click()
    there.open_tab("Properties")
    there.field("name").get_by_role("textbox").fill("mine")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("pills")).to_contain_text("not checked")
    found["offline"] = serious(page)
    changes = [{"op": "set", "id": "AppA", "values": {"name": "theirs"}}]
    server.call("POST", f"designs/{here.design}/changes/", {"revision": 1, "changes": changes})
    reconnect(there)
    expect(page.get_by_test_id("clash")).to_be_visible()
    found["clash"] = serious(page)
    assert not any(found.values()), json.dumps(found, indent=1)


HIDDEN_FOCUS = """() => {
  const one = document.activeElement;
  const { left, top, width, height } = one.getBoundingClientRect();
  const isHit = [0.1, 0.5, 0.9].some((x) => [0.1, 0.5, 0.9].some((y) => {
    const found = document.elementFromPoint(left + width * x, top + height * y);
    return found !== null && (one.contains(found) || found.contains(one));
  }));
  const ringed = [one, one.firstElementChild, one.parentElement].filter(Boolean).map((each) => getComputedStyle(each));
  const hasRing = ringed.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const name = one === document.body ? "" : `${one.className} ${one.getAttribute("aria-label") ?? one.textContent}`.slice(0, 90);
  return { name, where: [left, top].map(Math.round), isHit, hasRing };
}"""


@pytest.mark.parametrize("panel", ("Findings", "Trace", "Failure"))
def test_what_has_the_focus_is_seen_wherever_tab_leads(open_design: Open, orders: dict[str, Any], panel: str) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.emulate_media(reduced_motion="reduce")
    canvas.wait_checked()
    if panel == "Failure":
        page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name=panel, exact=True).click()
        expect(page.get_by_test_id("failure")).to_be_visible()
    else:
        canvas.open_tab(panel)
    page.locator(".header a").first.focus()
    seen: list[Any] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        now = page.evaluate(HIDDEN_FOCUS)
        if now["name"] == "":
            break  # past the end
        seen.append(now)
    assert len(seen) > 60
    assert [one for one in seen if not (one["isHit"] and one["hasRing"])] == []


@THEMES
def test_nothing_serious_on_an_empty_canvas(open_design: Open, theme: Any) -> None:
    canvas = open_design()
    canvas.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    expect(canvas.page.locator(".gallery")).to_be_visible()
    assert serious(canvas.page) == []


@THEMES
def test_nothing_serious_on_the_canvas_and_in_each_of_its_panels(
    open_design: Open, orders: dict[str, Any], theme: Any
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    canvas.wait_checked()
    found = {"canvas": serious(page)}
    for tab in page.get_by_role("tab").all():
        tab.click()
        found[tab.inner_text()] = serious(page)
    for key in ("OrdersApi@AppA", "NatA", "EpEcrApi@DataA", "OrdersGroup"):
        canvas.node(key).click()
        canvas.open_tab("Properties")
        found[key] = serious(page)
    canvas.header("AppA").click()
    found["subnet"] = serious(page)
    page.get_by_role("button", name="Show all help").click()
    found["subnet with all help"] = serious(page)
    canvas.node("OrdersApi@AppA").click()
    found["service with all help"] = serious(page)
    canvas.header("OrdersVpc").click()
    found["VPC"] = serious(page)
    canvas.open_tab("Findings")
    page.locator(".flow", has_text="blocked").first.click()
    expect(page.get_by_test_id("path").locator(".hop").first).to_be_visible()
    found["path"] = serious(page)
    assert not any(found.values()), json.dumps(found, indent=1)


@THEMES
def test_nothing_serious_in_what_opens_over_the_canvas(open_design: Open, orders: dict[str, Any], theme: Any) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    canvas.wait_checked()
    found = {}
    canvas.find("nat")
    found["commands"] = serious(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_test_id("shortcuts")).to_be_visible()
    found["shortcuts"] = serious(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Export").click()
    found["export"] = serious(page)
    page.keyboard.press("Escape")
    for kind in ("interface", "gateway"):
        canvas.header("OrdersVpc").click()
        page.locator(f'[data-kind="{kind}-endpoint"]').press("Enter")
        expect(page.get_by_test_id("insert-dialog")).to_be_visible()
        found[f"insert an endpoint, {kind}"] = serious(page)
        page.keyboard.press("Escape")
    page.locator(".canvas").focus()
    page.keyboard.press("Escape")
    canvas.find("two-minute tour")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("tour")).to_be_visible()
    found["tour"] = serious(page)
    assert not any(found.values()), json.dumps(found, indent=1)


@THEMES
def test_nothing_serious_in_any_way_of_seeing(open_design: Open, orders: dict[str, Any], theme: Any) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    canvas.wait_checked()
    canvas.node("OrdersApi@AppA").click()
    bar = page.get_by_role("toolbar", name="Ways of seeing")
    found = {}
    for lens in ("IPv4", "IPv6", "ENI by platform", "Flow logs", "MTU", "Subnets"):
        bar.get_by_role("button", name=lens, exact=True).click()
        expect(page.locator(".lens-mark").first).to_be_visible()
        found[lens] = serious(page)
    canvas.header("AppA").click()
    found["a subnet and its tasks"] = serious(page)
    bar.get_by_role("button", name="Failure", exact=True).click()
    panel = page.get_by_test_id("failure")
    found["nothing off"] = serious(page)
    panel.get_by_role("switch", name="us-east-1a").click()
    expect(panel).to_contain_text("is down")
    found["a zone off"] = serious(page)
    panel.get_by_role("button", name="Try each alone").click()
    expect(panel.get_by_role("region", name="Single points of failure")).to_be_visible()
    found["single points"] = serious(page)
    bar.get_by_role("button", name="Matrix").click()
    expect(page.get_by_test_id("matrix")).to_have_attribute("data-current", "true")
    found["matrix"] = serious(page)


@THEMES
def test_nothing_serious_in_a_comparison_and_where_a_revision_is_restored(
    open_design: Open, orders: dict[str, Any], theme: Any
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    changes = [
        {"op": "remove", "id": "NatA"},
        {"op": "set", "id": "OrdersApi", "values": {"desired_count": 9}},
        {"op": "add", "resource": {"type": "Service", "id": "Reports", "subnets": ["AppB"]}},
    ]
    canvas.server.call("POST", f"designs/{canvas.design}/changes/", {"revision": 1, "changes": changes})
    expect(page.get_by_test_id("saved")).to_have_text("Revision 2, saved")
    canvas.find("what the last change did")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("compare").locator(".is-removed")).to_be_visible()
    found = {"comparison": serious(page)}
    page.get_by_role("button", name="Restore revision 1…").click()
    expect(page.get_by_test_id("restore")).to_be_visible()
    found["restore"] = serious(page)
    assert not any(found.values()), json.dumps(found, indent=1)


@pytest.mark.parametrize("size", ((1024, 768), (1280, 800), (1600, 900)), ids="{0[0]}x{0[1]}".format)
def test_nothing_serious_where_the_whole_network_is_small_beside_a_panel(
    open_design: Open, orders: dict[str, Any], size: tuple[int, int]
) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    canvas.wait_checked()
    page.get_by_role("toolbar", name="Ways of seeing").get_by_role("button", name="Failure", exact=True).click()
    expect(page.get_by_test_id("failure")).to_be_visible()
    page.get_by_role("toolbar", name="Canvas").get_by_role("button", name="Fit").click()
    canvas.header("AppA").click()
    assert serious(page) == []


@THEMES
def test_nothing_serious_in_a_trace_asked_and_answered(open_design: Open, orders: dict[str, Any], theme: Any) -> None:
    canvas = open_design(orders)
    page = canvas.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    canvas.wait_checked()
    page.keyboard.press("t")
    source = page.get_by_test_id("trace-source").get_by_role("combobox")
    expect(source).to_be_focused()
    page.keyboard.type("orders")
    expect(page.get_by_role("option").first).to_be_visible()
    found = {"choosing": serious(page)}
    page.keyboard.type("-api")
    page.keyboard.press("Enter")
    page.get_by_test_id("trace-destination").get_by_role("combobox").focus()
    page.keyboard.type("amazon s3")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("trace-answer").locator("ol.path > li").first).to_be_visible()
    found["answered"] = serious(page)
    assert not any(found.values()), json.dumps(found, indent=1)


def test_a_record_opens_where_a_link_leads_to_it(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/api/v1/docs/")
    page.locator("#changes_apply").get_by_role("link", name="ChangesRequest").click()
    expect(page.locator("#record-ChangesRequest")).to_be_visible()
    assert serious(page) == []
