"""Settings from the environment, with plain words for a value that cannot be used."""

import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable without the space around it; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{value}”; it is either 1 or 0.")
    return value in YES


def number(name: str, default: float, low: float, high: float) -> float:
    """A number from `low` to `high`. Raises ImproperlyConfigured for anything else."""
    value = text(name)
    try:
        found = float(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is “{value}”; it is a number.") from error
    if not low <= found <= high:
        raise ImproperlyConfigured(f"{name} is {found:g}; it is from {low:g} to {high:g}.")
    return found


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list, separated by commas."""
    return [item.strip() for item in text(name).split(",") if item.strip()] or list(default)


def url(name: str, schemes: tuple[str, ...]) -> str:
    """A URL with one of these schemes, or nothing. Raises ImproperlyConfigured, without repeating the URL: it holds a password."""
    value = text(name)
    if value and urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} has to start with {' or '.join(s + '://' for s in schemes)}.")
    return value


def kept_secret(path: Path) -> str:
    """The secret in this file, made at the first call; several processes may ask at once and get the same one."""
    if not path.exists():
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=".secret-"
        ) as fresh:  # readable by its owner alone
            fresh.write(secrets.token_urlsafe(48))
            fresh.flush()
            try:
                os.link(fresh.name, path)
            except FileExistsError:
                pass  # another process was first: its secret is the one
    found = path.read_text().strip()
    if len(found) < 32:
        raise ImproperlyConfigured(f"{path} holds no secret. Remove it, and a new one is made.")
    return found
