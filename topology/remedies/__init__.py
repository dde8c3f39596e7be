"""What would open a blocked flow."""

from collections.abc import Callable
from typing import Any

from ..fargate.flows import Flow
from ..model import Topology

Key = tuple[Any, ...]


def remedies_for(
    topology: Topology, flows: dict[str, tuple[Flow, ...]], progress: Callable[[int], None] | None = None
) -> dict[Key, list[dict[str, Any]]]:
    return {}
