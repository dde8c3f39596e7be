"""What a diagram says about each node, made safe for DOT, for Graphviz's HTML-like labels and for SVG."""

import unicodedata
from html import escape

from ..i18n import _
from ..layout import Tier
from ..model import (
    AnyResource,
    Database,
    ExternalHost,
    LoadBalancer,
    MountTarget,
    NatGateway,
    NetworkAcl,
    RouteTable,
    ScheduledTask,
    SecurityGroup,
    Service,
    StandaloneTask,
    Subnet,
    Topology,
    Vpc,
    VpcEndpoint,
)
from .graphviz_icons import LOAD_BALANCERS, LOOKS, UNKNOWN, Look, icon_path

TEXT, QUIET, VPC_FILL = "#16202c", "#67737f", "#fbfcfd"
TIERS: dict[Tier, tuple[str, str]] = {
    "public": ("#2d7d46", "#f0f8f2"),
    "private": ("#2a62a8", "#f0f5fb"),
    "isolated": ("#6a5a9c", "#f5f3fb"),
}
ICON = 28
MAX_TABLE = 65_535  # the widest table that Graphviz takes
# The width of characters in ems, about right for the usual sans serif.
NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]- "), frozenset("mwMW@%")


def clean(text: str) -> str:
    """The text on one line, without control characters, lone surrogates and marks that turn the direction of text."""
    spaced = " ".join(text.split())
    kept = (c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Cn", "Co") or c in "\u200c\u200d")
    return "".join(kept).strip()


def em_width(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(
        1.0 if unicodedata.east_asian_width(c) in "WF"
        else 0.3 if c in NARROW
        else 0.88 if c in WIDE
        else 0.7 if c.isupper()
        else 0.56
        for c in text
    )  # fmt: skip


def shorten(text: str, pixels: float, size: float) -> str:
    """The text, cut with an ellipsis where it would be wider than this many pixels at this font size."""
    text = clean(text)[:500]
    if em_width(text) * size <= pixels:
        return text
    while text and (em_width(text) + 1) * size > pixels:
        text = text[:-1]
    return text.rstrip() + "…"


def squeeze(name: str, pixels: float, size: float) -> str:
    """As `shorten`, but cut in the middle: the names of subnets often differ at their end only."""
    name = clean(name)[:500]
    if em_width(name) * size <= pixels:
        return name
    room = pixels / size - 1
    end = name
    while end and em_width(end) > room * 0.4:
        end = end[1:]
    start = name[: len(name) - len(end)]
    while start and em_width(start) + em_width(end) > room:
        start = start[:-1]
    return f"{start.rstrip()}…{end.lstrip()}"


def _font(text: str, size: int, colour: str, bold: bool = False) -> str:
    safe = escape(text) or "&#160;"
    return f'<FONT POINT-SIZE="{size}" COLOR="{colour}">{f"<B>{safe}</B>" if bold else safe}</FONT>'


def look_of(resource: AnyResource) -> Look:
    """Colour, sign and icon of a resource."""
    look = LOOKS.get(resource.type, UNKNOWN)
    if isinstance(resource, LoadBalancer):
        return Look(look.colour, look.sign, LOAD_BALANCERS.get(resource.load_balancer_type, look.icon))
    return look


def _icon_cell(look: Look, images: bool) -> str:
    path = icon_path(look.icon) if images and look.icon else None
    if path:
        image = f'<IMG SRC="{escape(str(path))}" SCALE="TRUE"/>'
        return f'<TD FIXEDSIZE="TRUE" WIDTH="{ICON}" HEIGHT="{ICON}">{image}</TD>'
    sign = _font(look.sign, 9, "#ffffff", bold=True)
    return f'<TD FIXEDSIZE="TRUE" WIDTH="{ICON}" HEIGHT="{ICON}" BGCOLOR="{look.colour}">{sign}</TD>'


def _cell(content: str, width: float, height: float, align: str = "LEFT") -> str:
    size = f'FIXEDSIZE="TRUE" WIDTH="{min(MAX_TABLE, int(width))}" HEIGHT="{int(height)}"'
    return f'<TD {size} ALIGN="{align}">{content}</TD>'


def _table(width: float, height: float, *cells: str) -> str:
    size = f'FIXEDSIZE="TRUE" WIDTH="{min(MAX_TABLE, int(width))}" HEIGHT="{int(height)}"'
    return (
        f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" {size}><TR>{"".join(cells)}</TR></TABLE>>'
    )


def node_label(topology: Topology, resource: AnyResource, width: float, images: bool) -> str:
    """The label of what stands in a container: icon, name, and a quiet second line."""
    room = width - ICON - 28
    name = _font(squeeze(resource.label, room, 12.5) or resource.id, 12, TEXT, bold=True)
    second = _font(shorten(second_line(topology, resource), room, 10.5), 10, QUIET)
    text = f'<TD ALIGN="LEFT" BALIGN="LEFT">{name}<BR ALIGN="LEFT"/>{second}<BR ALIGN="LEFT"/></TD>'
    return _table(width - 12, ICON, _icon_cell(look_of(resource), images), _cell("", 8, ICON), text)


def vpc_label(vpc: Vpc, width: float, images: bool) -> str:
    """The header of a VPC: icon, name, address blocks."""
    name = _font(squeeze(vpc.label, 160, 13) or vpc.id, 13, TEXT, bold=True)
    blocks = _font(shorten("  ".join([*vpc.cidr_blocks, *vpc.ipv6_cidr_blocks]), 230, 11), 11, QUIET)
    text = _cell(f"{name}  {blocks}", width - 24 - ICON - 8, 36)
    return _table(width - 24, 36, _icon_cell(LOOKS["Vpc"], images), _cell("", 8, 36), text)


def zone_label(title: str) -> str:
    """The name of an availability zone."""
    text = _font(shorten(title, 200, 11) or _("no zone"), 11, QUIET)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="2" BGCOLOR="{VPC_FILL}"><TR><TD>{text}</TD></TR></TABLE>>'


def subnet_label(
    topology: Topology, subnet: Subnet, tier: Tier, table: RouteTable | None, acl: NetworkAcl | None, width: float
) -> str:
    """The header of a subnet: name, tier and blocks on the left; network ACL, route table and where it leads on the right."""
    colour, _soft = TIERS[tier]
    half = (width - 32) / 2
    name = squeeze(subnet.label, half * 0.55, 12.5) or subnet.id
    blocks = " ".join(b for b in (subnet.cidr_block, subnet.ipv6_cidr_block) if b)
    words = {"public": _("public"), "private": _("private"), "isolated": _("isolated")}
    rest = shorten(f"{words[tier]}  {blocks}", half * 1.1 - em_width(name) * 12, 10.5)
    left = f"{_font(name, 12, colour, bold=True)}  {_font(rest, 10, colour)}"
    chips = [acl.label] if acl else []
    if table:
        targets = dict.fromkeys(r.target for r in table.routes if r.target)
        names = ", ".join(topology.resources[t].label if t in topology.resources else t for t in targets)
        chips.append(f"{table.label} → {names}" if names else table.label)
    right = _font(shorten("  ·  ".join(chips), half * 0.9, 10.5), 10, QUIET)
    return _table(width - 32, 24, _cell(left, half * 1.1, 24), _cell(right, half * 0.9, 24, "RIGHT"))


def second_line(topology: Topology, resource: AnyResource) -> str:
    """What the quiet line under a name says."""
    match resource:
        case Service():
            return _tasks(resource.desired_count, resource.platform_version)
        case StandaloneTask():
            return _tasks(resource.count, resource.platform_version)
        case ScheduledTask():
            return resource.schedule_expression or _tasks(resource.task_count, resource.platform_version)
        case LoadBalancer():
            return f"{resource.load_balancer_type}, {resource.scheme}"
        case NatGateway():
            return resource.public_ip_address or f"{resource.connectivity_type}, {resource.availability_mode}"
        case VpcEndpoint():
            service = (resource.service_name or "").split(".", 3)[-1]
            return ", ".join(p for p in (service, resource.vpc_endpoint_type.lower()) if p)
        case MountTarget():
            system = topology.resources.get(resource.file_system_id or "")
            return _("mount target of %s") % system.label if system else _("mount target")
        case Database():
            return ", ".join(str(p) for p in (resource.engine, resource.port) if p) or _(type(resource).title)
        case ExternalHost():
            return resource.address or _(type(resource).title)
        case SecurityGroup():
            out = resource.security_group_egress
            return _("rules: %(ingress)s in, %(egress)s out") % {
                "ingress": len(resource.security_group_ingress), "egress": _("all") if out is None else len(out)
            }  # fmt: skip
        case _:
            return _(type(resource).title)


def _tasks(count: int | None, platform: str | None) -> str:
    number = _("1 task") if count == 1 else _("%s tasks") % ("?" if count is None else count)
    return f"{number}, {platform}" if platform else number


def legend(all_lines: bool = True) -> str:
    """What the tints and lines mean, and whether lines are left out."""
    entries = (
        (_("public subnet: a route to an internet gateway"), TIERS["public"]),
        (_("private subnet: another way out"), TIERS["private"]),
        (_("isolated subnet: no way out"), TIERS["isolated"]),
    )
    cells = "".join(
        f'<TD WIDTH="8"></TD><TD FIXEDSIZE="TRUE" WIDTH="16" HEIGHT="16" BORDER="1" COLOR="{line}" BGCOLOR="{fill}"></TD>'
        f'<TD ALIGN="LEFT">{_font(text, 10, QUIET)}</TD>'
        for text, (line, fill) in entries
    )
    meaning = _("line: traffic that is declared or routed, from where it starts")
    lines = _font(meaning if all_lines else _("%s; too many to draw them all") % meaning, 10, QUIET)
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6" CELLPADDING="0"><TR>{cells}<TD WIDTH="16"></TD><TD>{lines}</TD></TR></TABLE>>'
