"""Writing a topology: one module a format, and one door to them all.

Modules are imported when their format is asked for, so that a program that writes nothing loads nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..i18n import N_, _
from ..model import Topology


class WriteError(ValueError):
    """A topology that cannot be written as asked. `code` is stable and in kebab-case."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Written:
    """A file's content. `extension` is without the dot."""

    content: bytes
    media_type: str
    extension: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is written: what it is called, and how the file is labelled. `text` may go to a terminal."""

    title: str
    media_type: str
    extension: str
    text: bool
    write: Callable[[Topology, str | None], bytes]


def _cloudformation(topology: Topology, resource: str | None) -> bytes:
    from .cloudformation import write_cloudformation

    return write_cloudformation(topology).encode()


def _network_configuration(topology: Topology, resource: str | None) -> bytes:
    from .network_configuration import write_network_configuration

    return write_network_configuration(topology, resource).encode()


def _farway(topology: Topology, resource: str | None) -> bytes:
    from .farway import write_farway

    return write_farway(topology).encode()


def _diagram(form: str) -> Callable[[Topology, str | None], bytes]:
    def write_diagram(topology: Topology, resource: str | None) -> bytes:
        from .graphviz import write_graphviz

        return write_graphviz(topology, form)

    return write_diagram


FORMATS: dict[str, Format] = {
    "cloudformation": Format(N_("CloudFormation template"), "application/yaml", "yaml", True, _cloudformation),
    "network-configuration": Format(
        N_("CloudFormation NetworkConfiguration snippet"), "application/yaml", "yaml", True, _network_configuration
    ),
    "dot": Format(N_("Graphviz source"), "text/vnd.graphviz", "dot", True, _diagram("dot")),
    "svg": Format(N_("Diagram, SVG"), "image/svg+xml", "svg", True, _diagram("svg")),
    "png": Format(N_("Diagram, PNG"), "image/png", "png", False, _diagram("png")),
    "pdf": Format(N_("Diagram, PDF"), "application/pdf", "pdf", False, _diagram("pdf")),
    "farway": Format(N_("Farway document"), "application/json", "json", True, _farway),
}
LATER = ("terraform", "aws-cli", "drawio")


def write(topology: Topology, format: str, resource: str | None = None) -> Written:
    """The topology in one of `FORMATS`; `resource` is the workload that a NetworkConfiguration snippet is for.

    Raises WriteError: `unsupported-format`, `unknown-resource`, and what the format's own module says.
    """
    known = FORMATS.get(format)
    if known is None:
        said = (
            _("Farway does not write “%(format)s” yet.") if format in LATER else _("There is no format “%(format)s”.")
        )
        hint = _("It writes %(formats)s.") % {"formats": ", ".join(FORMATS)}
        raise WriteError("unsupported-format", said % {"format": format} + " " + hint)
    if resource is not None and resource not in topology.resources:
        raise WriteError("unknown-resource", _("There is no resource “%s”.") % resource)
    return Written(known.write(topology, resource), known.media_type, known.extension)


__all__ = ["FORMATS", "Format", "WriteError", "Written", "write"]
