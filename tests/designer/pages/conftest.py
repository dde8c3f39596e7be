"""A signed-in browser without scripts, and a look at what a page holds."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client


@pytest.fixture(autouse=True)
def _no_memory_of_attempts() -> None:
    cache.clear()


@pytest.fixture
def browser(owner: User) -> Client:
    """The owner's."""
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def foreign(stranger: User) -> Client:
    """Somebody else's."""
    client = Client()
    client.force_login(stranger)
    return client
