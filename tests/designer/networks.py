"""Documents for the tests of the web designer."""

from typing import Any

from tests.topology.builders import network


def small() -> dict[str, Any]:
    """A service in a private subnet without a way out."""
    return (
        network().vpc("vpc").subnet("app").group("group").service("web", "app", groups=["group"]).build().to_document()
    )


def large(services: int) -> dict[str, Any]:
    """As many services, over ten subnets behind one NAT gateway."""
    made = network().vpc("vpc", "10.0.0.0/8").subnet("public", public=True).nat("nat", "public")
    for index in range(10):
        made = made.subnet(f"app-{index}", nat="nat").group(f"group-{index}")
    for index in range(services):
        made = made.service(f"service-{index}", f"app-{index % 10}", groups=[f"group-{index % 10}"])
    return made.build().to_document()
