"""A small picture of a design for the list: its containers and what stands in them, where the canvas has them."""

from collections.abc import Iterator
from uuid import UUID
from xml.sax.saxutils import quoteattr

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from designer.documents import topology_of
from topology.layout import Node, lay_out, nodes, tier_of
from topology.layout.nodes import route_tables
from topology.model import Box, RouteTable, Topology

from .designs import find

MAX_DRAWN = 600
STYLE = """
.vpc{fill:#fff;stroke:#c3cad3}.zone{fill:none;stroke:#dfe3e8;stroke-dasharray:6 4}
.public{fill:#f0f8f2;stroke:#9fc8ac}.private{fill:#f0f5fb;stroke:#9dbbdf}.isolated{fill:#f5f3fb;stroke:#bdb3d9}
.tile{fill:#fff;stroke:#c3cad3}
.network{fill:#7d4fc4}.containers{fill:#d8742a}.access{fill:#c23a4b}.destinations{fill:#3f7d2f}.other{fill:#55606c}
rect{stroke-width:1.4;vector-effect:non-scaling-stroke}
@media (prefers-color-scheme:dark){.vpc{fill:#171e27;stroke:#3b4858}.zone{stroke:#2a3441}.public{fill:#14241a;stroke:#3f6b4d}
.tile{fill:#1d2631;stroke:#3b4858}.private{fill:#131f2e;stroke:#3b5a80}.isolated{fill:#1d1a2b;stroke:#584f7a}}
"""


@login_required
@require_safe
def picture(request: HttpRequest, id: UUID) -> HttpResponse:
    """The picture as SVG. The list asks for it by revision, so a browser may keep it."""
    design = find(request, id)
    return HttpResponse(
        draw(topology_of(design.document)),
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "private, max-age=604800, immutable",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "X-Content-Type-Options": "nosniff",
        },
    )


def draw(topology: Topology) -> str:
    """Rectangles only: no text of the design gets into the picture. What is beyond the first 600 nodes is left out."""
    boxes = lay_out(topology)
    corners = absolute(nodes(topology)[:MAX_DRAWN], boxes)
    tables = route_tables(topology)
    shapes = "".join(_shape(topology, tables, node, boxes[node.key], x, y) for node, x, y in corners)
    left = min((x for _n, x, _y in corners), default=0.0)
    top = min((y for _n, _x, y in corners), default=0.0)
    right = max((x + (boxes[n.key].width or 0) for n, x, _y in corners), default=1.0)
    bottom = max((y + (boxes[n.key].height or 0) for n, _x, y in corners), default=1.0)
    view = f"{left - 4:.0f} {top - 4:.0f} {right - left + 8:.0f} {bottom - top + 8:.0f}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}"><style>{STYLE}</style>{shapes}</svg>'


def absolute(found: list[Node], boxes: dict[str, Box]) -> list[tuple[Node, float, float]]:
    """Each node with its corner on the whole canvas; a container comes before what stands in it."""
    places: dict[str, tuple[float, float]] = {}
    for node, box in _boxed(found, boxes):
        x, y = places.get(node.parent or "", (0.0, 0.0))
        places[node.key] = (x + box.x, y + box.y)
    return [(node, *places[node.key]) for node, _box in _boxed(found, boxes)]


def _boxed(found: list[Node], boxes: dict[str, Box]) -> Iterator[tuple[Node, Box]]:
    return ((node, boxes[node.key]) for node in found if node.key in boxes)


def _shape(topology: Topology, tables: dict[str, RouteTable], node: Node, box: Box, x: float, y: float) -> str:
    match node.role:
        case "vpc" | "zone":
            kind, radius = node.role, 14
        case "subnet":
            kind, radius = tier_of(topology, tables.get(node.resource or "")), 10
        case _:
            resource = topology.resources.get(node.resource or "")
            return _tile(resource.group if resource else "Other", box, x, y)
    return _rect(kind, x, y, box.width or 0, box.height or 0, radius)


def _tile(group: str, box: Box, x: float, y: float) -> str:
    """A node: a tile with its icon's square in the colour of its group."""
    width, height = box.width or 0, box.height or 0
    side = max(0.0, height - 16)
    return _rect("tile", x, y, width, height, 10) + _rect(group.lower(), x + 8, y + 8, side, side, 6)


def _rect(kind: str, x: float, y: float, width: float, height: float, radius: int) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}"'
    return f'<rect class={quoteattr(kind)} x="{x:.0f}" y="{y:.0f}" {size} rx="{radius}"/>'
