"""The files of a snapshot: the JSON in a folder or an archive, packed or not, bounded in number, size and depth."""

import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ...i18n import _
from ..errors import ReadError

MAX_FILES = 2_000
MAX_BYTES = 100_000_000
MAX_DEPTH: Final = 3  # an archive in an archive in an archive
_LINK = 0o12  # the file type of a symbolic link, as an archive's entry keeps it
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_SURE = (".json", ".gz", ".zip", ".tar", ".tgz")  # what is taken for a file of the snapshot by its name
_MAYBE = ("", ".txt", ".out")  # what is one where its content looks like it
# What an archive that is damaged, cut off, protected or packed in an unknown way comes to, as the standard library raises it.
_BROKEN = (
    zipfile.BadZipFile,  # no zip after all, or one whose sums are wrong
    tarfile.TarError,
    zlib.error,  # damaged within: of deflate,
    lzma.LZMAError,  # and of LZMA in a zip
    RuntimeError,  # a zip with a password; as NotImplementedError, a way of packing that zipfile does not know
    OSError,  # BadGzipFile, and what bz2 says of damage
    EOFError,  # cut off
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class _Entry(NamedTuple):
    name: str
    size: int


def is_packed(data: bytes) -> bool:
    """Whether the data are an archive or a compressed file."""
    return data.startswith((_ZIP, b"PK\x05\x06", _GZIP)) or _is_tar(data)


def from_folder(folder: Path) -> dict[str, bytes]:
    """Every JSON file below a folder, by its path inside it, archives opened. Links out of the folder are not followed."""
    gathered = _Gathered(str(folder))
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink() or not path.is_file() or not _may_be_one(name):
            continue
        try:
            gathered.expect(path.stat().st_size)
            gathered.add(name, path.read_bytes())
        except OSError as error:
            raise ReadError("unreadable-file", _("the file cannot be read: %s") % error.strerror, str(path)) from error
    if not gathered.files:
        raise ReadError(
            "not-a-snapshot", _("the folder holds no JSON file; put there what aws … describe-* prints"), str(folder)
        )
    return gathered.files


def from_archive(data: bytes, name: str) -> dict[str, bytes]:
    """Every JSON file of a zip or tar archive, or the one that is compressed. What unpacks to more than the bound is refused before it is
    unpacked."""
    gathered = _Gathered(name)
    gathered.add(name, data)
    if not gathered.files:
        raise ReadError(
            "not-a-snapshot", _("the archive holds no JSON file; put there what aws … describe-* prints"), name
        )
    return gathered.files


class _Gathered:
    """The files found so far below a folder or in an archive, and how much more may follow."""

    def __init__(self, name: str) -> None:
        self.files: dict[str, bytes] = {}
        self._name = name
        self._left = MAX_BYTES

    def expect(self, size: int) -> None:
        """Raises ReadError where a file of this size is too much."""
        self._left -= size
        if len(self.files) + 1 > MAX_FILES or self._left < 0:
            values = {"files": MAX_FILES, "size": MAX_BYTES // 1_000_000}
            raise ReadError("too-large", _("this is more than %(files)d files or %(size)d MB") % values, self._name)

    def add(self, name: str, data: bytes, depth: int = 0) -> None:
        """A file: kept where it is JSON, opened where it is an archive, passed over where it is something else."""
        if not is_packed(data):
            if _suffix(name) not in _MAYBE or _looks_like_json(data):
                self.files[name] = data
            return
        if depth >= MAX_DEPTH:
            raise ReadError("too-deep", _("archives lie in archives more than %d deep") % MAX_DEPTH, name)
        try:
            for entry, unpacked in _unpacked(name, data, self):
                inside = entry if depth == 0 and name == self._name else f"{name}/{entry}"
                self.add(inside, unpacked, depth + 1)
        except _BROKEN as error:
            raise ReadError("bad-archive", _("the archive cannot be unpacked: %s") % error, name) from error


def _unpacked(name: str, data: bytes, gathered: _Gathered) -> Iterator[tuple[str, bytes]]:
    if data.startswith(_GZIP):
        yield re.sub(r"\.(?:gz|tgz)\Z", "", Path(name).name, flags=re.IGNORECASE), _gunzipped(data, gathered)
        return
    if _is_tar(data):
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tape:
            for member in tape:
                if member.isreg() and _may_be_one(member.name) and (held := tape.extractfile(member)) is not None:
                    gathered.expect(member.size)
                    yield member.name, held.read(member.size)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or entry.external_attr >> 28 == _LINK or not _may_be_one(entry.filename):
                continue
            gathered.expect(entry.file_size)
            with archive.open(entry) as file:
                yield entry.filename, file.read(entry.file_size)


def _gunzipped(data: bytes, gathered: _Gathered) -> bytes:
    """What a compressed file holds, read piece by piece so that it never grows past the bound."""
    pieces: list[bytes] = []
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        while piece := file.read(1_000_000):
            gathered.expect(len(piece))
            pieces.append(piece)
    return b"".join(pieces)


def _is_tar(data: bytes) -> bool:
    return data[257:262] == b"ustar"


def _suffix(name: str) -> str:
    found = Path(name).suffix.lower()
    # An ARN as a name, in which other tools keep what they asked of it, has no ending however many dots it has.
    return "" if "%3A" in name or len(found) > 5 else found


def _may_be_one(name: str) -> bool:
    return _suffix(name) in (*_SURE, *_MAYBE) and not _is_hidden(name)


def _looks_like_json(data: bytes) -> bool:
    return data.startswith(_UTF_16) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def _is_hidden(name: str) -> bool:
    """Whether a file is one that a system keeps beside others: `.DS_Store`, `__MACOSX/._vpcs.json`."""
    return any(step.startswith((".", "__MACOSX")) for step in re.split(r"[/\\\\]", name) if step not in (".", ".."))
