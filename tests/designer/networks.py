"""Documents for the tests of the web designer."""

from typing import Any

from tests.topology.builders import network, rule


def small() -> dict[str, Any]:
    """A service in a private subnet without a way out."""
    return (
        network().vpc("vpc").subnet("app").group("group").service("web", "app", groups=["group"]).build().to_document()
    )


def large(services: int) -> dict[str, Any]:
    """As many services, over ten subnets behind one NAT gateway; no two have the same rules, so each is a walk of its own."""
    made = network().vpc("vpc", "10.0.0.0/8").subnet("public", public=True).nat("nat", "public")
    for index in range(10):
        made = made.subnet(f"app-{index}", nat="nat")
    for index in range(services):
        made = made.group(f"group-{index}", egress=[rule(port=443), rule(port=10_000 + index)])
        made = made.service(f"service-{index}", f"app-{index % 10}", groups=[f"group-{index}"])
    return made.build().to_document()
