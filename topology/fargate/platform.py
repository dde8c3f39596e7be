"""Platform versions: which one a task gets, and over which interface its traffic goes.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
"""

from typing import Final, Literal, NamedTuple

from ..model import TaskDefinition, Topology, Workload
from ..reachability.memory import indexed

Interface = Literal["task", "fargate"]
Role = Literal["task-execution", "task"]

LATEST: Final = {"linux": "1.4.0", "windows": "1.0.0"}
LINUX_VERSIONS: Final = ("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0")
LAST_OWN_INTERFACE: Final = "1.3.0"
WINDOWS_VERSIONS: Final = ("1.0.0",)

# Action: (interface on Linux up to 1.3.0, from Linux 1.4.0 and on Windows, role). None: not available.
TRAFFIC_TABLE: Final[dict[str, tuple[Interface | None, Interface, Role]]] = {
    "ecr-auth": ("fargate", "task", "task-execution"),
    "image-pull": ("task", "task", "task-execution"),
    "logs": ("task", "task", "task-execution"),
    "firelens-logs": ("task", "task", "task"),
    "secrets": ("fargate", "task", "task-execution"),
    "ssm-parameters": ("fargate", "task", "task-execution"),
    "environment-files": (None, "task", "task-execution"),
    "efs": (None, "task", "task"),
    "exec": (None, "task", "task"),
    "exec-kms": (None, "task", "task"),
    "application": ("task", "task", "task"),
}


class Platform(NamedTuple):
    """The operating system and the platform version of a task; `known` is False for a version that AWS does not have."""

    os: Literal["linux", "windows"]
    version: str
    known: bool

    @property
    def own_interface(self) -> bool:
        """Whether Fargate uses an interface of its own beside the task's: Linux up to 1.3.0."""
        return self.os == "linux" and self.version in LINUX_VERSIONS[:-1]

    def interface(self, action: str) -> Interface | None:
        """The interface that an action of the traffic table goes over, None where it is not available."""
        old, new, _role = TRAFFIC_TABLE[action]
        return old if self.own_interface else new


def platform_of(topology: Topology, workload: Workload) -> Platform:
    """The platform that a workload's tasks run on; LATEST where it names none."""
    return _platform(topology, workload.task_definition, workload.platform_version)


@indexed
def _platform(topology: Topology, definition_id: str | None, asked: str | None) -> Platform:
    definition = topology.get(TaskDefinition, definition_id)
    family = (definition.operating_system_family if definition else None) or "LINUX"
    os: Literal["linux", "windows"] = "windows" if family.upper().startswith("WINDOWS") else "linux"
    version = LATEST[os] if asked in (None, "", "LATEST") else str(asked)
    return Platform(os, version, version in (LINUX_VERSIONS if os == "linux" else WINDOWS_VERSIONS))
