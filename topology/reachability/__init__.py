"""What can flow: walks through security groups, network ACLs, route tables and gateways, and back."""

from .branch import Outside, Verdict
from .causes import CAUSES, Blocker, Hop
from .filters import Named
from .inbound import walk_in
from .internet import internet
from .outcome import Outcome, either_reading, every, joint
from .positions import Position
from .walk import Walk, walk

__all__ = [
    "CAUSES", "Blocker", "Hop", "Named", "Outcome", "Outside", "Position", "Verdict", "Walk", "either_reading", "every", "internet", "joint",
    "walk", "walk_in",
]  # fmt: skip
