"""Where the resources of an input stand in its files, for reports that point at a line."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from .cloudformation import is_template
from .errors import ReadError
from .farway import is_farway
from .inputs import MAX_DOCUMENT_BYTES, Input, load, stack_names
from .source import Source, decode, parse


class Location(NamedTuple):
    """A file, as it was named, and a line in it from 1; None where the input gives none."""

    file: str
    line: int | None


def locate(paths: Sequence[str]) -> dict[str, Location]:
    """For each resource of templates or of a Farway document the line on which it is defined.

    Of AWS describe output, where a resource is spread over files, nothing is said. Inputs that cannot be read give nothing: whoever
    reads them for their content says why.
    """
    found: dict[str, Location] = {}
    if any(Path(p).is_dir() for p in paths):
        return found
    try:
        inputs = [load(path) for path in paths]
        for name, file in zip(stack_names(inputs), inputs, strict=True):
            found.update(_of_file(name, file))
    except ReadError:
        return {}
    return found


def place_of(places: Mapping[str, Location], resource: str | None) -> Location | None:
    """Where a resource stands; what AWS makes with another (`Vpc.DefaultSecurityGroup`) stands where that one does."""
    return (places.get(resource) or places.get(resource.partition(".")[0])) if resource else None


def _of_file(stack: str, file: Input) -> Mapping[str, Location]:
    source = parse(decode(file.data, file.name, MAX_DOCUMENT_BYTES), file.name)
    if is_template(source.value) and isinstance(source.value.get("Resources"), dict):
        return {
            f"{stack}/{logical}" if stack else logical: Location(file.name, source.line("Resources", logical))
            for logical in source.value["Resources"]
        }
    if is_farway(source.value) and isinstance(source.value.get("resources"), dict):
        return {id: Location(file.name, _line_of_key(source, id)) for id in source.value["resources"]}
    return {}


def _line_of_key(source: Source, id: str) -> int | None:
    """The line of a resource in a document: where its id opens an object."""
    if source.text is None:
        return source.line("resources", id)
    found = re.search(re.escape(json.dumps(id, ensure_ascii=False)) + r"\s*:\s*\{", source.text)
    return source.text.count("\n", 0, found.start()) + 1 if found else None


__all__ = ["Location", "locate", "place_of"]
