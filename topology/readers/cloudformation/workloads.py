"""Services, task sets and scheduled tasks: which of them run on Fargate, and how rules, schedules and pipes start tasks."""

from typing import Any

from ...i18n import _
from ...model.cloudformation import EVENTS_RULE, STARTERS
from ...model.containers import FARGATE_PROVIDERS
from .build import Builder, Draft
from .special import items_of, note_default_providers, providers
from .stack import Stack
from .values import Unknown, to_text

_ASSOCIATIONS = "AWS::ECS::ClusterCapacityProviderAssociations"
_OF_TYPE = {starter.spelling.type: scheduler for scheduler, starter in STARTERS.items()}


def starts_tasks(builder: Builder, stack: Stack, body: Any) -> bool:
    """Whether a rule, a schedule, a pipe or a service starts Amazon ECS tasks of its own."""
    evaluator = builder.world.evaluators[stack.name]
    properties = body.get("Properties") or {}
    if body["Type"] == "AWS::ECS::Service":
        controller = evaluator.evaluate(properties.get("DeploymentController"))
        return not (isinstance(controller, dict) and controller.get("Type") == "EXTERNAL")
    if body["Type"] == EVENTS_RULE.type:
        return any(isinstance(t, dict) and "EcsParameters" in t for t in items_of(evaluator, properties.get("Targets")))
    outer, inner = STARTERS[_OF_TYPE[body["Type"]]].block
    target = evaluator.settle(properties.get(outer))
    return isinstance(target, dict) and inner in target


def add_scheduled(builder: Builder, stack: Stack, logical: str, body: Any) -> list[Draft]:
    """A rule of EventBridge becomes one scheduled task for each of its ECS targets; a schedule and a pipe have one."""
    scheduler = _OF_TYPE[body["Type"]]
    if scheduler != "events":
        draft = builder.principal(stack, logical, body, STARTERS[scheduler].spelling)
        draft.document["scheduler"] = scheduler
        builder.add(draft)
        return [draft]
    properties = body.get("Properties") or {}
    targets = items_of(builder.world.evaluators[stack.name], properties.get("Targets"))
    tasks = [t for t in targets if isinstance(t, dict) and "EcsParameters" in t]
    others = [t.expression if isinstance(t, Unknown) else t for t in targets if t not in tasks]
    rest = {k: v for k, v in properties.items() if k != "Targets"}
    drafts: list[Draft] = []
    for number, target in enumerate(tasks):
        draft = builder.principal(stack, logical, body, EVENTS_RULE, {**rest, "Target": target})
        draft.document["scheduler"] = scheduler
        if others:
            draft.left["Targets"] = others
        if len(tasks) > 1:
            name = to_text(builder.world.evaluators[stack.name].evaluate(target.get("Id"))) or str(number)
            draft.document.update(id=f"{stack.id(logical)}.{name}", rule_id=stack.id(logical))
            if draft.id in builder.drafts:
                raise stack.error("duplicate-key", _("%(rule)s has two targets “%(target)s”") % {"rule": logical, "target": name},
                                  "Resources", logical)  # fmt: skip
        builder.add(draft)
        drafts.append(draft)
    return drafts


def find_launch_types(builder: Builder, drafts: list[Draft]) -> None:
    """Say of every workload whether it runs on Fargate where it gives no launch type: by its capacity provider strategy, else by its
    cluster's, else it is EC2 (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html). One that cannot run
    there, as its task definition is for Fargate alone, or whose cluster is not in the input, stays without a launch type."""
    _default_providers(builder)
    for draft in drafts:
        cluster = builder.drafts.get(draft.document.get("cluster", ""))
        if (
            draft.document.get("launch_type") is not None
            and cluster
            and cluster.document.get("default_capacity_providers")
        ):
            _block(draft)["LaunchType"] = draft.document["launch_type"]
        elif draft.document.get("launch_type") is None and "launch_type" not in draft.gaps:
            found = _launch_type(builder, draft)
            if isinstance(found, Unknown):
                draft.gaps["launch_type"] = Unknown(None, found.reason)
            else:
                draft.document["launch_type"] = found


def _block(draft: Draft) -> dict[str, Any]:
    """The properties of a workload among which its launch type stands."""
    if draft.document["type"] != "ScheduledTask":
        return draft.left
    outer, inner = STARTERS[draft.document["scheduler"]].block
    block = draft.left.setdefault(outer, {}).setdefault(inner, {})
    return block if isinstance(block, dict) else {}


def _default_providers(builder: Builder) -> None:
    """Clusters whose default strategy stands in a resource of its own."""
    for draft in list(builder.drafts.values()):
        if draft.document.get("cloudformation_type") == _ASSOCIATIONS:
            properties = draft.document["body"].get("Properties") or {}
            cluster = builder.owner(draft.stack, draft.logical, properties.get("Cluster"), "Cluster")
            strategy = properties.get("DefaultCapacityProviderStrategy")
            if isinstance(cluster, Draft) and strategy is not None:
                note_default_providers(cluster, builder.decoder(draft.stack, draft.logical), strategy)


def _launch_type(builder: Builder, draft: Draft) -> str | Unknown | None:
    strategy = _block(draft).get("CapacityProviderStrategy")
    if strategy is not None:
        known, unknown = providers(builder.decoder(draft.stack, draft.logical), strategy)
        return unknown if unknown and not known else _by_provider(known)
    cluster = builder.drafts.get(draft.document.get("cluster", ""))
    if cluster and (known := cluster.document.get("default_capacity_providers", [])):
        return _by_provider(known)
    if cluster and (gap := cluster.gaps.get("default_capacity_providers")):
        return gap
    definition = builder.drafts.get(draft.document.get("task_definition", ""))
    compatible = definition.document.get("requires_compatibilities", ()) if definition else ()
    if "FARGATE" in compatible and not (cluster and "EC2" in compatible):
        return None
    if cluster or (definition and not _may_run_on_fargate(definition)):
        return "EC2"
    return Unknown(None, _("it depends on the cluster, which is not in the input"))


def _may_run_on_fargate(definition: Draft) -> bool:
    """Whether a task definition leaves Fargate open, which takes network mode awsvpc and what is for Fargate only."""
    compatible = definition.document.get("requires_compatibilities")
    open_mode = definition.document.get("network_mode") == "awsvpc" or "network_mode" in definition.gaps
    return open_mode and (not compatible or "FARGATE" in compatible)


def _by_provider(names: list[str]) -> str:
    return "FARGATE" if any(n in FARGATE_PROVIDERS for n in names) else "EC2"
