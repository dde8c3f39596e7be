"""The inputs of a command or an upload: which format each is, and which reader takes them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..i18n import _
from ..model import Topology
from .cloudformation import is_template, read_templates
from .errors import ReadError
from .farway import is_farway, read_document
from .source import MAX_BYTES, Source, decode, parse

MAX_DOCUMENT_BYTES = 8_000_000
MAX_INPUTS = 100
MAX_TOTAL_BYTES = 20_000_000
_PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
)  # how a zip archive begins, an empty one, and what gzip compressed
_REGION = r"[a-z]{2,8}(-[a-z0-9]{1,16}){2,4}\Z"
_STACK = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,127})=(.+)\Z", re.DOTALL)


class Input(NamedTuple):
    """One file: its name for messages, its bytes, and the stack that it is the template of, where that is said."""

    name: str
    data: bytes
    stack: str | None = None


def read(
    inputs: Sequence[Input],
    *,
    parameters: Mapping[str, str] | None = None,
    region: str | None = None,
    account_settings: Mapping[str, str] | None = None,
) -> Topology:
    """The topology of the inputs; what format each has is seen from its content. Raises ReadError.

    `parameters` are given as NAME or STACK:NAME. `region` is us-east-1 where neither the call nor the input says.
    """
    _check_region(region)
    if not inputs:
        raise ReadError("missing-file", _("there is nothing to read; name a template"))
    if len(inputs) > MAX_INPUTS or sum(len(i.data) for i in inputs) > MAX_TOTAL_BYTES:
        raise ReadError("too-large", _("this is more than %d files or 20 MB") % MAX_INPUTS)
    try:
        return _read(inputs, parameters or {}, region, account_settings or {})
    except RecursionError as error:
        raise ReadError(
            "too-deep", _("values refer to one another too deeply to be followed"), inputs[0].name
        ) from error


def _check_region(region: str | None) -> None:
    """Raises ReadError for what cannot be the name of a Region."""
    if region and not re.match(_REGION, region):
        message = _("“%s” is no Region; it is named like us-east-1")
        raise ReadError("invalid-region", message % region[:64])


def _read(
    inputs: Sequence[Input], parameters: Mapping[str, str], region: str | None, settings: Mapping[str, str]
) -> Topology:
    if any(_is_archive(i) for i in inputs):
        return _read_archive(inputs, parameters, region, settings)
    sources = [_open(i) for i in inputs]
    kinds = [kind for kind, _source in sources]
    if "farway" in kinds:
        if len(inputs) > 1:
            raise ReadError(
                "unsupported", _("a Farway document is read alone, not together with other files"), inputs[0].name
            )
        if parameters:
            raise ReadError("unknown-parameter", _("a Farway document has no parameters"), inputs[0].name)
        return read_document(sources[0][1].value, inputs[0].name, region=region, account_settings=settings)
    if "snapshot" in kinds:
        # What a snapshot holds beside lists that are read is named by its reader, as it is in a folder.
        if not {"snapshot", ""}.issuperset(kinds):
            other = inputs[next(n for n, kind in enumerate(kinds) if kind not in ("snapshot", ""))]
            raise ReadError("unsupported", _("AWS describe output and templates are not read together"), other.name)
        return _read_snapshot({i.name: i.data for i in inputs}, parameters, region, settings)
    if "" in kinds:
        unknown = kinds.index("")
        raise _unknown(inputs[unknown].name, sources[unknown][1].value)
    return read_templates(
        [(name, i.name, source) for name, i, (_kind, source) in zip(stack_names(inputs), inputs, sources, strict=True)],
        parameters=parameters, region=region, account_settings=settings,
    )  # fmt: skip


def stack_names(inputs: Sequence[Input]) -> list[str]:
    """The stack of each template, as it is said or by its file's name; one template alone has none."""
    return [""] if len(inputs) == 1 and inputs[0].stack is None else [i.stack or _stem(i.name) for i in inputs]


