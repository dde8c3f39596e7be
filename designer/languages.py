"""Which languages the site speaks: English, and those that have a catalogue. `make messages` makes one."""

from collections.abc import Iterable
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from django.utils.translation import to_language


def languages(folders: Iterable[Path]) -> list[tuple[str, object]]:
    """The languages whose catalogues are in these folders, each with its name in itself, after English."""
    found = {to_language(place.parent.parent.name) for folder in folders for place in folder.glob("*/*/django.mo")}
    return [("en", _("English")), *((code, _own_name(code)) for code in sorted(found - {"en"}))]


def _own_name(code: str) -> str:
    info = LANG_INFO.get(code, {})
    return str(info.get("name_local") or LANG_INFO.get(info.get("fallback", [code])[0], {}).get("name_local", code))
