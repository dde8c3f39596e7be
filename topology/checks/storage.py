"""Rules about what a task takes from Amazon EFS and Amazon S3 at its start, as far as its platform decides."""

from ..i18n import N_, _
from ..model import Topology, Workload
from .places import definition_of, known_platform
from .registry import Findings, Undecided, Violation, rule

NETWORKING = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
EFS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html"
AUTHORIZATION = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSAuthorizationConfig.html"
FILES = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html"


def mounts(topology: Topology, workload: Workload) -> bool:
    """Whether a workload's tasks mount an EFS volume."""
    definition = definition_of(topology, workload)
    return definition is not None and bool(definition.efs_volumes)


def _task(topology: Topology, workload: Workload) -> str:
    definition = definition_of(topology, workload)
    return definition.label if definition else ""


@rule(
    "EFS01", "error", "configuration", N_("Amazon EFS needs platform version 1.4.0"), NETWORKING, Workload, when=mounts
)
def efs_version(topology: Topology, workload: Workload) -> Findings:
    """A task mounts Amazon EFS on Linux platform version 1.4.0 or later."""
    platform = known_platform(topology, workload)
    if platform.own_interface:
        text = _("%(id)s mounts an EFS volume (%(task)s) on platform version %(version)s.")
        values = {"id": workload.label, "task": _task(topology, workload), "version": platform.version}
        yield Violation(workload.id, text % values, _("Move to platform version 1.4.0."), "PLATFORM_VERSION")


@rule("EFS02", "error", "configuration", N_("Amazon EFS is for Linux"), EFS, Workload, when=mounts)
def efs_windows(topology: Topology, workload: Workload) -> Findings:
    """Fargate mounts Amazon EFS on Linux only. The traffic table of Fargate task networking has a cell for Windows; the page about EFS
    volumes says Linux."""
    if known_platform(topology, workload).os == "windows":
        text = _("%(id)s mounts an EFS volume (%(task)s) on Windows.")
        values = {"id": workload.label, "task": _task(topology, workload)}
        fix = _("Run the task on Linux, or use Amazon FSx or S3.")
        yield Violation(workload.id, text % values, fix, "PLATFORM_VERSION")


@rule(
    "EFS04",
    "error",
    "configuration",
    N_("Access points and IAM need encryption in transit"),
    AUTHORIZATION,
    Workload,
    when=mounts,
)
def efs_encryption(topology: Topology, workload: Workload) -> Findings:
    """An EFS volume with an access point or with IAM authorization turns transit encryption on. It is off where nothing is said."""
    definition = definition_of(topology, workload)
    for volume in definition.efs_volumes if definition else ():
        asks = [
            what
            for what, asked in ((_("an access point"), volume.access_point_id), ("IAM", volume.iam == "ENABLED"))
            if asked
        ]
        if asks and volume.transit_encryption != "ENABLED":
            text = _("Volume %(volume)s of %(task)s uses %(what)s without encryption in transit.")
            values = {"volume": volume.name or "?", "task": _task(topology, workload), "what": ", ".join(asks)}
            assert definition
            if topology.is_unresolved(definition.id, "efs_volumes"):
                yield Undecided(_("the volumes of %s are not all known") % definition.label)
            else:
                yield Violation(definition.id, text % values, _("Set TransitEncryption to ENABLED."))


@rule("EF001", "error", "configuration", N_("Environment files need Linux 1.4.0"), FILES, Workload)
def environment_files(topology: Topology, workload: Workload) -> Findings:
    """Environment files in Amazon S3 are read on Linux platform version 1.4.0 or later, not on Windows."""
    definition = definition_of(topology, workload)
    if definition is None or not any(c.environment_files for c in definition.container_definitions):
        return
    platform = known_platform(topology, workload)
    if platform.own_interface or platform.os == "windows":
        text = _("%(id)s reads environment files (%(task)s) on %(os)s %(version)s.")
        values = {
            "id": workload.label, "task": definition.label, "os": platform.os.capitalize(), "version": platform.version,
        }  # fmt: skip
        yield Violation(workload.id, text % values, _("Move to Linux platform version 1.4.0."), "PLATFORM_VERSION")
