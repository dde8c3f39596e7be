"""The diagram: every node of the canvas once, in the cluster of its container, and nothing that a name can break."""

import re
import stat
from pathlib import Path
from xml.etree import ElementTree

import pygraphviz
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.layout import lay_out, nodes, with_layout
from topology.layout.nodes import CONTAINERS
from topology.model import Box, Subnet, Topology, Vpc
from topology.writers import WriteError, graphviz, graphviz_edges, graphviz_labels, graphviz_render, write
from topology.writers.graphviz import dot
from topology.writers.graphviz_labels import clean, em_width, shorten, squeeze

from ..builders import Network, network

HOSTILE = [
    '<script>alert(1)</script>', '"]; evil [label="', "back\\slash\\N\\", "<b>bold</b>", "a\nb\rc\td", "nul\x00byte",
    "&lt;&amp;&#x41;", "]]>", "<!-- -->", "javascript:alert(1)", "訂單服務", "\u202egnp.exe", "é" * 300, "<<TABLE>>", " ", "%s {0} $HOME",
]  # fmt: skip


def platform() -> Network:
    return (
        network().vpc(ipv6=True)
        .subnet("public-a", public=True, ipv6=True).subnet("public-b", "b", public=True)
        .nat("nat", "public-a").subnet("app-a", nat="nat").subnet("app-b", "b", nat="nat").subnet("data-a")
        .group("web").gateway_endpoint("s3", "app-a").interface_endpoint("ecr.api", ["data-a", "app-b"])
        .service("orders", ["app-a", "app-b"], ["web"])
        .load_balancer("alb", ["public-a", "public-b"], ["web"], service="orders")
        .file_system("files", ["data-a"], mounted_by="orders").external_host("stripe", "api.stripe.com")
        .connection("orders", "stripe", 443)
    )  # fmt: skip


def parse(text: str) -> pygraphviz.AGraph:
    return pygraphviz.AGraph(string=text)


def clusters(graph: pygraphviz.AGraph, above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], pygraphviz.AGraph]]:
    """Every cluster with the names of those around it, outermost first, itself last."""
    found = []
    for sub in graph.subgraphs():
        name = (*above, sub.name.removeprefix("cluster_"))
        found += [(name, sub), *clusters(sub, name)]
    return found


def assert_matches_the_canvas(topology: Topology) -> None:
    graph = parse(dot(topology))
    found = nodes(topology)
    parents = {n.key: n.parent for n in found}

    def above(key: str | None) -> tuple[str, ...]:
        return () if key is None else (*above(parents[key]), key)

    drawn = clusters(graph)
    assert sorted(names for names, _sub in drawn) == sorted(above(n.key) for n in found if n.role in CONTAINERS)
    leaves = [n for n in found if n.role not in CONTAINERS]
    assert sorted(graph.nodes()) == sorted(n.key for n in leaves)
    inside: dict[str, set[tuple[str, ...]]] = {n.key: set() for n in leaves}
    for names, sub in drawn:
        for key in sub.nodes():
            inside[key].add(names)
    for leaf in leaves:
        chain = above(leaf.parent)
        assert inside[leaf.key] == {chain[: i + 1] for i in range(len(chain))}


def test_every_node_of_the_canvas_stands_once_in_the_cluster_of_its_container() -> None:
    assert_matches_the_canvas(platform().build())


def test_so_it_does_with_two_vpcs_and_things_in_none() -> None:
    builder = platform().vpc("other", "10.9.0.0/16").subnet("far", "c").service("batch", "far").add(Subnet(id="lost"))
    assert_matches_the_canvas(builder.peering("peer", "vpc", "other").build())


def test_an_arn_for_an_id_is_one_node_and_no_port() -> None:
    arn = "arn:aws:ecs:us-east-1:123456789012:service/main/orders"
    topology = platform().service(arn, "app-a").connection(arn, "stripe").build()
    assert_matches_the_canvas(topology)
    assert parse(dot(topology)).has_edge(f"{arn}@app-a", "stripe")


def test_nodes_and_clusters_stand_where_the_canvas_has_them() -> None:
    topology = with_layout(platform().build())
    graph = parse(dot(topology))
    boxes = {names[-1]: [float(v) for v in sub.graph_attr["bb"].split(",")] for names, sub in clusters(graph)}
    for node in nodes(topology):
        if node.role == "inner":
            x, y = (float(v) for v in graph.get_node(node.key).attr["pos"].split(","))
            left, _bottom, _right, top = boxes[node.parent or ""]
            box = topology.layout[node.key]
            assert (x - left, top - y) == (box.x + (box.width or 0) / 2, box.y + (box.height or 0) / 2)
    drawn = parse(pygraphviz.AGraph(string=dot(topology)).draw(format="dot", prog="nop2").decode())
    moves = set()
    for key in graph.nodes():
        given, final = (
            [float(v) for v in g.get_node(key).attr["pos"].split(",")] for g in (graph, drawn)
        )  # fmt: skip
        moves.add((round(final[0] - given[0]), round(final[1] - given[1])))
    assert len(moves) == 1, "Graphviz moved nodes apart from each other"


def test_lines_go_from_the_load_balancer_to_the_tasks_of_its_zone_and_on_to_the_file_system() -> None:
    graph = parse(dot(platform().build()))
    assert graph.has_edge("alb@public-a", "orders@app-a") and graph.has_edge("alb@public-b", "orders@app-b")
    assert not graph.has_edge("alb@public-a", "orders@app-b")
    assert graph.has_edge("orders@app-a", "files-data-a") and graph.has_edge("nat", "igw-vpc")
    assert graph.has_edge("orders@app-b", "stripe")


