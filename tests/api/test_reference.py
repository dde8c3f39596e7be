"""The reference page: all that the description says, in words, with commands that can be run."""

import json
import re
import shlex
from html.parser import HTMLParser

import pytest
from rest_framework.test import APIClient

from api.reference import Operation, _prose, reference
from designer.demo import SAMPLES
from topology.model.changes import read

SAMPLE = SAMPLES / "orders-platform.json"


@pytest.fixture(scope="module")
def operations() -> dict[str, Operation]:
    return {operation.id: operation for held in reference().tags.values() for operation in held}


class Links(HTMLParser):
    """The places of a page, and what its links to itself lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []
        self.leads_to: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if place := held.get("id"):
            self.places.append(place)
        if tag == "a" and (held.get("href") or "").startswith("#"):
            self.leads_to.add(str(held["href"])[1:])


def test_everybody_may_read_it_and_no_link_leads_nowhere(db: None) -> None:
    page = APIClient().get("/api/v1/docs/")
    assert page.status_code == 200
    links = Links()
    links.feed(page.content.decode())
    assert links.leads_to <= set(links.places)
    assert len(links.places) == len(set(links.places))


def test_the_page_has_no_script_of_its_own(db: None) -> None:
    page = APIClient().get("/api/v1/docs/")
    assert "<script>" not in page.content.decode()
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]


def test_every_operation_stands_there_once(operations: dict[str, Operation]) -> None:
    everything = [o for held in reference().tags.values() for o in held]
    assert len(everything) == len(operations) > 30
    assert operations["designs_delete"].method == "DELETE"
    assert operations["token_create"].is_open
    assert not operations["designs_list"].is_open


def test_every_record_of_the_document_is_explained() -> None:
    records = {record.name: record for record in reference().records}
    table = {field.name: field for field in records["RouteTable"].fields}
    assert table["routes"].type == 'list of <a href="#record-Route">Route</a>'
    assert table["id"].is_required
    assert not table["routes"].is_required


def test_limits_are_said_in_words(operations: dict[str, Operation]) -> None:
    (since,) = (p for p in operations["changes_list"].parameters if p.name == "since")
    assert since.limits == "default 0, at least 0, at most 2147483647"


def test_a_command_can_be_run_by_a_shell(operations: dict[str, Operation]) -> None:
    for operation in operations.values():
        words = [word for word in shlex.split(operation.command) if word.strip()]
        assert words[0] == "curl"
        assert words[-1].startswith("$FARWAY/api/v1/")
        assert "{" not in words[-1]
        assert ("Authorization: Token $FARWAY_TOKEN" in words) != operation.is_open


def test_the_example_of_changes_is_one_that_the_model_takes(operations: dict[str, Operation]) -> None:
    words = shlex.split(operations["changes_apply"].command)
    sent = json.loads(words[words.index("-d") + 1])
    assert read(sent["changes"])


@pytest.mark.django_db
def test_the_examples_are_taken(api: APIClient, operations: dict[str, Operation]) -> None:
    """They are sent as they stand and in this order to a design of the sample that they speak of, and taken."""
    design = api.post("/api/v1/designs/", {"name": "Orders", "document": json.loads(SAMPLE.read_text())}).data["id"]
    for operation in operations.values():
        words = shlex.split(operation.command)
        if operation.is_open or "-d" not in words:
            continue
        address = re.sub(r"\$REVISION", "1", words[-1].removeprefix("$FARWAY").replace("$ID", design))
        answer = getattr(api, operation.method.lower())(address, json.loads(words[words.index("-d") + 1]))
        assert answer.status_code < 300, (operation.id, answer.data)


def test_what_a_description_says_is_escaped() -> None:
    assert _prose({"description": "<b> and `<i>`"}) == "&lt;b&gt; and <code>&lt;i&gt;</code>"
