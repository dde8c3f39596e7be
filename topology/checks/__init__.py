"""Checks: the report on a topology, the trace between two ends, and the reference of rules."""

from .matrix import Matrix
from .registry import RULES
from .report import FLOW_RULE, check
from .trace import EndError, trace


def rules() -> list[dict[str, str]]:
    """The reference of rules, in the order of their ids."""
    return [r.to_json() for r in sorted([*RULES.values(), FLOW_RULE], key=lambda r: r.id)]


__all__ = ["EndError", "Matrix", "check", "rules", "trace"]
