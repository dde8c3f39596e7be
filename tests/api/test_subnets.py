"""Subnets over the API: what each is, of the newest revision, and the owner's alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from designer.models import Design
from designer.services import subnets
from designer.services.designs import store_design
from tests.topology.builders import network, rule
from topology.checks.subnet_kinds import subnet_kinds


def test_every_subnet_says_what_it_is_and_how_its_tasks_are_reached(
    api: APIClient, signed_in: Callable[[User], APIClient], ada: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = network().vpc().subnet("a", public=True).subnet("b").group("g", [rule(port=8080)])
    topology = made.service("app", ("a", "b"), ["g"], public_ip=True).build()
    design: Design = store_design(ada, "Public", topology)
    address = f"/api/v1/designs/{design.pk}/subnets/"
    body = api.get(address).json()
    assert body == {"revision": 1, "subnets": subnet_kinds(topology)}
    assert [s["kind"] for s in body["subnets"]] == ["public", "isolated"]
    assert signed_in(bob).get(address).status_code == 404
    assert APIClient().get(address).status_code == 401
    monkeypatch.setattr(subnets, "MAX_WORKLOADS", 0)
    assert (api.get(address).status_code, api.get(address).json()["code"]) == (400, "too-large")
