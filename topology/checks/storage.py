"""Rules about what a task takes from Amazon EFS and Amazon S3 at its start, as far as its platform decides."""

from collections.abc import Callable, Iterator

from ..fargate.platform import Platform
from ..i18n import N_, _
from ..model import TaskDefinition, Topology, Workload
from .places import definition_of, settled_platform
from .registry import Findings, Undecided, Violation, rule

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
EFS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html"
FILES = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html"

Uses = Callable[[TaskDefinition], bool]


def _using(topology: Topology, uses: Uses) -> Iterator[tuple[Workload, TaskDefinition, Platform | None]]:
    """The workloads whose task definition uses something, with their platform where it is known."""
    for workload in topology.workloads:
        definition = definition_of(topology, workload)
        if definition is not None and uses(definition):
            yield workload, definition, settled_platform(topology, workload)


def _mounts(definition: TaskDefinition) -> bool:
    return bool(definition.efs_volumes)


def _reads_files(definition: TaskDefinition) -> bool:
    return any(c.environment_files for c in definition.container_definitions)


def _unknown(workload: Workload) -> Undecided:
    return Undecided(_("the platform of %s is not known") % workload.label)


@rule("EFS01", "error", "configuration", N_("Amazon EFS needs platform version 1.4.0"), NETWORKING)
def efs_version(topology: Topology) -> Findings:
    """A task mounts Amazon EFS on Linux platform version 1.4.0 or later."""
    for workload, definition, platform in _using(topology, _mounts):
        if platform is None:
            yield _unknown(workload)
        elif platform.own_interface:
            text = _("%(id)s mounts an EFS volume (%(task)s) on platform version %(version)s.")
            values = {"id": workload.label, "task": definition.label, "version": platform.version}
            yield Violation(workload.id, text % values, _("Move to platform version 1.4.0."), "PLATFORM_VERSION")


@rule("EFS02", "error", "configuration", N_("Amazon EFS is for Linux"), EFS)
def efs_windows(topology: Topology) -> Findings:
    """Fargate mounts Amazon EFS on Linux only. The traffic table of Fargate task networking has a cell for Windows; the page about EFS
    volumes says Linux."""
    for workload, definition, platform in _using(topology, _mounts):
        if platform is None:
            yield _unknown(workload)
        elif platform.os == "windows":
            text = _("%(id)s mounts an EFS volume (%(task)s) on Windows.") % {
                "id": workload.label,
                "task": definition.label,
            }
            yield Violation(workload.id, text, _("Run the task on Linux, or use Amazon FSx or S3."), "PLATFORM_VERSION")


@rule("EF001", "error", "configuration", N_("Environment files need Linux 1.4.0"), FILES)
def environment_files(topology: Topology) -> Findings:
    """Environment files in Amazon S3 are read on Linux platform version 1.4.0 or later, not on Windows."""
    for workload, definition, platform in _using(topology, _reads_files):
        if platform is None:
            yield _unknown(workload)
        elif platform.own_interface or platform.os == "windows":
            text = _("%(id)s reads environment files (%(task)s) on %(os)s %(version)s.")
            values = {
                "id": workload.label, "task": definition.label, "os": platform.os.capitalize(), "version": platform.version,
            }  # fmt: skip
            yield Violation(workload.id, text % values, _("Move to Linux platform version 1.4.0."), "PLATFORM_VERSION")
