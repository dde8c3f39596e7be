"""The reference of rules as a page: `python -m topology.checks.reference > docs/rules.md`."""

import sys
from collections.abc import Iterator

from . import rules

# What of the domain's rules is not a finding of its own: the report of each workload answers it, placement by placement.
FLOWS = (
    ("image-pull, ecr-auth, logs, secrets, ssm-parameters, environment-files", "a route, an endpoint with private DNS, security groups, "
     "network ACLs and NAT gateways let the task start"),
    ("efs", "a mount target in the task's zone and VPC, its name, TCP 2049"),
    ("exec, exec-kms", "ECS Exec reaches ssmmessages, and AWS KMS where the cluster names a key"),
    ("lb-to-task", "the load balancer reaches the tasks on the target's port and on the health check's"),
    ("application", "the connections that the design declares"),
    ("IPv6 address", "the account setting, the VPC's and the subnet's blocks, the assignment, the platform version (V6001 to V6005)"),
)  # fmt: skip


def page() -> Iterator[str]:
    """The lines of the page, in Markdown."""
    table = rules()
    yield "# The rules"
    yield ""
    yield "`farway check` judges a design by these rules, and `farway rules` prints them. A rule that the input does not decide is listed"
    yield "under `coverage`, with the reason; it is never guessed. This page is generated: `python -m topology.checks.reference > docs/rules.md`."
    yield ""
    yield "Category `configuration` is what AWS refuses or Fargate cannot run, `quota` a limit of the account, `ipv6` about IPv6, `reachability`"
    yield "about what can flow. Some rules give a milder finding in a milder case; their text says which."
    yield ""
    yield "| rule | severity | category | title |"
    yield "|---|---|---|---|"
    for r in table:
        yield f"| [{r['id']}](#{r['id'].lower()}) | {r['severity']} | {r['category']} | {r['title']} |"
    yield ""
    yield "What a task reaches is judged flow by flow, in every subnet: a required flow that does not work is the finding `RE001`, and"
    yield "says which hop stops it."
    yield ""
    yield "| flow | what has to be right |"
    yield "|---|---|"
    for flow, what in FLOWS:
        yield f"| {flow} | {what} |"
    for r in table:
        yield ""
        yield f"## {r['id']}"
        yield ""
        yield f"**{r['title']}** · {r['severity']} · {r['category']}"
        yield ""
        yield r["description"]
        yield ""
        yield f"Source: <{r['source']}>"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*page(), ""]))
