"""Records from plain values without pydantic's schemas, which take longer to build than a template takes to read.

What fits a field exactly is taken as it is, by the same annotations and bounds. Whatever does not, goes through pydantic, which
converts it or says what is wrong: so a record is valid however it was made.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from .records import Record, Refers

R = TypeVar("R", bound=Record)
Check = Callable[[Any], Any]
_PLAIN = (str, bool, int, float)


class _Unfit(Exception):
    """A value that does not fit its field as it is."""


def construct(kind: type[R], values: Mapping[str, Any]) -> R:
    """The record of these values. Raises pydantic's ValidationError where they are not valid."""
    try:
        return _construct(kind, values)
    except (_Unfit, ValueError):
        return kind.model_validate(dict(values))


def _construct(kind: type[R], values: Mapping[str, Any]) -> R:
    checks, required, defaults = _checks(kind)
    fitting: dict[str, Any] = {}
    for name, value in values.items():
        if name not in checks:
            raise _Unfit
        fitting[name] = checks[name](value)
    if not required <= fitting.keys():
        raise _Unfit
    # What `model_construct` does, without asking each field for its default again.
    made = kind.__new__(kind)
    held = {name: fitting[name] if name in fitting else default() for name, default in defaults.items()}
    object.__setattr__(made, "__dict__", held)
    object.__setattr__(made, "__pydantic_fields_set__", set(fitting))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


@cache
def _checks(kind: type[Record]) -> tuple[dict[str, Check], frozenset[str], dict[str, Callable[[], Any]]]:
    """For each field what takes a fitting value; the fields without a default; and what makes each field's default."""
    fields = kind.model_fields
    checks = {name: _of(info) for name, info in fields.items()}
    defaults = {name: _default(info) for name, info in fields.items()}
    return checks, frozenset(name for name, info in fields.items() if info.is_required()), defaults


def _default(field: FieldInfo) -> Callable[[], Any]:
    """What makes a field's default: anew each time, where the record says so or the value could be changed."""
    if field.default_factory is not None:
        return cast("Callable[[], Any]", field.default_factory)
    value = field.default
    return (
        (lambda: value) if value is None or isinstance(value, str | int | float | tuple) else partial(deepcopy, value)
    )


def _of(field: FieldInfo) -> Check:
    annotation: Any = field.annotation
    return _marked(annotation, tuple(field.metadata)) if field.metadata else _check(annotation)


@cache
def _marked(annotation: Any, marks: tuple[Any, ...]) -> Check:
    return _with_marks(_check(annotation), marks)


@cache  # records share most of their annotations
def _check(annotation: Any) -> Check:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _with_marks(_check(arguments[0]), arguments[1:])
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
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _record(annotation)
    return (lambda value: value if type(value) is annotation else _refuse(value)) if annotation in _PLAIN else _refuse


def _record(kind: type[Record]) -> Check:
    def check(value: Any) -> Any:
        if isinstance(value, kind):  # valid already
            return value
        return _construct(kind, value) if isinstance(value, dict) else _refuse(value)

    return check


def _refuse(value: Any) -> Any:
    raise _Unfit


def _optional(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _several(check: Check) -> Check:
    return lambda value: tuple(map(check, value)) if isinstance(value, list | tuple) else _refuse(value)


def _mapping(key: Check, item: Check) -> Check:
    def check(value: Any) -> Any:
        return {key(k): item(v) for k, v in value.items()} if isinstance(value, dict) else _refuse(value)

    return check


def _with_marks(check: Check, marks: Any) -> Check:
    """The check with the bounds that stand beside an annotation; one that is not known here leaves the field to pydantic."""
    flat = [m for mark in marks for m in (mark.metadata if isinstance(mark, FieldInfo) else [mark])]
    changes = [mark.func for mark in flat if isinstance(mark, AfterValidator)]
    tests = [test for mark in flat if (test := _test(mark)) is not None]

    def bounded(value: Any) -> Any:
        value = check(value)
        if value is not None:
            for change in changes:
                value = change(value)  # type: ignore[call-arg]  # pydantic allows a second argument; ours take one
            if not all(test(value) for test in tests):
                raise _Unfit
        return value

    return bounded


def _test(mark: Any) -> Callable[[Any], bool] | None:
    """The test that a bound stands for; None for a mark that is no bound. One that is not known here is never passed."""
    match mark:
        case MaxLen(max_length=int(most)):
            return lambda value: len(value) <= most
        case MinLen(min_length=int(least)):
            return lambda value: len(value) >= least
        case Ge(ge=int(least)) | Ge(ge=float(least)):
            return lambda value: bool(value >= least)
        case Le(le=int(most)) | Le(le=float(most)):
            return lambda value: bool(value <= most)
        case Refers() | AfterValidator():
            return None
    pattern = getattr(mark, "pattern", None)
    if isinstance(pattern, str):
        whole = re.compile(pattern)
        return lambda value: whole.fullmatch(value) is not None
    return lambda _value: False
