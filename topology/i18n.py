"""Translation of the engine's messages, without Django.

`_` translates at once, into the language that `use_language` chose for the current context (a request, a job, a run of
the command line). `N_` only marks a text for extraction; translate it with `_` where it is shown.
"""

import gettext
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

DOMAIN = "farway"
LOCALES = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)


def use_language(language: str) -> None:
    """Choose the language of the messages made from here on in this context: a code such as `en` or `zh-Hant`."""
    _language.set(language)


def _(message: str) -> str:
    """The message in the current language, itself where there is no translation."""
    language = _language.get()
    return message if language == "en" else _catalogue(language).gettext(message)


def N_(message: str) -> str:
    """The message unchanged, marked for extraction."""
    return message
