"""From the stacks of an input to a topology: every resource becomes a record, a part of one, or is kept as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ...i18n import _
from ...model import RESOURCE_TYPES, AnyResource, Topology, Unresolved
from ...model.cloudformation import SUBNET_GROUPS, TYPE_OF, VPC_DEFAULTS
from ...model.spelling import Spelling
from ...model.topology import MAX_RESOURCES, Setting
from ...model.validation import Invalid
from ..errors import ReadError
from .assumptions import assumed_by
from .decode import Decoded, Decoder
from .keep import Keeper
from .stack import Stack
from .values import ABSENT, Unknown, intrinsic, to_text
from .world import World

SUBNET_GROUP_TYPES = frozenset(group for group, _name, _text in SUBNET_GROUPS.values())


@dataclass(eq=False, repr=False)
class Draft:
    """A record before it is validated: the document, what is left over, and where it comes from."""

    stack: Stack
    logical: str
    spelling: Spelling | None
    document: dict[str, Any]
    left: dict[str, Any] = field(default_factory=dict)
    gaps: dict[str, Unknown] = field(default_factory=dict)
    partial: dict[str, list[Unknown]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.document["id"])

    def take(self, decoded: Decoded) -> None:
        """Take over what was decoded of a part of the template into this record's own fields."""
        self.document.update(decoded.fields)
        self.gaps.update(decoded.gaps)
        for name, items in decoded.partial.items():
            self.partial.setdefault(name, []).extend(items)

    def miss(self, name: str, expression: Any, reason: str) -> None:
        """List a part of a field's list that has no value."""
        self.partial.setdefault(name, []).append(Unknown(expression, reason))


