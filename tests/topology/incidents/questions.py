"""What an incident asks of a report, and what it has to answer: one record for each kind of question.

`cause` and `resource` are those of the blocker that stands nearest to the task; None where the question is not what blocks.
"""

from typing import NamedTuple


class Flowing(NamedTuple):
    """The verdict of a workload's flow; `failing` are the subnets from which it does not work, where that differs."""

    workload: str
    flow: str
    verdict: str
    cause: str | None = None
    resource: str | None = None
    port: int | None = None
    failing: tuple[str, ...] = ()


class Traced(NamedTuple):
    """The verdict of a trace from one end to another."""

    source: str
    destination: str
    port: int
    verdict: str
    cause: str | None = None
    resource: str | None = None
    protocol: str = "tcp"


class Addressed(NamedTuple):
    """Whether a workload's tasks get an IPv6 address; None where AWS's own pages leave that open."""

    workload: str
    eligible: bool | None
    cause: str | None = None
    resource: str | None = None


class Refused(NamedTuple):
    """AWS refuses the configuration, for this cause (None: one without a code) on this resource."""

    cause: str | None
    resource: str | None


class Accepted(NamedTuple):
    """AWS refuses nothing of the configuration."""


Question = Flowing | Traced | Addressed | Refused | Accepted


class Incident(NamedTuple):
    """A network that somebody asked about: its templates (`STACK=FILE` where there are several), where the behaviour is
    described, the questions, and what was given besides the templates."""

    files: tuple[str, ...]
    source: str
    questions: tuple[Question, ...]
    settings: dict[str, str] = {}
    parameters: dict[str, str] = {}
