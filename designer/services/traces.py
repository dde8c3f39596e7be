"""Whether one end of a design reaches another."""

from typing import Any

from django.utils.translation import gettext as _

from topology import checks
from topology.checks import EndError

from ..documents import topology_of
from ..errors import BadInput
from ..models import Design

MAX_END = 512


def trace_design(
    design: Design,
    source: str,
    destination: str,
    protocol: str = "tcp",
    port: int | None = None,
    family: str | None = None,
) -> dict[str, Any]:
    """The report of `farway trace --format json` on the newest revision, which it names. Raises BadInput that names the field."""
    for field, value in (("source", source), ("destination", destination)):
        if not isinstance(value, str) or not 0 < len(value) <= MAX_END:
            raise BadInput(
                "invalid-end",
                _("An end is a resource's id, an address, internet, or an AWS service."),
                {"field": field},
            )
    if port is not None and (isinstance(port, bool) or not isinstance(port, int) or not 0 <= port <= 65535):
        raise BadInput("invalid-port", _("A port is a number from 0 to 65535."), {"field": "port"})
    if family not in (None, "ipv4", "ipv6"):
        raise BadInput("invalid-family", _("A family is ipv4 or ipv6."), {"field": "family"})
    topology = topology_of(design.document)
    try:
        report = checks.trace(topology, source, destination, str(protocol or "tcp"), port, family)
    except EndError as error:
        raise BadInput("unknown-end", str(error)) from error
    except ValueError as error:
        raise BadInput("invalid-protocol", str(error), {"field": "protocol"}) from error
    return {"revision": design.revision, **report}
