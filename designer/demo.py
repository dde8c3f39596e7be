"""What a new installation starts with: an account to try it with, and the sample designs."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from . import environment
from .services.designs import create_design

SAMPLES = Path(__file__).parent / "samples"
USERNAME = "demo"


@dataclass(frozen=True)
class Sample:
    """A design that can be looked at: its key, its name, its document."""

    key: str
    name: str
    document: dict[str, Any]


def samples() -> list[Sample]:
    """The sample designs, in the order of their files' names."""
    return [
        Sample(path.stem, path.stem.replace("-", " ").capitalize(), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(SAMPLES.glob("*.json"))
    ]


def prepare(var: Path) -> str:
    """Make the demo account and its designs where there is none yet; its password, which is kept in `var`."""
    password = environment.text("DEMO_PASSWORD") or environment.kept_secret(var / "demo-password")[:16]
    with transaction.atomic():
        user, created = User.objects.get_or_create(username=USERNAME)
        if created or not user.check_password(password):
            user.set_password(password)
            user.save()
        if created:
            for sample in samples():
                create_design(user, sample.name, sample.document)
    return password
