"""Thumbnails of the patterns, drawn by the exporter that draws everybody's diagrams, once a process."""

from functools import cache
from threading import Lock

from topology.writers import write

from . import PATTERNS

# The exporter's colours in the dark theme: those of static/css/tokens.css. An image follows the color-scheme of its page.
DARK = {
    "#f5f6f8": "#10151c", "#ffffff": "#1d2631", "#fbfcfd": "#171e27", "#c3cad3": "#3b4858", "#9aa5b1": "#6b7887",
    "#16202c": "#e8edf3", "#67737f": "#95a2b0", "#2d7d46": "#6fc98b", "#f0f8f2": "#14241a", "#2a62a8": "#7fb0ee",
    "#f0f5fb": "#131f2e", "#6a5a9c": "#b3a4e6", "#f5f3fb": "#1d1a2b",
}  # fmt: skip
# Graphviz draws with one global context, so one drawing at a time.
ONE_AT_A_TIME = Lock()


def thumbnail(slug: str) -> str:
    """A pattern's diagram as SVG, light or dark as its page is. Raises KeyError for a slug that there is not."""
    with ONE_AT_A_TIME:
        return _drawn(slug)


@cache
def _drawn(slug: str) -> str:
    svg = write(PATTERNS[slug].topology(), "svg").content.decode()
    start = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:start]}<style>{_style()}</style>{svg[start:]}"


def _style() -> str:
    rules = "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in DARK.items()
    )
    return f"@media (prefers-color-scheme:dark){{{rules}}}"
