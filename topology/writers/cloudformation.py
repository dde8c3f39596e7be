"""A topology as one CloudFormation template, which reads back as the same topology.

Records are spelled by the table of `topology.model.cloudformation`, which the reader uses too. Resources that are not
modelled are written as they stood, with the sections of their template that they need; what had no value is written as the
expression that stood there. What CloudFormation has no type for stands in the template's Metadata, under `Farway`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..model import (
    Database,
    HostedZone,
    OpaqueResource,
    PrefixList,
    Resource,
    RouteTable,
    ScheduledTask,
    Subnet,
    Topology,
    Vpc,
)
from ..model.accepted import NAMING
from ..model.cloudformation import EVENTS_RULE, SUBNET_GROUPS, spelling_of
from ..model.references import rename_references
from .cloudformation_depends import depends_on
from .cloudformation_encode import Encoder, tags_of
from .cloudformation_names import Names, is_vpc_default, missing_parts, stack_of
from .cloudformation_parts import attachments, dependents, vpc_parts
from .cloudformation_required import Parameter, complete
from .cloudformation_shape import mapping, sections_of, sequence
from .cloudformation_special import finish
from .cloudformation_yaml import to_yaml
from .cloudformation_zones import record_sets

VERSION = "2010-09-09"
DEFAULT_REGION = "us-east-1"
Body = dict[str, Any]


def write_cloudformation(topology: Topology) -> str:
    """The template of a topology as YAML. The same topology always gives the same text."""
    return to_yaml(_Writer(topology).template())


def template_and_names(topology: Topology) -> tuple[Body, Names]:
    """The template before it is text, and the logical id that each resource has in it."""
    writer = _Writer(topology)
    return writer.template(), writer.names


class _Writer:
    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.kept = sections_of(topology)
        self.names = Names(topology)
        self.encoder = Encoder(topology, self.names)
        self.resources: dict[str, Body] = {}
        self.parameters: dict[str, Body] = {}

    def template(self) -> Body:
        """The sections of the template, in their usual order."""
        for resource in self.topology.resources.values():
            self._write(resource)
        for unresolved in self.topology.unresolved:
            for id, body in missing_parts(unresolved.expression).items():
                self._add(self.names[id], self.names.moved(body, stack_of(id)))
        self._add_attributes()
        sections = self._sections()
        if self.parameters:
            sections["Parameters"] = {**sections.get("Parameters", {}), **self.parameters}
        template: Body = {"AWSTemplateFormatVersion": VERSION}
        for name in ("Description", "Transform", "Globals"):
            if name in sections:
                template[name] = sections[name]
        if metadata := self._metadata():
            template["Metadata"] = {"Farway": metadata}
        for name in ("Parameters", "Mappings", "Conditions"):
            if sections.get(name):
                template[name] = sections[name]
        template["Resources"] = self.resources
        if sections.get("Outputs"):
            template["Outputs"] = sections["Outputs"]
        return template

    def _is_of_a_template(self, resource: Resource) -> bool:
        """Whether the input is a template that has the resource, and so all that CloudFormation requires of it."""
        id = (resource.rule_id if isinstance(resource, ScheduledTask) else None) or resource.id
        stack = stack_of(id)
        return stack in self.kept and id.removeprefix(f"{stack}/") in self.kept[stack]["Attributes"]

    def _ask(self, asked: Parameter) -> Body:
        """Declare a parameter that the input does not have."""
        name = self.names.once(asked.name)
        default = {} if asked.default is None else {"Default": asked.default}
        self.parameters[name] = {"Type": asked.type, **default, "Description": asked.description}
        return {"Ref": name}

    def _add(self, name: str, body: Body) -> None:
        self.resources[name] = body

    def _write(self, resource: Resource) -> None:
        if isinstance(resource, OpaqueResource):
            self._write_opaque(resource)
            return
        if resource.id.startswith("pl-") and isinstance(resource, PrefixList):
            return
        spelling = spelling_of(resource)
        if spelling is None:
            return
        if not is_vpc_default(self.topology, resource.id) or isinstance(resource, RouteTable | Subnet | Vpc):
            properties = finish(self.encoder, resource, self.encoder.properties(spelling, resource))
            if not self._is_of_a_template(resource):
                complete(self.topology, resource, properties, self._ask)
            body: Body = {"Type": spelling.type}
            for gap in self.encoder.gaps(resource.id).get("Condition", ()):
                name = mapping(gap.expression).get("Condition")
                if isinstance(name, str):
                    body["Condition"] = self.names.section(stack_of(resource.id), "Conditions", name)
            if depends := depends_on(self.encoder, resource):
                body["DependsOn"] = depends
            if properties:
                body["Properties"] = properties
            if isinstance(resource, ScheduledTask) and spelling is EVENTS_RULE:
                self._write_rule(resource, body)
            else:
                self._add(self.names[resource.id], body)
        self._write_parts(resource)

    def _write_parts(self, resource: Resource) -> None:
        for name, body in (*dependents(self.encoder, resource), *attachments(self.encoder, resource)):
            self._add(name, body)
        if isinstance(resource, Vpc):
            for name, body in vpc_parts(self.encoder, resource):
                self._add(name, body)
        if isinstance(resource, HostedZone):
            for name, body in record_sets(self.encoder, resource):
                self._add(name, body)
        if isinstance(resource, Database):
            self._write_subnet_group(resource)

    def _write_opaque(self, resource: OpaqueResource) -> None:
        """A resource that is not modelled, as it stood; a function in the place of resources stands under its own name."""
        body = self.names.moved(resource.body, stack_of(resource.id))
        if resource.cloudformation_type.startswith("Fn::"):
            for function, content in body.items():
                self._add(function, content)
        elif isinstance(body.get("Type"), str):
            self._add(self.names[resource.id], body)

    def _write_rule(self, task: ScheduledTask, body: Body) -> None:
        """A rule of EventBridge with its targets: those that start tasks are records of their own."""
        name = self.names[task.rule_id] if task.rule_id else self.names[task.id]
        properties = body.get("Properties", {})
        target = mapping(properties.pop("Target", None))
        target.setdefault("Id", task.id.removeprefix(f"{task.rule_id}.") if task.rule_id else self.names[task.id])
        others = sequence(properties.pop("Targets", None))
        written = self.resources.get(name)
        if written is None:
            body["Properties"] = {**properties, "Targets": [target, *others]}
            self._add(name, body)
        else:
            targets = written["Properties"]["Targets"]
            targets.insert(len(targets) - len(others), target)

    def _write_subnet_group(self, database: Database) -> None:
        """The subnet group of a database, which several may share."""
        body = self.resources[self.names[database.id]]
        kept = database.properties.get("SubnetGroup")
        if database.cloudformation_type not in SUBNET_GROUPS or not (database.subnet_group_id or database.subnets):
            return
        kind, property, description = SUBNET_GROUPS[database.cloudformation_type]
        group = database.subnet_group_id
        name = self.names[group] if group and group in self.names else self.names.make(f"{database.id}SubnetGroup")
        body.setdefault("Properties", {})[property] = {"Ref": name}
        stack = stack_of(database.subnet_group_id or database.id)
        given = mapping(kept).get("Properties")
        properties = self.names.moved(given, stack) if isinstance(given, dict) else {description: database.label}
        subnets: Any = [self.encoder.reference(s) for s in database.subnets]
        for gap in self.encoder.gaps(database.id).get("subnets", ()):
            if isinstance(gap.expression, list):
                subnets += self.names.moved(gap.expression, stack)
            elif not subnets and gap.expression is not None:
                subnets = self.names.moved(gap.expression, stack)
        self._add(name, {"Type": kind, "Properties": {**properties, "SubnetIds": subnets}})

    def _add_attributes(self) -> None:
        """Deletion policies and such, as the input had them."""
        for stack, sections in self.kept.items():
            for logical, attributes in sections["Attributes"].items():
                body = self.resources.get(self.names.referred(stack, logical))
                if body is None:
                    continue
                moved = {
                    k: v for k, v in self.names.moved(attributes, stack).items() if k not in ("Type", "Properties")
                }
                further = [d for d in sequence(moved.pop("DependsOn", None)) if d in self.resources]
                depends = [*sequence(body.get("DependsOn")), *further]
                body.update(moved)
                if depends:
                    body["DependsOn"] = list(dict.fromkeys(depends))

    def _sections(self) -> Body:
        """The sections of the stacks' templates, joined."""
        joined: Body = {}
        for stack, sections in self.kept.items():
            for name in ("Parameters", "Mappings", "Conditions", "Outputs"):
                for key, content in sections[name].items():
                    if name != "Outputs" or self._is_there(content, stack):
                        joined.setdefault(name, {})[self.names.section(stack, name, key)] = self.names.moved(
                            content, stack
                        )
            if "Description" in sections:
                joined.setdefault("Description", sections["Description"])
            if "Globals" in sections:
                joined.setdefault("Globals", self.names.moved(sections["Globals"], stack))
            transforms = sections.get("Transform")
            for transform in transforms if isinstance(transforms, list) else [transforms]:
                if transform is not None and transform not in joined.setdefault("Transform", []):
                    joined["Transform"].append(transform)
        if len(joined.get("Transform", [])) == 1 and not any(
            isinstance(s.get("Transform"), list) for s in self.kept.values()
        ):
            joined["Transform"] = joined["Transform"][0]
        return joined

    def _is_there(self, output: Any, stack: str) -> bool:
        """Whether everything that an output refers to is still there."""
        known = {*self.resources, *(self.names.section(stack, "Parameters", p) for p in self._parameters(stack))}
        return all(name in known for name in _referred(self.names.moved(output, stack)))

    def _parameters(self, stack: str) -> Mapping[str, Any]:
        parameters: Mapping[str, Any] = self.kept[stack]["Parameters"]
        return parameters

    def _metadata(self) -> Body:
        """What a template cannot say otherwise."""
        kept: Body = {}
        if self.topology.region != DEFAULT_REGION:
            kept["Region"] = self.topology.region
        if self.topology.account_settings:
            kept["AccountSettings"] = dict(self.topology.account_settings)
        if self.topology.quotas:
            kept["Quotas"] = dict(self.topology.quotas)
        if self.topology.accepted:
            kept["Accepted"] = [
                {k: self.names.get(v, v) if k in NAMING else v for k, v in a.to_json().items()}
                for a in self.topology.accepted
            ]
        tags = {
            self.names[r.id]: tags_of(r)
            for r in self.topology.resources.values()
            if (spelling := spelling_of(r)) and not spelling.tags and tags_of(r)
        }
        if tags:
            kept["Tags"] = tags
        own = [
            r for r in self.topology.resources.values() if not isinstance(r, OpaqueResource) and spelling_of(r) is None
        ]
        if own:
            kept["Resources"] = {}
            for resource in own:
                renamed = rename_references(type(resource), resource.document(), lambda id: self.names.get(id, id))
                kept["Resources"][renamed.pop("id")] = renamed
        return kept


def _referred(node: Any) -> Iterator[str]:
    """The names of resources and parameters that an expression refers to."""
    if isinstance(node, list):
        for item in node:
            yield from _referred(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref" and isinstance(value, str) and not value.startswith("AWS::"):
                yield value
            elif key == "Fn::GetAtt" and value:
                yield str(value if isinstance(value, str) else value[0]).partition(".")[0]
            else:
                if key == "Fn::Sub":
                    yield from _variables(value)
                yield from _referred(value)


def _variables(argument: Any) -> Iterator[str]:
    whole = argument if isinstance(argument, list) and len(argument) == 2 else [argument, {}]
    text, own = whole if isinstance(whole[0], str) and isinstance(whole[1], dict) else ("", {})
    for name in map(str.strip, re.findall(r"\$\{([^!{}][^{}]*)\}", text)):
        if name not in own and not name.startswith("AWS::"):
            yield name.partition(".")[0]
