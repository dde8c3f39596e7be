"""Checks: the report on a topology, the trace between two ends, and the reference of rules.

What fails with what (`what_if`, `single_points`), who reaches whom (`matrix`, `compact_matrix`) and what the subnets are
(`subnet_kinds`) stay in their modules, so that a check starts without them.
"""

from typing import TYPE_CHECKING, Any

from .trace import trace
from .trace_ends import EndError

if TYPE_CHECKING:
    from .report import Groups, Offered, check, rules, search_here
else:

    def __getattr__(name: str) -> Any:
        """What is of the report, which brings every rule with it: a trace starts without them."""
        if name not in __all__:
            raise AttributeError(name)
        from . import report

        return getattr(report, name)


__all__ = ["EndError", "Groups", "Offered", "check", "rules", "search_here", "trace"]
