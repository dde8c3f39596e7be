"""How the subnets of a design are joined to the internet."""

from typing import Any

from django.utils.translation import gettext as _

from topology.checks.subnet_kinds import subnet_kinds

from ..documents import topology_of
from ..errors import BadInput
from ..models import Design

MAX_WORKLOADS = 2_000


def subnets_of(design: Design) -> dict[str, Any]:
    """What each subnet of the newest revision is, and how its tasks are reached. Raises BadInput for a design too large to answer at once."""
    topology = topology_of(design.document)
    if len(topology.workloads) > MAX_WORKLOADS:
        message = _("Subnets are shown with at most %d workloads.") % MAX_WORKLOADS
        raise BadInput("too-large", message, {"workloads": len(topology.workloads)})
    return {"revision": design.revision, "subnets": subnet_kinds(topology)}
