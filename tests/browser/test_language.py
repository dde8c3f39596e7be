"""In another language nothing is left in English: the site in one that is English between marks, so that what has none is found."""

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.messages.pseudo import CLOSE, OPEN, write_pseudo

from .canvas import PATIENCE_MS, sign_in
from .server import Server, serving

# Names of products and of protocols, which are the same in every language.
PROPER = re.compile(
    r"Farway|React Flow( attribution)?|IPv[46]|MTU|TCP|API|Amazon (ECR API|ECR|S3)|Secrets Manager|CloudWatch Logs|Linux|Windows"
)
# What a person reads or hears, but for code, property names, values to choose from and the names of properties (AWS's own).
READ = """() => {
  const apart = 'script, style, noscript, code, pre, kbd, option, .mono, .cm-editor, .field > label, .field-head > label, .row-help dt, .visually-hidden:empty';
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(apart)) found.push(walk.currentNode.data.trim());
  for (const element of document.querySelectorAll('[aria-label], [title], [alt]'))
    for (const name of ['aria-label', 'title', 'alt'])
      if (!element.closest(apart)) found.push(element.getAttribute(name) ?? '');
  return found.filter(Boolean);
}"""


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("abroad")
    write_pseudo(folder / "locales")
    with serving(folder, FARWAY_LOCALES=str(folder / "locales")) as served:
        yield served


@pytest.fixture
def reader(browser: Browser, abroad: Server) -> Iterator[Page]:
    """The page of somebody whose browser asks for Traditional Chinese."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000}, locale="zh-TW")
    page = context.new_page()
    sign_in(page, abroad)
    page.evaluate("localStorage.setItem('farway-tour', JSON.stringify({phase: 'over'}))")
    yield page
    context.close()


def left_in_english(page: Page, names: set[str]) -> set[str]:
    """What stands on the page without marks and is neither a name of the design nor one that is the same everywhere."""
    return {text for text in page.evaluate(READ) if not {OPEN, CLOSE} & set(text) and _words(text, names)}


def _words(text: str, names: set[str]) -> list[str]:
    text = PROPER.sub("", text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return re.findall(r"[A-Za-z]{2,}", text)


def names_in(value: Any) -> Iterator[str]:
    """Every text of a document, and every key of it that is an id."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from names_in(item)


def new_design(server: Server, document: dict[str, Any]) -> str:
    """A design that somebody makes in that language: its report is written in it."""
    request = urllib.request.Request(
        f"{server.address}/api/v1/designs/",
        json.dumps({"name": "訂單", "document": document}).encode(),
        {"Content-Type": "application/json", "Accept-Language": "zh-TW", "Authorization": f"Token {server.token()}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        design = str(json.load(answer)["id"])
    server.report(design)
    return design


@pytest.mark.parametrize("path", ["designs/", "designs/new/", "designs/import/", "jobs/", "tokens/", "nothing/"])
def test_no_page_keeps_english(reader: Page, abroad: Server, path: str) -> None:
    samples = {"Orders platform", "Public web service", "demo"}
    reader.goto(f"{abroad.address}/{path}")
    assert left_in_english(reader, samples) == set()


def test_the_canvas_keeps_no_english(reader: Page, abroad: Server, orders: dict[str, Any]) -> None:
    names = set(names_in(orders)) | {"demo", "ecr.api", "ecr.dkr", "logs", "us-east-1"}
    reader.goto(f"{abroad.address}/designs/{new_design(abroad, orders)}/")
    expect(reader.get_by_test_id("pills")).to_have_attribute("data-current", "true", timeout=PATIENCE_MS)
    found = {"canvas": left_in_english(reader, names)}
    for number, tab in enumerate(reader.get_by_role("tab").all()):
        tab.click()
        reader.wait_for_timeout(300)
        found[f"panel {number}"] = left_in_english(reader, names)
    reader.get_by_role("tab").nth(1).click()
    for flow in reader.locator(".flow").all()[:3]:
        flow.click()
        reader.wait_for_timeout(200)
        found["flow"] = found.get("flow", set()) | left_in_english(reader, names)
    for key in ("OrdersApi@AppA", "NatA", "EpEcrApi@DataA", "OrdersGroup"):
        reader.locator(f'.react-flow__node[data-id="{key}"]').click()
        reader.get_by_role("tab").first.click()
        found[key] = left_in_english(reader, names)
    reader.keyboard.press("Escape")
    for key in ("?", "Control+k"):
        reader.keyboard.press(key)
        reader.wait_for_timeout(200)
        found[key] = left_in_english(reader, names)
        reader.keyboard.press("Escape")
    assert not any(found.values()), found


def test_a_language_is_chosen_on_the_page(reader: Page, abroad: Server) -> None:
    reader.goto(f"{abroad.address}/jobs/")
    expect(reader.locator("html")).to_have_attribute("lang", "zh-hant")
    reader.locator("select[name=language]").select_option("en")
    expect(reader.locator("html")).to_have_attribute("lang", "en")
    assert reader.url.endswith("/jobs/")
