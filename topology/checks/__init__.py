"""Checks: the report on a topology, the trace between two ends, what fails with what, and the reference of rules."""

from .compact_matrix import compact_matrix
from .matrix import Matrix
from .outage import OffError
from .registry import RULES
from .report import FLOW_RULE, Groups, Offered, check, search_here
from .single_points import candidates, single_points
from .subnet_kinds import subnet_kinds
from .trace import EndError, trace
from .what_if import what_if


def rules() -> list[dict[str, str]]:
    """The reference of rules, in the order of their ids."""
    return [r.to_json() for r in sorted([*RULES.values(), FLOW_RULE], key=lambda r: r.id)]


__all__ = [
    "EndError", "Groups", "Matrix", "OffError", "Offered", "candidates", "check", "compact_matrix", "rules", "search_here", "single_points",
    "subnet_kinds", "trace", "what_if",
]  # fmt: skip
