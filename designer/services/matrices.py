"""Who reaches whom in a design."""

from typing import Any

from django.utils.translation import gettext as _

from topology.addresses import Family
from topology.checks.compact_matrix import compact_matrix
from topology.checks.matrix import Matrix

from ..documents import topology_of
from ..errors import BadInput
from ..models import Design

MAX_WORKLOADS = 2_000


def matrix_of(design: Design, family: Family = "ipv4") -> dict[str, Any]:
    """The compact matrix of the newest revision, which it names. Raises BadInput for a design too large to answer at once."""
    topology = topology_of(design.document)
    if len(topology.workloads) > MAX_WORKLOADS:
        message = _("The matrix shows at most %d workloads; `farway matrix` writes larger ones.") % MAX_WORKLOADS
        raise BadInput("too-large", message, {"workloads": len(topology.workloads)})
    return {"revision": design.revision, **compact_matrix(topology, Matrix(topology, family))}