class Builder:
    """Builds the topology. The steps that concern one resource type only are in `special` and `parts`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.keepers = {name: Keeper(evaluator) for name, evaluator in world.evaluators.items()}
        self.drafts: dict[str, Draft] = {}
        self.used: set[str] = set()
        """Resources that became a part of a record."""

    def decoder(self, stack: Stack, logical: str) -> Decoder:
        return Decoder(self.world.evaluators[stack.name], logical)

    def each(self, *types: str) -> list[tuple[Stack, str, dict[str, Any]]]:
        """The resources of these types (of all, when none is named) that are created and not yet part of a record."""
        return [
            (stack, logical, body)
            for stack in self.world.stacks.values()
            for logical, body in stack.resources.items()
            if isinstance(body, dict)
            and (not types or body.get("Type") in types)
            and stack.id(logical) not in self.used
            and not self.world.dropped(stack, logical)
        ]

    def condition(self, stack: Stack, body: Mapping[str, Any]) -> Unknown | None:
        """That it is not known whether a resource is created at all."""
        name = body.get("Condition")
        holds = self.world.evaluators[stack.name].condition(name) if isinstance(name, str) else True
        return Unknown({"Condition": name}, holds.reason) if isinstance(holds, Unknown) else None

    def principal(
        self, stack: Stack, logical: str, body: Mapping[str, Any], spelling: Spelling, raw: Any = None
    ) -> Draft:
        """Decode a resource into its draft."""
        properties = body.get("Properties") or {} if raw is None else raw
        included = intrinsic(properties) is not None
        decoded = self.decoder(stack, logical).record(spelling, {} if included else properties)
        id = stack.id(logical)
        document = {"type": TYPE_OF[spelling.type], "id": id, **decoded.fields}
        left = properties if included else decoded.left if isinstance(decoded.left, dict) else {}
        draft = Draft(stack, logical, spelling, document, left, dict(decoded.gaps), dict(decoded.partial))
        self._tags(draft)
        if (unknown := self.condition(stack, body)) is not None:
            draft.gaps["Condition"] = unknown
        if "Fn::Transform" in left:
            draft.gaps["properties"] = Unknown(
                {"Fn::Transform": left["Fn::Transform"]}, _("%s is not evaluated") % "Fn::Transform"
            )
        return draft

    def add(self, draft: Draft) -> None:
        """File a draft as a resource of the topology."""
        self.drafts[draft.id] = draft
        self.used.add(draft.stack.id(draft.logical))

    def owner(self, stack: Stack, logical: str, node: Any, kind: str) -> Draft | Unknown:
        """The draft that a property names, or why it is not known."""
        if node is None:
            return Unknown(None, _("it does not say of which"))
        evaluator = self.world.evaluators[stack.name]
        value = evaluator.evaluate(node)
        if isinstance(value, Unknown):
            return value
        text = to_text(value) or ""
        reference = self.world.references.single(text)
        if reference is not None and self.world.types.get(reference.id) == kind:
            return self.drafts[reference.id] if reference.id in self.drafts else self._vpc_default(reference.id)
        spelled = self.world.references.spell(text)
        return Unknown(node, _("%s is not in the input") % spelled)

    def _vpc_default(self, id: str) -> Draft:
        """The draft of a group or ACL that AWS makes with a VPC, with the rules that it has from the start."""
        vpc, attribute = self.world.vpc_defaults[id]
        kind, rules = VPC_DEFAULTS[attribute]
        implied: list[dict[str, Any]] = (
            [{"referenced_group_id": id}] if kind == "SecurityGroup" else
            [{"rule_number": 100, "egress": e, "rule_action": "allow", "cidr_block": "0.0.0.0/0"} for e in (False, True)]
        )  # fmt: skip
        owner = self.drafts[vpc]
        if kind == "NetworkAcl" and owner.document.get("ipv6_cidr_block_associations"):
            implied += [
                {"rule_number": 101, "egress": e, "rule_action": "allow", "ipv6_cidr_block": "::/0"}
                for e in (False, True)
            ]
        document = {"type": kind, "id": id, "vpc_id": vpc, "default": True, rules: implied}
        draft = Draft(owner.stack, f"{owner.logical}.{attribute}", None, document)
        self.drafts[id] = draft
        return draft

    def join_vpc_defaults(self) -> None:
        """File the VPCs' default groups and ACLs that something refers to."""
        for id in list(self.world.vpc_defaults):
            if id not in self.drafts:
                self._vpc_default(id)

    def _tags(self, draft: Draft) -> None:
        assert draft.spelling
        raw = draft.left.get(draft.spelling.tags) if draft.spelling.tags else None
        if not isinstance(raw, list):
            return
        kept: list[Any] = []
        tags: dict[str, str] = {}
        evaluator = self.world.evaluators[draft.stack.name]
        for item in raw:
            pair = evaluator.evaluate(item)
            key, value = (to_text(pair.get(k)) for k in ("Key", "Value")) if isinstance(pair, dict) else (None, None)
            if pair is ABSENT:
                continue
            if key is None or value is None or set(pair) != {"Key", "Value"} or len(tags) == 50:
                kept.append(item)
            elif key == "Name":
                draft.document["name"] = self.world.references.spell(value)
            else:
                tags[self.world.references.spell(key)] = self.world.references.spell(value)
        if tags:
            draft.document["tags"] = tags
        del draft.left[draft.spelling.tags]
        if kept:
            draft.left[draft.spelling.tags] = kept

    def name(self, tags: Mapping[str, Mapping[str, str]]) -> None:
        """Give these tags, and the names among them, to resources whose type has none in CloudFormation."""
        for id, given in tags.items():
            draft = self.drafts.get(id)
            if draft is not None and draft.spelling is not None and not draft.spelling.tags:
                name = {"name": given["Name"]} if "Name" in given else {}
                draft.document.update(name, tags={k: v for k, v in given.items() if k != "Name"})

    def opaque(self, stack: Stack, logical: str, body: Any) -> Draft:
        """Keep a resource that is not modelled, as it stood."""
        id = stack.id(logical)
        if not isinstance(body, dict) or "Type" not in body:
            function = logical.split("::")[1] if "::" in logical else logical
            kind, kept = f"Fn::{function}", {logical: body}
            self.keepers[stack.name].note(body)
        else:
            kind, kept = body["Type"], self.keepers[stack.name].body(body)
        draft = Draft(
            stack, logical, None, {"type": "OpaqueResource", "id": id, "cloudformation_type": kind, "body": kept}
        )
        if kind.startswith("Fn::"):
            draft.gaps["body"] = Unknown(None, _("%s is not evaluated") % kind)
        elif (unknown := self.condition(stack, body)) is not None:
            draft.gaps["Condition"] = unknown
        self.add(draft)
        return draft

    def missing_part(self, stack: Stack, logical: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The expression that stands for a resource of its own which would be an item of another one's list."""
        return {stack.id(logical): self.keepers[stack.name].body(body)}

    def keep_attributes(self) -> None:
        """Keep the deletion policies and such of what became records, or parts of them."""
        records = {(d.stack.name, d.logical) for d in self.drafts.values()}
        opaque = {d.document["id"] for d in self.drafts.values() if d.document["type"] == "OpaqueResource"}
        for stack in self.world.stacks.values():
            names = {n for n in stack.resources if stack.id(n) in opaque}
            for logical, body in stack.resources.items():
                if stack.id(logical) in self.used and logical not in names and isinstance(body, dict):
                    self.keepers[stack.name].attributes(logical, body, names, record=(stack.name, logical) in records)

    def topology(self, region: str, account_settings: Mapping[str, str], extra: Mapping[str, Any]) -> Topology:
        """The validated topology."""
        unresolved = [u for d in self.drafts.values() for u in self._unresolved(d)]
        for id, service in self.world.prefix_lists.items():
            name = {} if service is None else {"prefix_list_name": service}
            self.drafts[id] = Draft(
                next(iter(self.world.stacks.values())), id, None, {"type": "PrefixList", "id": id, **name}
            )
            if service is None:
                unresolved.append({"resource": id, "property": "entries", "reason": _("%s is not in the input") % id})
        for draft in self.drafts.values():
            if draft.left:
                draft.document["properties"] = draft.left
            self._keep_within(draft.document, self.keepers[draft.stack.name])
        resources = {d.id: d.document for d in self.drafts.values()}
        assumed = assumed_by(resources, self.world)
        sections = {name: keeper.sections() for name, keeper in self.keepers.items()}
        if assumed:
            next(iter(sections.values()))["Assumed"] = list(assumed)
        documents = {**resources, **extra}
        if len(documents) > MAX_RESOURCES:
            raise ReadError("too-large", _("the templates have more than %d resources") % MAX_RESOURCES)
        return Topology(
            region=region,
            account_settings=cast("dict[str, Setting]", dict(account_settings)),
            resources={id: self._record(document) for id, document in documents.items()},
            unresolved=tuple(Unresolved(**u) for u in unresolved),
            assumptions=tuple(text for text in assumed.values() if text),
            template={name: s for name, s in sections.items() if s},
        )

    def _record(self, document: dict[str, Any]) -> AnyResource:
        """The record of a document. Raises ReadError in the words of the template."""
        try:
            return cast("AnyResource", RESOURCE_TYPES[document["type"]](**document))
        except Invalid as error:
            raise self._invalid(error, document["id"]) from error

    def _keep_within(self, node: Any, keeper: Keeper) -> None:
        """Fold, and note the names of, what a record and its parts keep word for word."""
        if isinstance(node, list):
            for item in node:
                self._keep_within(item, keeper)
        elif isinstance(node, dict) and node.get("type") != "OpaqueResource":
            for key, value in node.items():
                if key in ("properties", "default_actions"):
                    node[key] = folded = keeper.fold(value)
                    keeper.note(folded)
                elif isinstance(value, dict | list):
                    self._keep_within(value, keeper)

    def _unresolved(self, draft: Draft) -> list[dict[str, Any]]:
        keeper = self.keepers[draft.stack.name]
        found = []
        for name, unknown in draft.gaps.items():
            found.append(
                {"resource": draft.id, "property": name, "expression": unknown.expression, "reason": unknown.reason}
            )
        for name, items in draft.partial.items():
            reasons = list(dict.fromkeys(u.reason for u in items))
            expressions = [u.expression for u in items]
            found.append(
                {"resource": draft.id, "property": name, "expression": expressions, "reason": "; ".join(reasons[:5])}
            )
        for entry in found:
            keeper.note(entry["expression"])
        return found

    def _invalid(self, error: Invalid, id: str) -> ReadError:
        """The error of the model about a value, in the words of the template."""
        where = [str(step) for step in error.where]
        draft = self.drafts.get(id)
        fields = (
            {p.field: ".".join(p.path) for p in draft.spelling.properties.values()} if draft and draft.spelling else {}
        )
        property = next((fields[w] for w in where if w in fields), error.path)
        message = _("%(resource)s: %(property)s is not valid: %(error)s")
        values = {"resource": draft.logical if draft else id, "property": property, "error": error.message}
        if draft is None:
            return ReadError("invalid-value", message % values)
        return draft.stack.error("invalid-value", message % values, "Resources", draft.logical, "Properties", property)
