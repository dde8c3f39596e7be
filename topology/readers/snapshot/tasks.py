"""Tasks that run by themselves, from `describe-tasks`: those of a service are told by the service."""

from ...model import NetworkInterface, Resource, StandaloneTask
from .complete import named
from .network import Item
from .printed import Printed


def standalone(resources: dict[str, Resource], lists: list[Printed]) -> dict[str, Resource]:
    """The tasks on Fargate that no service started, with the subnet and the groups of their ENIs."""
    found: dict[str, Resource] = {}
    for item in named(lists, "tasks"):
        provider = str(item.get("capacityProviderName") or "")
        if item.get("launchType") != "FARGATE" and not provider.startswith("FARGATE"):
            continue
        if str(item.get("group", "")).startswith("service:") or item.get("lastStatus") in ("STOPPED", "DEPROVISIONING"):
            continue
        task = _task(resources, item)
        found.setdefault(task.id, task)
    return found


def _task(resources: dict[str, Resource], item: Item) -> Resource:
    details = {d.get("name"): d.get("value") for a in item.get("attachments", []) for d in a.get("details", [])}
    interface = resources.get(str(details.get("networkInterfaceId")))
    known = isinstance(interface, NetworkInterface)
    subnet = details.get("subnetId")
    return StandaloneTask(
        id=item["taskArn"], cluster=item.get("clusterArn"), task_definition=item.get("taskDefinitionArn"), launch_type="FARGATE",
        platform_version=item.get("platformVersion"), subnets=(subnet,) if subnet else (),
        security_groups=interface.security_group_ids if isinstance(interface, NetworkInterface) else (),
        assign_public_ip="ENABLED" if known and isinstance(interface, NetworkInterface) and interface.public_ip_address else "DISABLED",
        enable_execute_command=bool(item.get("enableExecuteCommand")),
    )  # fmt: skip
