"""Endpoint policies: whether one lets a task's call through, as far as the policy alone can say.

A policy lets a call through when a statement allows it and none denies it. Conditions are not evaluated, what depends on one is
open, but for one kind: whose account or organization the bucket of the image layers is of, which is AWS's and never the user's
(https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html). https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html; for the bucket of the image layers
https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, Final

from ..i18n import _
from ..model import Topology, VpcEndpoint
from ..reachability import Blocker, Outcome

ANY: Final = "*"
# What a task calls, by service: the actions, and the resource where it is AWS's own and the same for everybody.
CALLS: Final[dict[str, tuple[tuple[str, ...], str | None]]] = {
    "ecr.api": (("ecr:GetAuthorizationToken",), ANY),
    "ecr.dkr": (("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"), None),
    "s3": (("s3:GetObject",), "arn:aws:s3:::prod-{region}-starport-layer-bucket/layer"),
    "logs": (("logs:CreateLogStream", "logs:PutLogEvents"), None),
    "secretsmanager": (("secretsmanager:GetSecretValue",), None),
    "ssm": (("ssm:GetParameters",), None),
    "ssmmessages": (("ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel"), ANY),
    "kms": (("kms:Decrypt",), None),
}


OF_AWS: Final = "-starport-layer-bucket/"
"""In the name of the bucket of image layers, which is of an account of AWS."""


def by_policy(
    topology: Topology, endpoint: VpcEndpoint, service: str, outcome: Outcome, *, layers: bool = True
) -> Outcome:
    """An outcome through an endpoint, with what its policy says of the call. `layers`: an S3 call is for ECR's image layers."""
    policy = endpoint.policy_document
    if not policy or service not in CALLS or outcome.verdict == "blocked":
        return outcome
    actions, resource = CALLS[service]
    wanted = (
        None
        if service == "s3" and not layers
        else resource and resource.format(region=topology.region_of(endpoint.vpc_id))
    )
    answers = [allows(policy, action, wanted) for action in actions]
    if False in answers:
        message = _("The policy of endpoint %(endpoint)s does not allow %(action)s%(where)s.") % {
            "endpoint": endpoint.label,
            "action": actions[answers.index(False)],
            "where": ""
            if wanted in (None, ANY)
            else _(" on %s, where Amazon ECR keeps image layers") % str(wanted).rpartition("/")[0],
        }
        return outcome.after((Blocker("ENDPOINT_POLICY", endpoint.id, message),))
    if None in answers and outcome.verdict == "reachable":
        doubt = _("whether the policy of endpoint %(endpoint)s allows %(action)s cannot be told from the input")
        values = {"endpoint": endpoint.label, "action": actions[answers.index(None)]}
        return outcome._replace(verdict="unknown", doubts=(*outcome.doubts, doubt % values))
    return outcome


def allows(policy: dict[str, Any], action: str, resource: str | None) -> bool | None:
    """Whether a policy lets an action on a resource through; None where a condition or an unknown resource decides.

    `resource` None: some resource of the user's own, which the policy may name in any way.
    """
    allowed: bool | None = False
    for statement in _statements(policy):
        hit = _applies(statement, action, resource)
        if hit is False:
            continue
        if statement.get("Effect") == "Deny":
            if hit is True:
                return False
            allowed = None if allowed else allowed
        elif hit is True:
            allowed = True
        elif allowed is False:
            allowed = None
    denied_perhaps = any(
        s.get("Effect") == "Deny" and _applies(s, action, resource) is None for s in _statements(policy)
    )
    return None if allowed and denied_perhaps else allowed


def _statements(policy: dict[str, Any]) -> Iterator[dict[str, Any]]:
    held = policy.get("Statement", [])
    yield from (s for s in (held if isinstance(held, list) else [held]) if isinstance(s, dict))


def _applies(statement: dict[str, Any], action: str, resource: str | None) -> bool | None:
    """Whether a statement is about a call: yes, no, or None where its conditions, principals or resources leave it open."""
    parts = [
        _names(statement, "Action", action.lower(), fold=True),
        _names(statement, "Resource", resource, fold=False),
    ]
    condition = _condition(statement, resource)
    if False in parts or condition is False:
        return False
    principal = statement.get("Principal", ANY)
    everyone = principal == ANY or (isinstance(principal, dict) and principal.get("AWS") in (ANY, [ANY]))
    return None if None in parts or condition is None or not everyone else True


def _condition(statement: dict[str, Any], resource: str | None) -> bool | None:
    """Whether the conditions of a statement hold; None where that cannot be told."""
    operators = statement.get("Condition") or {}
    if not isinstance(operators, dict):
        return None
    tests = [
        _foreign(operator, key, value) if resource is not None and OF_AWS in resource else None
        for operator, keys in operators.items()
        for key, value in (keys.items() if isinstance(keys, dict) else [("", "")])
    ]
    return False if False in tests else None if None in tests else True


def _foreign(operator: str, key: str, value: Any) -> bool | None:
    """Whether a test for the user's own account or organization holds of what is AWS's."""
    values = value if isinstance(value, list) else [value]
    own = {"aws:resourceaccount": "${aws:principalaccount}", "aws:resourceorgid": "${aws:principalorgid}"}.get(
        key.lower()
    )
    if own is None or not all(
        isinstance(v, str)
        and (v.replace("${!", "${").lower() == own or (v.startswith("o-") and "*" not in v and "?" not in v))
        for v in values
    ):
        return None
    name = operator.rpartition(":")[2].removesuffix("IfExists")
    return {"StringEquals": False, "StringLike": False, "StringNotEquals": True, "StringNotLike": True}.get(name)


def _names(statement: dict[str, Any], key: str, value: str | None, *, fold: bool) -> bool | None:
    negated = f"Not{key}" in statement
    held = statement.get(f"Not{key}" if negated else key, ANY)
    patterns = held if isinstance(held, list) else [held]
    if any(p == ANY for p in patterns):
        return not negated
    if value is None or any(not isinstance(p, str) for p in patterns):
        return None
    hit = value != ANY and any(fnmatchcase(value, p.lower() if fold else p) for p in patterns)
    return hit != negated
