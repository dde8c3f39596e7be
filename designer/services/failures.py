"""What a design loses while something of it is off."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from topology.checks import single_points as points
from topology.checks import what_if as failures
from topology.checks.outage import OffError

from ..documents import topology_of
from ..errors import BadInput
from ..models import Design

MAX_WORKLOADS = 2_000
MAX_OFF = 50
MAX_ANSWERS = 30_000  # workloads times what may fail: a few seconds


def what_if(design: Design, off: Sequence[str]) -> dict[str, Any]:
    """The report of `farway what-if --format json` on the newest revision, which it names. Raises BadInput for what cannot be switched
    off, and for a design too large to answer at once."""
    if not off or len(off) > MAX_OFF:
        raise BadInput("invalid-off", _("Name from 1 to %d things that are off.") % MAX_OFF, {"field": "off"})
    topology = topology_of(design.document)
    if len(topology.workloads) > MAX_WORKLOADS:
        message = _("Failures are shown for at most %d workloads; `farway what-if` takes more.") % MAX_WORKLOADS
        raise BadInput("too-large", message, {"workloads": len(topology.workloads)})
    try:
        report = failures.what_if(topology, off)
    except OffError as error:
        raise BadInput("cannot-be-off", str(error), {"field": "off"}) from error
    return {"revision": design.revision, **report}


def single_points(design: Design) -> dict[str, Any]:
    """What each failure alone would do, of the newest revision. Raises BadInput for a design too large to answer at once."""
    topology = topology_of(design.document)
    many = len(topology.workloads) * len(points.candidates(topology))
    if len(topology.workloads) > MAX_WORKLOADS or many > MAX_ANSWERS:
        message = _("The design is too large to try each failure here; `farway what-if --each` does.")
        raise BadInput("too-large", message, {"workloads": len(topology.workloads)})
    return {"revision": design.revision, **points.single_points(topology)}
