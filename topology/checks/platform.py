"""Rules about platform versions and operating systems."""

from ..fargate.platform import LATEST, LINUX_VERSIONS
from ..i18n import N_, _
from ..model import Topology, Workload
from .places import known_platform, named_definition
from .registry import Findings, Violation, rule

CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html"
RETIRED = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-versions-retired.html"
PLATFORMS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform_versions.html"
PARAMETERS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html"

# What Fargate lists of the families that Amazon ECS knows (PARAMETERS).
WINDOWS_FAMILIES = frozenset(
    ["WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2022_FULL", "WINDOWS_SERVER_2022_CORE"]
)


@rule("PV001", "error", "configuration", N_("The platform version exists on Linux"), PLATFORMS, Workload)
def linux_version(topology: Topology, workload: Workload) -> Findings:
    """Linux has 1.4.0 and LATEST; 1.3.0 is retired (PV002), and 1.0.0 to 1.2.0 were removed in 2020."""
    platform = known_platform(topology, workload)
    if platform.os == "linux" and (not platform.known or platform.version in LINUX_VERSIONS[:3]):
        text = _("%(id)s asks for platform version %(version)s, which Linux does not have.")
        values = {"id": workload.label, "version": platform.version}
        fix = _("Write %s, or LATEST.") % LATEST["linux"]
        yield Violation(workload.id, text % values, fix, "PLATFORM_VERSION")


@rule("PV002", "warning", "configuration", N_("Platform version 1.3.0 is retired"), RETIRED, Workload)
def retired(topology: Topology, workload: Workload) -> Findings:
    """Linux platform version 1.3.0 was retired in 2026: new tasks cannot start on it. What runs is judged as of its time."""
    platform = known_platform(topology, workload)
    if platform.os == "linux" and platform.version == "1.3.0":
        text = _("%s asks for platform version 1.3.0, which is retired: no new task starts on it.")
        fix = _("Move to 1.4.0 and give its tasks a way to every service that Fargate's own interface reached before.")
        yield Violation(workload.id, text % workload.label, fix, "PLATFORM_VERSION")


@rule("PV003", "error", "configuration", N_("The platform version exists on Windows"), PLATFORMS, Workload)
def windows_version(topology: Topology, workload: Workload) -> Findings:
    """Windows has platform version 1.0.0 and LATEST only: its numbers are not those of Linux."""
    platform = known_platform(topology, workload)
    if platform.os == "windows" and not platform.known:
        text = _("%(id)s asks for platform version %(version)s, which Windows does not have.")
        values = {"id": workload.label, "version": platform.version}
        fix = _("Write %s, or LATEST.") % LATEST["windows"]
        yield Violation(workload.id, text % values, fix, "PLATFORM_VERSION")


@rule(
    "PV004", "error", "configuration", N_("A platform version is for Fargate only"), CREATE_SERVICE, Workload, where="anywhere"
)  # fmt: skip
def on_ec2(topology: Topology, workload: Workload) -> Findings:
    """A platform version is given for launch type FARGATE only."""
    if not workload.runs_on_fargate and workload.platform_version:
        text = _("%(id)s names a platform version with launch type %(type)s.")
        values = {"id": workload.label, "type": workload.launch_type}
        yield Violation(workload.id, text % values, _("Leave PlatformVersion out."))


@rule(
    "PV005", "error", "configuration", N_("Fargate runs the Windows version"), PARAMETERS, Workload, where="surely-fargate"
)  # fmt: skip
def windows_family(topology: Topology, workload: Workload) -> Findings:
    """Fargate runs Windows Server 2019 and 2022, Full and Core. Amazon ECS on EC2 knows more, 2025 among them."""
    because = _("the operating system of %s is not known")
    definition = named_definition(topology, workload, "operating_system_family", because)
    family = (definition.operating_system_family or "LINUX").upper()
    if family.startswith("WINDOWS") and family not in WINDOWS_FAMILIES:
        text = _("Task definition %(id)s asks for %(family)s, which Fargate does not run.")
        values = {"id": definition.label, "family": family}
        yield Violation(definition.id, text % values, _("Use WINDOWS_SERVER_2022_CORE."))
