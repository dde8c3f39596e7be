"""Checks: the report on a topology, the trace between two ends, and the reference of rules.

What fails with what (`what_if`, `single_points`), who reaches whom (`matrix`, `compact_matrix`) and what the subnets are
(`subnet_kinds`) stay in their modules, so that a check starts without them.
"""

from .registry import RULES
from .report import FLOW_RULE, Groups, Offered, check, search_here
from .trace import EndError, trace


def rules() -> list[dict[str, str]]:
    """The reference of rules, in the order of their ids."""
    return [r.to_json() for r in sorted([*RULES.values(), FLOW_RULE], key=lambda r: r.id)]


__all__ = ["EndError", "Groups", "Offered", "check", "rules", "search_here", "trace"]
