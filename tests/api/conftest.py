"""People who use the API, and a small network of theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from rest_framework.test import APIClient

from designer.models import Design
from designer.services.designs import create_design

DOCUMENT: dict[str, Any] = {
    "farway": 1,
    "region": "eu-west-1",
    "resources": {
        "Vpc": {"type": "Vpc", "id": "Vpc", "cidr_block": "10.0.0.0/16"},
        "App": {"type": "Subnet", "id": "App", "vpc_id": "Vpc", "cidr_block": "10.0.1.0/24"},
        "Data": {"type": "Subnet", "id": "Data", "vpc_id": "Vpc", "cidr_block": "10.0.2.0/24"},
    },
}


@pytest.fixture(autouse=True)
def _no_memory_of_attempts() -> None:
    """What throttles count in one test is nothing to the next."""
    cache.clear()


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("ada")


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_user("bob")


@pytest.fixture
def signed_in() -> Callable[[User], APIClient]:
    """A client in somebody's session."""

    def client_of(user: User) -> APIClient:
        client = APIClient()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def api(ada: User, signed_in: Callable[[User], APIClient]) -> APIClient:
    """Ada's client."""
    return signed_in(ada)


@pytest.fixture
def design(ada: User) -> Design:
    """Ada's design: a VPC with two subnets."""
    return create_design(ada, "Orders", DOCUMENT)
