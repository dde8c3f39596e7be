"""What a resource refers to: the fields whose marks say that they hold ids of others."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from .marks import Refers
from .records import Record

Path = tuple[str, ...]


@cache
def reference_paths(kind: type[Record]) -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """The fields of a record type that refer to resources, as paths (`*` steps into a list), with the types allowed."""
    found: list[tuple[Path, tuple[str, ...]]] = []
    for name, held in kind.fields.items():
        found.extend(((name, *path), types) for path, types in _marks(held.type))
    return tuple(found)


def _marks(annotation: Any) -> Iterator[tuple[Path, tuple[str, ...]]]:
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        yield from (((), m.types) for m in marks if isinstance(m, Refers))
        yield from _marks(base)
    elif get_origin(annotation) is tuple:
        yield from ((("*", *path), types) for path, types in _marks(get_args(annotation)[0]))
    elif isinstance(annotation, type) and issubclass(annotation, Record):
        yield from reference_paths(annotation)
    else:
        for part in get_args(annotation):
            if part is not type(None) and part is not ...:
                yield from _marks(part)


def references_of(resource: Record) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The references that a resource holds: (path such as `routes.*.gateway_id`, target id, types allowed)."""
    for path, types in reference_paths(type(resource)):
        for target in _follow(resource, path):
            yield ".".join(path), target, types


def _follow(value: Any, path: Path) -> Iterator[str]:
    if value is None:
        return
    if not path:
        yield value
    elif path[0] == "*":
        for item in value:
            yield from _follow(item, path[1:])
    else:
        yield from _follow(getattr(value, path[0]), path[1:])


def rename_references(kind: type[Record], document: dict[str, Any], rename: Callable[[str], str]) -> dict[str, Any]:
    """The document of a resource of this kind with its id, and the ids that it refers to, renamed."""
    renamed = {**document, "id": rename(document["id"])}
    for path, _types in reference_paths(kind):
        _rename_at(renamed, path, rename)
    return renamed


def _rename_at(node: Any, path: Path, rename: Callable[[str], str]) -> None:
    step, *rest = path
    if step == "*":
        for index, item in enumerate(node):
            if rest:
                _rename_at(item, tuple(rest), rename)
            elif isinstance(item, str):
                node[index] = rename(item)
    elif isinstance(node, dict) and node.get(step) is not None:
        if rest:
            node[step] = list(node[step]) if isinstance(node[step], list) else node[step]
            _rename_at(node[step], tuple(rest), rename)
        elif isinstance(node[step], str):
            node[step] = rename(node[step])
