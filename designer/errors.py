"""What a service refuses, in one shape: a stable code, a sentence for a person, and details for a program."""

from typing import Any

from django.utils.translation import gettext as _


class ServiceError(Exception):
    """Something that was asked for and cannot be done. `code` is stable and in kebab-case."""

    def __init__(self, code: str, message: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details or {}


class BadInput(ServiceError):
    """What was given cannot be used as it is."""


class NotFound(ServiceError):
    """It is not there, or it belongs to somebody else: the two are not told apart."""

    def __init__(self, message: str = "") -> None:
        super().__init__("not-found", message or _("This does not exist, or it is not yours."))


class Clash(ServiceError):
    """Others have changed the same things since. Details: `clashes` (ids), `revision` (the newest), `batches` (theirs)."""

    def __init__(self, message: str, clashes: list[str], revision: int, batches: list[dict[str, Any]]) -> None:
        super().__init__("clash", message, {"clashes": clashes, "revision": revision, "batches": batches})
