"""The files of a snapshot: the JSON in a folder, or in a zip archive, bounded in number and size."""

import io
import lzma
import re
import zipfile
import zlib
from pathlib import Path

from ...i18n import _
from ..errors import ReadError

MAX_FILES = 2_000
MAX_BYTES = 100_000_000
_LINK = 0o12  # the file type of a symbolic link, as an archive's entry keeps it


def from_folder(folder: Path) -> dict[str, bytes]:
    """Every JSON file below a folder, by its path inside it. Links out of the folder are not followed."""
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    for path in sorted(folder.rglob("*.json")):
        if path.is_symlink() or not path.is_file() or _is_hidden(str(path.relative_to(folder))):
            continue
        try:
            left -= path.stat().st_size
            _bound(str(folder), len(found) + 1, left)
            found[str(path.relative_to(folder))] = path.read_bytes()
        except OSError as error:
            raise ReadError("unreadable-file", _("the file cannot be read: %s") % error.strerror, str(path)) from error
    if not found:
        raise ReadError(
            "not-a-snapshot", _("the folder holds no JSON file; put there what aws … describe-* prints"), str(folder)
        )
    return found


def from_zip(data: bytes, name: str) -> dict[str, bytes]:
    """Every JSON file of a zip archive. What unpacks to more than the bound is refused before it is unpacked."""
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.is_dir() or entry.external_attr >> 28 == _LINK or not entry.filename.endswith(".json"):
                    continue
                if _is_hidden(entry.filename):
                    continue
                left -= entry.file_size
                _bound(name, len(found) + 1, left)
                with archive.open(entry) as file:
                    found[entry.filename] = file.read(entry.file_size)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ) as error:
        raise ReadError("bad-archive", _("the archive cannot be unpacked: %s") % error, name) from error
    if not found:
        raise ReadError(
            "not-a-snapshot", _("the archive holds no JSON file; put there what aws … describe-* prints"), name
        )
    return found


def _is_hidden(name: str) -> bool:
    """Whether a file is one that a system keeps beside others: `.DS_Store`, `__MACOSX/._vpcs.json`."""
    return any(step.startswith((".", "__MACOSX")) for step in re.split(r"[/\\\\]", name) if step not in (".", ".."))


def _bound(name: str, files: int, left: int) -> None:
    if files > MAX_FILES or left < 0:
        raise ReadError(
            "too-large",
            _("this is more than %(files)d files or %(size)d MB")
            % {"files": MAX_FILES, "size": MAX_BYTES // 1_000_000},
            name,
        )
