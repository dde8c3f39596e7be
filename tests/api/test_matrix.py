"""The matrix over the API: compact, of the newest revision, and its owner's alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from designer.models import Design
from designer.services import matrices
from designer.services.designs import store_design
from tests.topology.builders import network, rule
from topology.checks.matrix import Matrix
from topology.model import Topology


def shop() -> Topology:
    """A web service that talks to twenty equal workers, of which each is closed to the others."""
    made = network().vpc().subnet("a", public=True).group("web-group", [rule(port=443)])
    made.group("worker-group", [rule("web-group", 8080)]).service("web", "a", ["web-group"], public_ip=True)
    for n in range(20):
        made.service(f"worker-{n}", "a", ["worker-group"])
    return made.build()


@pytest.fixture
def shop_design(ada: User) -> Design:
    return store_design(ada, "Shop", shop())


def address(design: Design) -> str:
    return f"/api/v1/designs/{design.pk}/matrix/"


def test_every_pair_is_told_though_equal_rows_and_cells_are_sent_once(api: APIClient, shop_design: Design) -> None:
    body = api.get(address(shop_design)).json()
    assert (body["revision"], body["family"]) == (1, "ipv4")
    ids = [w["id"] for w in body["workloads"]]
    targets, found = [*ids, "internet"], Matrix(shop())
    assert len(body["rows"]) < 5
    for source, at in zip([*ids, "internet"], body["row_of"], strict=True):
        runs = body["rows"][at]
        told = [body["cells"][i] for i, n in zip(runs[::2], runs[1::2], strict=True) for _ in range(n)]
        known = [found.cell(source, t).to_json() for t in targets if (source, t) != ("internet", "internet")]
        assert told == known, source


def test_the_family_is_asked_for(api: APIClient, shop_design: Design) -> None:
    body = api.get(address(shop_design), {"family": "ipv6"}).json()
    assert body["family"] == "ipv6"
    assert {c["verdict"] for c in body["cells"]} == {"closed"}
    assert api.get(address(shop_design), {"family": "ipv5"}).status_code == 400


def test_the_matrix_of_somebody_else_is_not_there(
    signed_in: Callable[[User], APIClient], bob: User, shop_design: Design
) -> None:
    assert signed_in(bob).get(address(shop_design)).status_code == 404
    assert APIClient().get(address(shop_design)).status_code == 401


def test_a_design_too_large_for_a_matrix_is_refused_in_words(
    api: APIClient, shop_design: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrices, "MAX_WORKLOADS", 20)
    answer = api.get(address(shop_design))
    assert (answer.status_code, answer.json()["code"]) == (400, "too-large")
    assert "at most 20" in answer.json()["message"]
