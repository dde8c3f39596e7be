"""Uploaded files as the import takes them: a name and bytes, read no further than the import's own bound."""

from collections.abc import Iterable
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

MAX_READ = 10_000_001  # a byte more than any import accepts, so that the service refuses what is larger


def uploaded(files: Iterable[UploadedFile]) -> list[tuple[str, bytes]]:
    """The files' names, without folders and without what cannot be shown, and their content."""
    return [(_shown(file.name or "file"), file.read(MAX_READ)) for file in files]


def _shown(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return "".join(c if c.isprintable() else "?" for c in last)[:200] or "file"
