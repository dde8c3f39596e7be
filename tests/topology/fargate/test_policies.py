"""Endpoint policies that keep to the user's own account or organization: the bucket of image layers is of AWS's."""

from typing import Any

import pytest

from ..asking import causes, verdict
from ..builders import network

EVERYTHING = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
LAYERS = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
}


def pull(*statements: dict[str, Any]) -> Any:
    """A task that pulls from Amazon ECR through a gateway endpoint of Amazon S3 with these statements."""
    made = network().vpc().subnet("pub", public=True).nat("nat", "pub").subnet("a", nat="nat").service("app", "a")
    return made.gateway_endpoint("s3", "a", policy_document={"Statement": list(statements)}).build()


def denied(**condition: Any) -> dict[str, Any]:
    return {**EVERYTHING, "Effect": "Deny", "Action": "s3:*", "Condition": condition}


@pytest.mark.parametrize(
    "condition",
    [
        {"StringNotEquals": {"aws:ResourceOrgID": "o-a1b2c3d4e5"}},
        {"StringNotEqualsIfExists": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}},
        {"StringNotEquals": {"aws:ResourceAccount": ["${aws:PrincipalAccount}"]}},
    ],
)
def test_a_policy_that_denies_what_is_not_the_user_s_denies_image_layers(condition: dict[str, Any]) -> None:
    topology = pull(EVERYTHING, denied(**condition))
    assert causes(topology, "image-pull", to="s3") == [("ENDPOINT_POLICY", "s3-endpoint")]


def test_a_policy_that_allows_what_is_the_user_s_alone_does_not_allow_image_layers() -> None:
    own = {**EVERYTHING, "Condition": {"StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}}}
    assert causes(pull(own), "image-pull", to="s3") == [("ENDPOINT_POLICY", "s3-endpoint")]
    assert verdict(pull(own, LAYERS), "image-pull", to="s3") == "reachable"


def test_what_a_condition_on_the_caller_or_on_a_bare_account_says_of_image_layers_is_unknown() -> None:
    of_caller = {**EVERYTHING, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}
    assert verdict(pull(of_caller), "image-pull", to="s3") == "unknown"
    bare = denied(StringNotEquals={"aws:ResourceAccount": "111122223333"})
    assert verdict(pull(EVERYTHING, bare), "image-pull", to="s3") == "unknown"
