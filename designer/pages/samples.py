"""The designs that a new account can start from."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent.parent / "samples"


class Sample(NamedTuple):
    """A Farway document under `designer/samples/`, and how it is offered."""

    slug: str
    name: Any
    text: Any

    def document(self) -> dict[str, Any]:
        """Its document, read anew each time: whoever gets it may change it."""
        return json.loads((FOLDER / f"{self.slug}.json").read_text())


SAMPLES = {
    s.slug: s
    for s in (
        Sample(
            "orders-platform",
            _("Orders platform"),
            _("Isolated subnets with VPC endpoints. One fault keeps a service from pulling its image: find it."),
        ),
        Sample(
            "public-web-service",
            _("Public web service"),
            _("A service behind an application load balancer in two public subnets."),
        ),
    )
}