def _stem(name: str) -> str:
    """A stack's name from its file's: letters, digits and hyphens."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", Path(name).name.split(".")[0]).strip("-")
    return stem if stem[:1].isalpha() else f"stack-{stem}".strip("-")


def _open(input: Input) -> tuple[str, Source]:
    """The format of an input, empty where its content tells none, and its value."""
    try:
        source = parse(decode(input.data, input.name, _limit(input.data)), input.name)
    except ReadError:
        if not _is_of_several_commands(input):
            raise
        return "snapshot", Source({}, {})
    if is_farway(source.value):
        return "farway", source
    if is_template(source.value):
        return "cloudformation", source
    if _is_describe_output(source.value):
        return "snapshot", source
    return "", source


def _is_of_several_commands(input: Input) -> bool:
    """Whether a file holds what several `aws … describe-*` printed one after the other, or one in another encoding than UTF-8."""
    if input.data.lstrip()[:1] not in (b"{", b"[", b"\xff", b"\xfe") or len(input.data) > MAX_DOCUMENT_BYTES:
        return False
    from .snapshot.printed import values

    try:
        found = values(input.data, input.name)
    except ReadError:
        return False
    return bool(found) and all(_is_describe_output(v) for v in found)


def _limit(data: bytes) -> int:
    """The bytes that a file may have: a template as many as AWS takes, a document or describe output, which is JSON, more."""
    is_template = b'"Resources"' in data or not data.lstrip().startswith(b"{")
    return MAX_BYTES if is_template and b'"farway"' not in data[:400] else MAX_DOCUMENT_BYTES


def _is_describe_output(value: Any) -> bool:
    """Whether a value is what `aws … describe-*` prints: the readers of snapshots are loaded only for what may be that."""
    if not isinstance(value, dict) or not any(isinstance(v, list | dict) for v in value.values()):
        return False
    from .snapshot import is_snapshot

    return is_snapshot(value)


def _is_archive(input: Input) -> bool:
    return input.data.startswith(_PACKED) or input.data[257:262] == b"ustar"


def _read_archive(
    inputs: Sequence[Input], parameters: Mapping[str, str], region: str | None, settings: Mapping[str, str]
) -> Topology:
    from .snapshot.files import from_archive

    files: dict[str, bytes] = {}
    for input in inputs:
        if not _is_archive(input):
            files[input.name] = input.data
            continue
        for name, data in from_archive(input.data, input.name).items():
            files[name if len(inputs) == 1 else f"{input.name}/{name}"] = data
    return _read_snapshot(files, parameters, region, settings)


def _read_snapshot(
    files: Mapping[str, bytes], parameters: Mapping[str, str], region: str | None, settings: Mapping[str, str]
) -> Topology:
    from .snapshot import read_snapshot

    if parameters:
        raise ReadError("unknown-parameter", _("AWS describe output has no parameters"))
    return read_snapshot(files, region, settings)


def _unknown(name: str, value: Any) -> ReadError:
    """Why a value is nothing that can be read, as precisely as its content shows."""
    if isinstance(value, dict) and {"format_version", "terraform_version"} & value.keys():
        return ReadError("unsupported", _("Terraform's JSON is not read yet; give a CloudFormation template"), name)
    kinds: dict[type, str] = {dict: _("a mapping without Resources"), list: _("a list")}
    message = _(
        "this is %s, no CloudFormation template (which has Resources) and no Farway document (which has farway: 1)"
    )
    return ReadError("not-a-template", message % kinds.get(type(value), _("a single value")), name)


def read_paths(
    paths: Sequence[str],
    *,
    parameters: Mapping[str, str] | None = None,
    region: str | None = None,
    account_settings: Mapping[str, str] | None = None,
) -> Topology:
    """The topology of files, each given as FILE or STACK=FILE. Raises ReadError, also for a file that cannot be read."""
    folders = [p for p in paths if Path(p).is_dir()]
    if folders:
        from .snapshot.files import from_folder

        if len(paths) > 1:
            raise ReadError("unsupported", _("a folder of AWS describe output is read alone"), folders[0])
        _check_region(region)
        return _read_snapshot(from_folder(Path(folders[0])), parameters or {}, region, account_settings or {})
    inputs = [load(path) for path in paths]
    return read(inputs, parameters=parameters, region=region, account_settings=account_settings)


def load(argument: str) -> Input:
    """The file of an argument, FILE or STACK=FILE. Raises ReadError."""
    stack, path = None, Path(argument)
    if not path.exists() and (named := _STACK.match(argument)):
        stack, path = named.group(1), Path(named.group(2))
    try:
        with path.open("rb") as file:
            return Input(str(path), file.read(MAX_DOCUMENT_BYTES + 1), stack)
    except FileNotFoundError as error:
        raise ReadError("missing-file", _("there is no such file"), str(path)) from error
    except (OSError, ValueError) as error:
        raise ReadError("unreadable-file", _("the file cannot be read: %s") % error, str(path)) from error
