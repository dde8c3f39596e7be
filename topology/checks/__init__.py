"""Checks: the report on a topology, the trace between two ends, and the reference of rules."""

from .matrix import matrix
from .registry import RULES
from .report import check
from .trace import EndError, trace


def rules() -> list[dict[str, str]]:
    """The reference of rules, in the order of their ids."""
    return [RULES[id].to_json() for id in sorted(RULES)]


__all__ = ["EndError", "check", "matrix", "rules", "trace"]