def test_a_subnet_says_its_tier_its_route_table_and_where_that_leads() -> None:
    text = write(platform().build(), "svg").content.decode()
    written = "".join(ElementTree.fromstring(text).itertext()).replace("\xa0", " ")
    assert re.search(r"private\s+10\.0\.2\.0/24", written) and "rtb-app-a → nat" in written


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_ever_text(name: str) -> None:
    builder = platform()
    plain = parse(dot(builder.subnet("odd").build()))
    for id in ("vpc", "app-a", "orders", "web", "rtb-app-a", "stripe"):
        builder.change(id, name=name)
    topology = builder.change("stripe", address=name).change("odd", availability_zone=name).build()
    graph = parse(dot(topology))
    assert len(graph.nodes()) == len(plain.nodes()) and len(graph.edges()) == len(plain.edges())
    assert len(clusters(graph)) == len(clusters(plain)) + 1  # the zone of its own
    root = ElementTree.fromstring(write(topology, "svg").content)
    allowed = {"svg", "g", "title", "polygon", "path", "text", "use", "defs", "image"}
    for element in root.iter():
        assert element.tag.split("}")[-1] in allowed
        for attribute, value in element.attrib.items():
            assert not attribute.split("}")[-1].startswith("on")
            if attribute.endswith("href"):
                assert value.startswith(("#icon-", "data:image/png;base64,"))
    shown = " ".join((e.text or "") for e in root.iter("{http://www.w3.org/2000/svg}text"))
    assert squeeze(name, 140, 12.5).replace(" ", "\xa0") in shown.replace(" ", "\xa0")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_name_gives_a_drawing(name: str) -> None:
    topology = network().vpc().subnet("a").service("app", "a", name=name).change("a", availability_zone=name).build()
    ElementTree.fromstring(write(topology, "svg").content)
    assert "app@a" in parse(dot(topology)).nodes()


@given(st.text(max_size=200), st.floats(0, 300))
def test_a_shortened_text_is_its_beginning(text: str, pixels: float) -> None:
    short = shorten(text, pixels, 12)
    assert clean(text).startswith(short.removesuffix("…").rstrip()) and "\n" not in short


@given(st.text(max_size=200), st.floats(20, 300))
def test_a_squeezed_name_keeps_both_its_ends(text: str, pixels: float) -> None:
    text = text.replace("…", "")
    start, _mark, end = squeeze(text, pixels, 12).partition("…")
    assert clean(text).startswith(start) and clean(text).endswith(end)


def test_subnets_that_differ_at_the_end_of_their_names_can_be_told_apart() -> None:
    names = [squeeze(f"platform-production-private-subnet-{zone}", 100, 12) for zone in "ab"]
    assert names[0] != names[1] and all(em_width(n) * 12 <= 100 for n in names)


def test_a_diagram_with_too_many_lines_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz_edges, "MAX_EDGES", 3)
    monkeypatch.setattr(graphviz, "MAX_EDGES", 3)
    text = dot(platform().build())
    assert len(parse(text).edges()) == 3 and "too many to draw them all" in text
    monkeypatch.undo()
    assert "too many" not in dot(platform().build())


def test_svg_png_and_pdf_are_what_they_say() -> None:
    topology = platform().build()
    starts = {"svg": b"<?xml", "png": b"\x89PNG\r\n", "pdf": b"%PDF-"}
    for form, start in starts.items():
        written = write(topology, form)
        assert written.content.startswith(start) and written.extension == form


def test_icons_are_inside_the_svg_and_each_only_once() -> None:
    text = write(platform().build(), "svg").content.decode()
    assert text.count("<image ") == text.count("data:image/png;base64,") == len(set(re.findall(r"#icon-\d+", text))) > 5
    assert text.count("<use ") > text.count("<image ") and ".png" not in text


def test_dot_names_no_file_of_the_machine_that_wrote_it() -> None:
    assert ".png" not in write(platform().build(), "dot").content.decode()


def test_an_empty_design_and_a_lone_vpc_can_be_drawn() -> None:
    for topology in (Topology(), Topology.of(Vpc(id="vpc"))):
        assert write(topology, "png").content and write(topology, "svg").content


def test_a_design_with_boxes_far_apart_gives_a_picture_within_bounds() -> None:
    topology = platform().build(layout={"stripe": Box(x=-900_000, y=900_000)})
    png = write(topology, "png").content
    width, height = (int.from_bytes(png[i : i + 4], "big") for i in (16, 20))
    assert max(width, height) <= graphviz_render.MAX_SIDE * 1.01


def test_without_icons_there_are_coloured_squares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz_labels, "icon_path", lambda icon: None)
    text = write(platform().build(), "svg").content.decode()
    assert "<image" not in text and ">NAT</text>" in text


def without_pygraphviz(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pygraphviz", None)
    monkeypatch.setenv("PATH", str(folder))


def test_without_pygraphviz_a_dot_program_draws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "dot"
    program.write_text('#!/bin/sh\nwhile read -r line; do :; done\necho "<svg>$*</svg>"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    without_pygraphviz(monkeypatch, tmp_path)
    assert write(platform().build(), "svg").content == b"<svg>-Knop2 -Tsvg</svg>\n"


def test_without_either_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_pygraphviz(monkeypatch, tmp_path)
    with pytest.raises(WriteError, match="pygraphviz") as error:
        write(platform().build(), "png")
    assert error.value.code == "no-graphviz"


def test_the_source_needs_no_graphviz_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    topology = platform().build()
    before = write(topology, "dot").content
    without_pygraphviz(monkeypatch, tmp_path)
    assert write(topology, "dot").content == before
    assert set(lay_out(topology)) == {n.key for n in nodes(topology)}
