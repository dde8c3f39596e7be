"""Translation of the engine's messages, without Django.

`_` translates at once, into the language that `use_language` chose for the current context (a request, a job, a run of
the command line). `N_` only marks a text for extraction; translate it with `_` where it is shown. `make messages` makes the
catalogues; those of a folder that FARWAY_LOCALES names come before the engine's own.
"""

import gettext
import os
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

DOMAIN = "farway"
LOCALES = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    found = gettext.NullTranslations()
    for folder in (LOCALES, os.environ.get("FARWAY_LOCALES")):
        if folder:
            catalogue = gettext.translation(DOMAIN, folder, languages=[locale_of(language)], fallback=True)
            catalogue.add_fallback(found)
            found = catalogue
    return found


def locale_of(language: str) -> str:
    """The name of a language's folder: `zh_Hant` for `zh-hant`, `pt_BR` for `pt-br`."""
    name, _dash, rest = language.replace("_", "-").partition("-")
    if not rest:
        return name.lower()
    return f"{name.lower()}_{rest.upper() if len(rest) == 2 else rest.title()}"


def use_language(language: str) -> None:
    """Choose the language of the messages made from here on in this context: a code such as `en` or `zh-hant`."""
    _language.set(language)


def _(message: str) -> str:
    """The message in the current language, itself where there is no translation."""
    language = _language.get()
    return message if language == "en" else _catalogue(language).gettext(message)


def N_(message: str) -> str:
    """The message unchanged, marked for extraction."""
    return message
