"""A topology as a Graphviz diagram that matches the canvas: the same nodes, in clusters, where they stand there.

The DOT text pins every node (`pos`) and cluster (`bb`) and names the layout engine `nop2`, so that Graphviz draws what it is
given. One pixel of the canvas is one point. https://graphviz.org/docs/attr-types/point/
"""

import graphviz as gv

from ..layout import Node, nodes, tier_of, with_layout
from ..layout.geometry import Rect
from ..layout.nodes import CONTAINERS, children, route_tables
from ..model import NetworkAcl, Subnet, Topology, Vpc
from .graphviz_edges import MAX_EDGES, edges, path, spline
from .graphviz_labels import (
    TIERS,
    VPC_FILL,
    clean,
    legend,
    node_label,
    subnet_label,
    vpc_label,
    zone_label,
)
from .graphviz_render import render

FONT = "Helvetica,Arial,sans-serif"
MARGIN, LEGEND_HEIGHT = 24, 48
LINE, EDGE = "#c3cad3", "#9aa5b1"


def write_graphviz(topology: Topology, form: str) -> bytes:
    """The diagram as `dot`, `svg`, `png` or `pdf`; raises WriteError `no-graphviz` where none is installed to draw it."""
    if form == "dot":
        return dot(topology).encode()
    return render(dot(topology, images=True), form)


def dot(topology: Topology, images: bool = False) -> str:
    """The diagram in the DOT language. `images` names icons by their files here, for drawing at once."""
    return _Diagram(with_layout(topology), images).source()


class _Diagram:
    """One drawing: absolute places, then clusters within clusters."""

    def __init__(self, topology: Topology, images: bool) -> None:
        self.topology, self.images = topology, images
        self.nodes = nodes(topology)
        self.children = children(self.nodes)
        self.tables = route_tables(topology)
        self.acls = {a.subnet_id: acl for acl in topology.all(NetworkAcl) for a in acl.associations}
        self.rects: dict[str, Rect] = {}
        self.names = _names(self.nodes)
        for node in self.nodes:
            box = topology.layout[node.key]
            origin = self.rects[node.parent] if node.parent else Rect(0, 0, 0, 0)
            self.rects[node.key] = Rect(origin.x + box.x, origin.y + box.y, box.width or 188, box.height or 44)
        self._to_origin()

    def _to_origin(self) -> None:
        """Move everything to the origin; Graphviz adds the margin itself."""
        rects = self.rects.values()
        left, top = min((r.x for r in rects), default=0), min((r.y for r in rects), default=0)
        for rect in rects:
            rect.x -= left
            rect.y -= top
        self.width = max(900, max((r.right for r in rects), default=0))
        self.height = max((r.bottom for r in rects), default=0) + LEGEND_HEIGHT

    def source(self) -> str:
        """The DOT text."""
        lines = edges(self.topology, self.nodes)
        graph = gv.Digraph(
            "farway",
            graph_attr={
                "layout": "nop2", "bb": f"0,0,{self.width:.0f},{self.height:.0f}", "bgcolor": "#f5f6f8",
                "fontname": FONT, "outputorder": "edgesfirst", "pad": f"{MARGIN / 72:.3f}", "charset": "UTF-8", "label": legend(len(lines) < MAX_EDGES),
                "lp": f"{self.width / 2:.1f},{LEGEND_HEIGHT / 2:.1f}",
            },
            node_attr={
                "shape": "box", "style": "rounded,filled", "fillcolor": "#ffffff", "color": LINE, "penwidth": "1",
                "fontname": FONT, "fixedsize": "true", "margin": "0",
            },
            edge_attr={"color": EDGE, "penwidth": "1.2", "arrowsize": "0.6", "fontname": FONT},
        )  # fmt: skip
        for node in self.children.get(None, []):
            self._add(graph, node)
        for edge in lines:
            pos = spline(path(self.rects[edge.tail], self.rects[edge.head]), self.height)
            # Not graph.edge(): it would read a colon in an id as a port.
            graph.body.append(
                f'\t{quoted(self.names[edge.tail])} -> {quoted(self.names[edge.head])} [class={edge.kind} pos="{pos}"]\n'
            )
        return str(graph.source)

    def _add(self, graph: gv.Digraph, node: Node) -> None:
        if node.role not in CONTAINERS:
            graph.body.append(f"\t{quoted(self.names[node.key])} [{self._node(node)}]\n")
            return
        with graph.subgraph(name=gv.escape("cluster_" + self.names[node.key])) as cluster:
            cluster.attr(**self._cluster(node))
            for child in self.children.get(node.key, []):
                self._add(cluster, child)

    def _node(self, node: Node) -> str:
        rect = self.rects[node.key]
        resource = self.topology.resources[node.resource or ""]
        label = node_label(self.topology, resource, rect.width, self.images)
        x, y = rect.x + rect.width / 2, self.height - rect.y - rect.height / 2
        return (
            f'label={label} class={resource.type} pos="{x:.1f},{y:.1f}"'
            f' width="{rect.width / 72:.4f}" height="{rect.height / 72:.4f}"'
        )

    def _cluster(self, node: Node) -> dict[str, str]:
        rect = self.rects[node.key]
        bottom, top = self.height - rect.bottom, self.height - rect.y
        values = {"bb": f"{rect.x:.1f},{bottom:.1f},{rect.right:.1f},{top:.1f}", "pencolor": LINE, "style": "rounded"}
        middle = rect.x + rect.width / 2
        vpc = self.topology.get(Vpc, node.resource)
        subnet = self.topology.get(Subnet, node.resource)
        if vpc:
            values |= {"label": vpc_label(vpc, rect.width, self.images), "lp": f"{middle:.1f},{top - 20:.1f}"}
            values |= {"style": "rounded,filled", "fillcolor": VPC_FILL, "penwidth": "1.5"}
        elif subnet:
            table = self.tables.get(subnet.id)
            tier = tier_of(self.topology, table)
            colour, soft = TIERS[tier]
            label = subnet_label(self.topology, subnet, tier, table, self.acls.get(subnet.id), rect.width)
            values |= {"label": label, "lp": f"{middle:.1f},{top - 16:.1f}"}
            values |= {"style": "rounded,filled", "fillcolor": soft, "pencolor": colour}
        else:
            values |= {"label": zone_label(node.title or ""), "lp": f"{rect.x + 64:.1f},{top:.1f}"}
            values |= {"style": "rounded,dashed", "bgcolor": "transparent"}
        return values


def _names(found: list[Node]) -> dict[str, str]:
    """A name in DOT for each node: its key, where that is plain text; never the same for two."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for node in found:
        name = clean(node.key)
        while name in taken:
            name += "@"
        taken.add(name)
        names[node.key] = name
    return names


def quoted(text: str) -> str:
    """A text as a DOT identifier in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
