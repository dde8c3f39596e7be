"""Designs from files."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from topology.readers import Input, ReadError, read

from ..documents import MAX_NAME
from ..errors import BadInput
from ..models import Design
from .designs import store_design

MAX_FILES = 20


def import_design(
    owner: User,
    files: Sequence[tuple[str, bytes]],
    name: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    region: str | None = None,
) -> Design:
    """A new design of these files: (name, content) each; of the first one's name where none is given. It is checked at once.

    Nothing is kept of files that cannot be read. Raises BadInput with the reader's code, and `file` and `line` in the details.
    """
    if not files:
        raise BadInput("missing-file", _("There is no file to import. Choose a CloudFormation template."))
    if len(files) > MAX_FILES:
        raise BadInput("too-many-files", _("At most %d files can be imported at once.") % MAX_FILES)
    inputs = [Input(_file_name(file), bytes(content)) for file, content in files]
    try:
        topology = read(inputs, parameters=_parameters(parameters), region=region or None)
    except ReadError as error:
        raise BadInput(error.code, _sentence(str(error)), {"file": error.file, "line": error.line}) from error
    return store_design(owner, name or _design_name(inputs[0].name), topology)


def _parameters(given: Any) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise BadInput(
            "invalid-parameters", _("Parameters are an object of names and values."), {"field": "parameters"}
        )
    found = {}
    for key, value in given.items():
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            message = _("The parameter “%s” has to be a text or a number.") % key
            raise BadInput("invalid-parameters", message, {"field": "parameters"})
        found[str(key)] = str(value)
    return found


def _file_name(name: str) -> str:
    """The last part of an uploaded file's name, without what cannot be shown."""
    last = PurePosixPath(str(name).replace("\\", "/")).name
    return "".join(character for character in last if character.isprintable())[:MAX_NAME] or _("file")


def _design_name(file: str) -> str:
    return PurePosixPath(file).stem or file


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
