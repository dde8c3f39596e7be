"""What a person wants of a resource in a word ("make this subnet public"), as the changes that do it and what they would do.

Each intent is a pure function of the topology. Its changes are judged as remedies are: every flow is computed again on the changed
topology. Nothing is applied here.
"""

from .judge import Proposal, propose
from .registry import INTENTS, Intent, intents_for

__all__ = ["INTENTS", "Intent", "Proposal", "intents_for", "propose"]
