"""All stacks of an input together: which resources there are, what refers to what, and what was assumed of the account."""

from collections.abc import Mapping
from typing import Any

from ...i18n import _
from ...model.cloudformation import VPC_DEFAULTS
from ...model.partitions import partition_of
from .intrinsics import DNS_ENTRIES, REPOSITORY, Evaluator
from .loops import write_out_loops
from .stack import Stack
from .values import ABSENT, References, Unknown, to_text

ACCOUNT = "123456789012"
"""The account of AWS's own examples stands for one that a template does not name."""
ZONES = "abcdef"
MOST_DNS_ENTRIES = 16
"""More names than an endpoint has: its own, one a zone, and its private ones."""
DEFAULT_REGION = "us-east-1"

_PROPERTY_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "AWS::EC2::VPC": frozenset(["CidrBlock"]),
    "AWS::EC2::Subnet": frozenset(["AvailabilityZone", "CidrBlock", "VpcId"]),
    "AWS::EC2::NetworkInterface": frozenset(["VpcId"]),
    "AWS::EC2::SecurityGroup": frozenset(["VpcId"]),
    "AWS::EC2::VPCEndpoint": frozenset(),
}
"""Attributes that give a property of the same name back (`!GetAtt Vpc.CidrBlock`)."""


class World:
    """The stacks, evaluated together."""

    def __init__(self, stacks: Mapping[str, Stack], region: str) -> None:
        self.stacks, self.region = stacks, region
        self.partition, suffix = partition_of(region)
        self.pseudo: Mapping[str, str] = {
            "AWS::Region": region, "AWS::AccountId": ACCOUNT, "AWS::Partition": self.partition, "AWS::URLSuffix": suffix,
        }  # fmt: skip
        self.references = References()
        self.evaluators = {name: Evaluator(stack, self) for name, stack in stacks.items()}
        self.assumed: set[str] = set()
        """What was evaluated to a stand-in."""
        self.imported: dict[str, Any] = {}
        self.exports: dict[str, tuple[str, Any]] = {}
        self.cloudformation_types: dict[str, str] = {}
        self.types: dict[str, str] = {}
        """The record type of each resource that becomes a record."""
        self.named: dict[tuple[str, str, str], str | None] = {}
        """The clusters and task definitions that a stack gives a name, by stack, type and name; None of one that several have."""
        self.prefix_lists: dict[str, str | None] = {}
        """The AWS-managed prefix lists that were met, and the service each is of, where that is known."""
        self.vpc_defaults: dict[str, tuple[str, str]] = {}
        """The VPC and the attribute of each default group or ACL that was met."""
        self.ipv6_blocks: Mapping[str, list[str]] = {}
        self._dropped: dict[str, bool] = {}
        self._attributes: dict[tuple[str, str], Any] = {}
        for name, stack in stacks.items():
            write_out_loops(stack, self.evaluators[name].evaluate)
        self.cloudformation_types = {
            stack.id(logical): str(body.get("Type")) if isinstance(body, dict) else logical
            for stack in stacks.values() for logical, body in stack.resources.items()
        }  # fmt: skip
        self.exports = self._find_exports()

    def zones(self, region: str) -> list[str]:
        """The availability zones of a region, as Fn::GetAZs gives them."""
        if region == self.region:
            self.assumed.add("Fn::GetAZs")
        return [region + letter for letter in ZONES]

    def dropped(self, stack: Stack, logical: str) -> bool:
        """Whether a condition keeps a resource from being created. Where it is not known, the resource is kept."""
        id = stack.id(logical)
        if id not in self._dropped:
            body = stack.resources[logical]
            condition = body.get("Condition") if isinstance(body, dict) else None
            self._dropped[id] = isinstance(condition, str) and self.evaluators[stack.name].condition(condition) is False
        return self._dropped[id]

    def linked(self, text: str, given: bool) -> str:
        """A parameter's value: the reference, where a parameter was given the id of a resource of the input."""
        return self.references.token(text) if given and "/" in text and text in self.cloudformation_types else text

    def reference(self, evaluator: Evaluator, logical: str, attribute: str | None) -> Any:
        """What Ref (attribute None) or GetAtt gives: a reference, or the value where the template itself says it."""
        stack = evaluator.stack
        id, body = stack.id(logical), stack.resources[logical]
        if attribute is None or not isinstance(body, dict):
            return self.references.token(id)
        kind, properties = str(body.get("Type")), body.get("Properties") or {}
        if attribute in _PROPERTY_ATTRIBUTES.get(kind, ()):
            return self._attribute(evaluator, id, attribute, properties.get(attribute))
        if kind == "AWS::EC2::VPC" and attribute == "Ipv6CidrBlocks":
            return list(self.ipv6_blocks.get(id, ()))
        if kind == "AWS::EC2::Subnet" and attribute == "Ipv6CidrBlocks":
            value = self._attribute(evaluator, id, "Ipv6CidrBlock", properties.get("Ipv6CidrBlock"))
            return value if isinstance(value, Unknown) else [value]
        if kind == "AWS::EC2::VPC" and attribute in VPC_DEFAULTS:
            made = f"{id}.{attribute}"
            self.vpc_defaults.setdefault(made, (id, attribute))
            self.types.setdefault(made, VPC_DEFAULTS[attribute][0])
            return self.references.token(made)
        if kind == "AWS::EC2::VPCEndpoint" and attribute == DNS_ENTRIES:
            entry = self.references.token(id, attribute)
            return [f"{entry}:{entry}"] * MOST_DNS_ENTRIES
        if kind == REPOSITORY and attribute == "RepositoryUri":
            self.assumed.add("AWS::AccountId")
            host = f"{ACCOUNT}.dkr.ecr.{self.region}.{self.pseudo['AWS::URLSuffix']}"
            return f"{host}/{self.references.token(id)}"
        if kind == REPOSITORY and attribute == "Arn":
            self.assumed.add("AWS::AccountId")
            return f"arn:{self.partition}:ecr:{self.region}:{ACCOUNT}:repository/{self.references.token(id)}"
        return self.references.token(id, attribute)

    def _attribute(self, evaluator: Evaluator, id: str, name: str, node: Any) -> Any:
        key = (id, name)
        if key not in self._attributes:
            self._attributes[key] = Unknown(None, _("%s depends on itself") % f"{id}.{name}")
            value = ABSENT if node is None else evaluator.evaluate(node)
            self._attributes[key] = self.references.token(id, name) if value is ABSENT else value
        return self._attributes[key]

    def _find_exports(self) -> dict[str, tuple[str, Any]]:
        """For each exported name: the stack that exports it, and the expression of its value."""
        found: dict[str, tuple[str, Any]] = {}
        for name, stack in self.stacks.items():
            evaluator = self.evaluators[name]
            for key, output in stack.sections["Outputs"].items():
                export = output.get("Export") if isinstance(output, dict) else None
                if not isinstance(export, dict) or "Value" not in output:
                    continue
                condition = output.get("Condition")
                if isinstance(condition, str) and evaluator.condition(condition) is False:
                    continue
                exported = to_text(evaluator.evaluate(export.get("Name")))
                if exported is None:
                    continue
                if exported in found:
                    message = _("two stacks export “%s”; give the stacks their names as STACK=FILE")
                    raise stack.error("duplicate-export", message % self.references.spell(exported), "Outputs", key)
                found[exported] = (name, output["Value"])
        return found
