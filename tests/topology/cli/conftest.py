"""A template in the working directory of a test."""

from pathlib import Path

import pytest

from .running import BROKEN


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the broken template, relative to the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    path = Path("orders.yaml")
    path.write_text(BROKEN)
    return path
