"""Colour for a reader at a terminal: the sign before a line, which says the same without it."""

import os
import re
import sys

RED, GREEN, AMBER, GREY = "31", "32", "33", "90"
OF_SIGN = {"✕": RED, "✓": GREEN, "→": GREEN, "▲": AMBER, "◐": AMBER, "?": AMBER, "~": AMBER, "·": GREY}
_SIGN = re.compile(rf"^( *)([{''.join(OF_SIGN)}])(?= )", re.MULTILINE)


def print_text(text: str) -> None:
    """Print a text, its signs in colour where a terminal shows it and nobody has asked for none (https://no-color.org)."""
    print(coloured(text) if sys.stdout.isatty() and wanted() else text)


def wanted() -> bool:
    """Whether the environment leaves colour be: NO_COLOR is not set, and the terminal is not a dumb one."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def coloured(text: str) -> str:
    """The text with escape sequences around the sign that begins a line."""
    return _SIGN.sub(lambda m: f"{m[1]}\x1b[{OF_SIGN[m[2]]}m{m[2]}\x1b[0m", text)
