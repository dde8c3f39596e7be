"""Drawing DOT: in this process with pygraphviz, which brings Graphviz along, otherwise with a `dot` program."""

import base64
import re
import shutil
import subprocess
from math import sqrt
from pathlib import Path

from ..i18n import _
from . import WriteError

ENGINE = "nop2"  # draws nodes, clusters and edges where the DOT text says they are
POINTS_PER_INCH = 72
MAX_PIXELS, MAX_SIDE, DOTS_PER_INCH = 40_000_000, 30_000, 144
TIMEOUT = 300  # seconds for a `dot` program
BB = re.compile(r'bb="0,0,(\d+),(\d+)"')
IMAGE = re.compile(r'<image xlink:href="([^"]*)"([^>]*?)/>')


def render(dot: str, form: str) -> bytes:
    """The drawing as `svg` with its icons inside, `png` or `pdf`; raises WriteError `no-graphviz`."""
    attributes = {"dpi": f"{_resolution(dot):.1f}"} if form == "png" else {}
    try:
        import pygraphviz
    except ImportError:
        drawn = _with_program(dot, form, attributes)
    else:
        graph = pygraphviz.AGraph(string=dot)
        graph.graph_attr.update(attributes)
        drawn = graph.draw(format=form, prog=ENGINE)
        graph.close()
    return _embed(drawn.decode()).encode() if form == "svg" else drawn


def _with_program(dot: str, form: str, attributes: dict[str, str]) -> bytes:
    program = shutil.which("dot")
    if program is None:
        raise WriteError(
            "no-graphviz", _("Drawing needs Graphviz: install the Python package pygraphviz, or a “dot” program.")
        )
    options = [f"-G{name}={value}" for name, value in attributes.items()]
    try:
        done = subprocess.run(
            [program, f"-K{ENGINE}", f"-T{form}", *options], input=dot.encode(), capture_output=True,
            timeout=TIMEOUT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise WriteError("too-large", _("The diagram took longer than %s s to draw.") % TIMEOUT) from error
    if done.returncode or not done.stdout:
        raise WriteError("graphviz-failed", _("Graphviz could not draw the diagram."))
    return done.stdout


def _resolution(dot: str) -> float:
    """Dots per inch that keep the picture within bounds of memory."""
    size = BB.search(dot)
    width, height = (max(1, int(s)) for s in size.groups()) if size else (1, 1)
    within = min(sqrt(MAX_PIXELS / (width * height)), MAX_SIDE / max(width, height))
    return min(DOTS_PER_INCH, POINTS_PER_INCH * within)


def _embed(svg: str) -> str:
    """The SVG with each icon stored once in it, and used wherever Graphviz linked the file."""
    ids: dict[str, str] = {}

    def use(match: re.Match[str]) -> str:
        name = ids.setdefault(match[1], f"icon-{len(ids) + 1}")
        place = " ".join(re.findall(r'\b[xy]="[^"]*"', match[2]))
        return f'<use xlink:href="#{name}" {place}/>'

    body = IMAGE.sub(use, svg)
    if not ids:
        return body
    size = IMAGE.search(svg)
    measure = " ".join(re.findall(r'\b(?:width|height)="[^"]*"', size[2])) if size else ""
    icons = "".join(
        f'<image id="{name}" {measure} xlink:href="data:image/png;base64,{_data(path)}"/>' for path, name in ids.items()
    )
    start = body.index(">", body.index("<svg")) + 1
    return f"{body[:start]}\n<defs>{icons}</defs>{body[start:]}"


def _data(path: str) -> str:
    return base64.b64encode(Path(path).read_bytes()).decode()
