"""The NetworkConfiguration of a workload as CloudFormation spells it where the workload is declared.

AWS spells the same block in two ways, by the type that holds it:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-service-awsvpcconfiguration.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-awsvpcconfiguration.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-scheduler-schedule-awsvpcconfiguration.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-pipes-pipe-networkconfiguration.html
"""

import re
from typing import Any

import yaml

from ..i18n import _
from ..model import ScheduledTask, Topology, Workload
from ..model.cloudformation import STARTERS
from . import WriteError
from .cloudformation_names import Names, stack_of

# An id of AWS's own is written as it is; any other is a logical id of the template, and a reference.
AWS_ID = re.compile(r"^(subnet|sg)-[0-9a-f]{8,17}$")


class _Ref(str):
    """A logical id."""


class _Dumper(yaml.SafeDumper):
    """YAML with the short form of Ref, list items indented as AWS prints them, and no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(_Ref, lambda dumper, ref: dumper.represent_scalar("!Ref", str(ref)))


def write_network_configuration(topology: Topology, resource: str | None = None) -> str:
    """The snippet for one workload, or for the only one; where none is named and there are several, each under its id.

    Raises WriteError: `not-a-workload`, `no-workload`.
    """
    workloads = _workloads(topology, resource)
    names = Names(topology)
    blocks = {w.id: network_configuration(topology, w, names) for w in workloads}
    return yaml.dump(
        blocks if len(blocks) > 1 else blocks[workloads[0].id],
        Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120,
    )  # fmt: skip


def network_configuration(topology: Topology, workload: Workload, names: Names) -> dict[str, Any]:
    """The block, with everything that stands between the resource's properties and it.

    It names resources as the whole template does. A property that the input left open is written as the expression that
    stood there.
    """
    values = {
        "Subnets": _value(topology, workload, "subnets", names),
        "SecurityGroups": _value(topology, workload, "security_groups", names),
        "AssignPublicIp": _value(topology, workload, "assign_public_ip", names),
    }
    by_event_rule = isinstance(workload, ScheduledTask) and workload.scheduler == "events"
    spelling = "AwsVpcConfiguration" if by_event_rule else "AwsvpcConfiguration"
    block = {"NetworkConfiguration": {spelling: {k: v for k, v in values.items() if v}}}
    if not isinstance(workload, ScheduledTask):
        return block
    outer, inner = STARTERS[workload.scheduler].block
    return {"Targets": [{"Id": workload.id, inner: block}]} if by_event_rule else {outer: {inner: block}}


def _workloads(topology: Topology, resource: str | None) -> tuple[Workload, ...]:
    if resource is not None:
        if (found := topology.get(Workload, resource)) is None:
            raise WriteError("not-a-workload", _("“%s” is no service or task.") % resource)
        return (found,)
    if not topology.workloads:
        raise WriteError("no-workload", _("There is no service or task to write a NetworkConfiguration for."))
    return topology.workloads


def _value(topology: Topology, workload: Workload, name: str, names: Names) -> Any:
    for unresolved in topology.unresolved:
        if (unresolved.resource, unresolved.property) == (workload.id, name) and unresolved.expression is not None:
            return names.moved(unresolved.expression, stack_of(workload.id))
    value = getattr(workload, name)
    return value if name == "assign_public_ip" else [_reference(id, names) for id in value]


def _reference(id: str, names: Names) -> str:
    if AWS_ID.match(id):
        return id
    return _Ref(names.referred("", id))
