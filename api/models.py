"""API tokens: several a user, each with a name, kept as a digest only."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

PREFIX = "fwy_"
MAX_TOKENS = 50
SIGNED_IN_FOR = timedelta(days=30)
USED_RESOLUTION = timedelta(minutes=1)


def digest_of(key: str) -> str:
    """What is stored of a key. The key has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


class ApiToken(models.Model):
    """A key to the API in its owner's name. `hint` is the key's beginning, shown so that keys can be told apart."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(null=True, blank=True)
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-created", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires is not None and self.expires <= timezone.now()


def new_key() -> str:
    """A key that cannot be guessed."""
    return PREFIX + secrets.token_urlsafe(32)
