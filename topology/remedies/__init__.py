"""What would open a blocked flow: fixes for its obstacles, offered only after the whole check has been run on the changed topology."""

from .search import BUDGET, Offered, remedies_for
from .traced import remedies_for_trace

__all__ = ["BUDGET", "Offered", "remedies_for", "remedies_for_trace"]
