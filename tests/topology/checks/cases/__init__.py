"""Networks that violate the rules and networks that respect them: a function each, whose name says what it is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from topology.checks.registry import Severity
from topology.model import Topology, Unresolved

from ...builders import Network, network, rule

Build = Callable[[], Network]


@dataclass(frozen=True)
class Case:
    """A network, the rule that it is about, and what the rule has to say of it: on which resources, how severe."""

    rule: str
    build: Build
    where: frozenset[str | None] = frozenset()
    severity: Severity | None = None
    unknown: tuple[str, ...] = field(default=())

    @property
    def sentence(self) -> str:
        return f"{self.rule}: {self.build.__name__.replace('_', ' ')}"

    @property
    def topology(self) -> Topology:
        pairs = (u.rpartition(".")[::2] for u in self.unknown)
        return self.build().build(
            unresolved=tuple(Unresolved(resource=i, property=p, reason="a parameter") for i, p in pairs)
        )


VIOLATED: list[Case] = []
RESPECTED: list[Case] = []
UNDECIDED: list[Case] = []


def violates(rule: str, *where: str | None, severity: Severity | None = None) -> Callable[[Build], Build]:
    """The rule is violated, on exactly these resources; `severity` where it is not the rule's own."""

    def note(build: Build) -> Build:
        VIOLATED.append(Case(rule, build, frozenset(where), severity))
        return build

    return note


def respects(*rules: str) -> Callable[[Build], Build]:
    """None of these rules is violated, and all are decided."""

    def note(build: Build) -> Build:
        RESPECTED.extend(Case(rule, build) for rule in rules)
        return build

    return note


def undecided(rule: str, *unknown: str) -> Callable[[Build], Build]:
    """The rule is not decided where these fields (`id.field`) are unresolved, and is not violated."""

    def note(build: Build) -> Build:
        UNDECIDED.append(Case(rule, build, unknown=unknown))
        return build

    return note


def zones(region: str = "us-east-1") -> Network:
    """A VPC with a public subnet and a private one in each of two zones, a NAT gateway each, and the groups of a web service."""
    return (
        network(region)
        .vpc()
        .subnet("public-a", "a", public=True)
        .subnet("public-b", "b", public=True)
        .nat("nat-a", "public-a")
        .nat("nat-b", "public-b")
        .subnet("app-a", "a", nat="nat-a")
        .subnet("app-b", "b", nat="nat-b")
        .group("alb-group", [rule("0.0.0.0/0", 80)])
        .group("app-group", [rule("alb-group", 8080)])
    )


def web(**options: object) -> Network:
    """A service behind an Application Load Balancer, in two zones: a design that works. Options as in `Network.workload`."""
    return (
        zones()
        .service("app", ["app-a", "app-b"], ["app-group"], **options)
        .load_balancer("alb", ["public-a", "public-b"], ["alb-group"], service="app")
    )
