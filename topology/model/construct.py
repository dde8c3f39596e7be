"""What a record holds, from plain values and without pydantic, which takes longer to load than a template takes to check.

What fits a field exactly is taken as it is, by the annotations and their marks. Whatever does not, goes through pydantic
(`validation`), which converts it or says what is wrong: so a record is valid however it was made.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, Field, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from .marks import Bounds, Described, Normalised, Refers, Tagged

Check = Callable[[Any], Any]
_PLAIN = (str, bool, int, float)


class Unfit(Exception):
    """A value that does not fit its field as it is."""


def values_of(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a record of this type holds when it is made of these values. Raises `validation.Invalid` where they are not valid."""
    try:
        return fitting(kind, values)
    except (Unfit, ValueError):
        from .validation import validated

        made: dict[str, Any] = vars(validated(kind, dict(values)))
        return made


def fitting(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The same, of values that fit as they are. Raises Unfit, or a mark's ValueError."""
    checks, required, defaults = _checks(cast("Hashable", kind))
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name not in checks:
            raise Unfit
        found[name] = checks[name](value)
    if not required <= found.keys():
        raise Unfit
    return {name: found[name] if name in found else default() for name, default in defaults.items()}


@cache
def _checks(kind: Any) -> tuple[dict[str, Check], frozenset[str], dict[str, Callable[[], Any]]]:
    """For each field what takes a fitting value; the fields without a default; and what makes each field's default."""
    fields: Mapping[str, Field[Any]] = kind.fields
    checks = {name: _check(cast("Hashable", field.type)) for name, field in fields.items()}
    defaults = {name: _default(field) for name, field in fields.items()}
    return checks, frozenset(name for name, field in fields.items() if is_required(field)), defaults


def is_required(field: Field[Any]) -> bool:
    """Whether a record cannot be made without this field."""
    return field.default is MISSING and field.default_factory is MISSING


def default_of(field: Field[Any]) -> Any:
    """A field's default; None where it has none."""
    if field.default is not MISSING:
        return field.default
    return None if field.default_factory is MISSING else field.default_factory()


def _default(field: Field[Any]) -> Callable[[], Any]:
    """What makes a field's default. A dataclass takes none that could be changed, unless it is made anew each time."""
    value = field.default
    return (lambda: value) if field.default_factory is MISSING else field.default_factory


@cache  # records share most of their annotations
def _check(annotation: Any) -> Check:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        return _optional(_check(next(a for a in arguments if a is not NoneType))) if len(arguments) == 2 else _refuse
    if origin is Literal:
        return lambda value: value if isinstance(value, str | int) and value in arguments else _refuse(value)
    if origin is tuple:
        return _several(_check(arguments[0]))
    if origin is dict:
        return _mapping(_check(arguments[0]), _check(arguments[1]))
    if annotation is Any:
        return lambda value: value
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _record(annotation)
    return (lambda value: value if type(value) is annotation else _refuse(value)) if annotation in _PLAIN else _refuse


def _record(kind: type[Any]) -> Check:
    def check(value: Any) -> Any:
        if isinstance(value, kind):  # valid already
            return value
        return kind.holding(fitting(kind, value)) if isinstance(value, dict) else _refuse(value)

    return check


def _tagged(kinds: tuple[type[Any], ...], by: str) -> Check:
    """One of several records, by the field that says which."""
    checks = {kind.fields[by].default: _record(kind) for kind in kinds}

    def check(value: Any) -> Any:
        if isinstance(value, kinds):
            return value
        named = checks.get(value.get(by)) if isinstance(value, dict) and isinstance(value.get(by), str) else None
        return named(value) if named else _refuse(value)

    return check


def _refuse(value: Any) -> Any:
    raise Unfit


def _optional(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _several(check: Check) -> Check:
    return lambda value: tuple(map(check, value)) if isinstance(value, list | tuple) else _refuse(value)


def _mapping(key: Check, item: Check) -> Check:
    def check(value: Any) -> Any:
        return {key(k): item(v) for k, v in value.items()} if isinstance(value, dict) else _refuse(value)

    return check


def _marked(annotation: Any, marks: tuple[Any, ...]) -> Check:
    """The check of what is annotated, and then of each mark in turn."""
    if tags := [mark.by for mark in marks if isinstance(mark, Tagged)]:
        return _tagged(get_args(annotation), tags[0])
    check = _check(annotation)
    steps = [step for mark in marks for step in _steps(mark)]

    def marked(value: Any) -> Any:
        value = check(value)
        for step in steps:
            value = step(value)
        return value

    return marked if steps else check


def _steps(mark: Any) -> list[Check]:
    """What a mark asks of a value; one that is not known here leaves the field to pydantic."""
    match mark:
        case Bounds():
            return [_kept(test) for test in _tests(mark)]
        case Normalised(change=change):
            return [change]
        case Refers() | Described():
            return []
    return [_refuse]


def _kept(test: Callable[[Any], bool]) -> Check:
    return lambda value: value if test(value) else _refuse(value)


def _tests(bounds: Bounds) -> list[Callable[[Any], bool]]:
    least, most, ge, le, gt, pattern = bounds
    tests: list[Callable[[Any], bool]] = []
    if least is not None:
        tests.append(lambda value: len(value) >= least)
    if most is not None:
        tests.append(lambda value: len(value) <= most)
    if ge is not None:
        tests.append(lambda value: bool(value >= ge))
    if le is not None:
        tests.append(lambda value: bool(value <= le))
    if gt is not None:
        tests.append(lambda value: bool(value > gt))
    if pattern is not None:
        whole = re.compile(re.sub(r"\$$", r"\\Z", pattern))  # the end, as in JSON schema: not before a last line break
        tests.append(lambda value: whole.search(value) is not None)
    return tests
