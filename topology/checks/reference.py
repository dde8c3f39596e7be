"""The reference of rules as a page: `python -m topology.checks.reference > docs/rules.md`."""

import sys
from collections.abc import Iterator

from . import rules

# What of the domain's rules is not a finding of its own: the report of each workload answers it, placement by placement.
FLOWS = (
    ("image-pull, ecr-auth, logs, secrets, ssm-parameters, environment-files", "a route, an endpoint with private DNS, security groups, "
     "network ACLs and NAT gateways let the task start"),
    ("efs", "a mount target in the task's zone and VPC, its name or that of a hosted zone, TCP 2049"),
    ("exec, exec-kms", "ECS Exec reaches ssmmessages, and AWS KMS where the cluster names a key"),
    ("service-connect", "what a service may ask of the others in its Service Connect namespace: which of it is called, no input says"),
    ("lb-to-task", "the load balancer reaches the tasks on the target's port and on the health check's"),
    ("application", "the connections that the design declares"),
    ("IPv6 address", "the account setting, the VPC's and the subnet's blocks, the assignment, the platform version (V6001 to V6005)"),
)  # fmt: skip

# Numbers that no rule has, and who says it instead: what is said once is not said twice.
ELSEWHERE = (
    ("EP001, EP013", "what a task needs is in reach: by an endpoint, or over the internet where AWS has none for it",
     "`NO_ROUTE`, `MISSING_ENDPOINT` of the flow"),
    ("EP004", "the endpoint's groups let the tasks in on TCP 443", "`ENDPOINT_SG_INGRESS`"),
    ("EP006", "the gateway endpoint is in the route tables of the tasks' subnets", "`GATEWAY_ENDPOINT_NOT_ASSOCIATED`"),
    ("EP007", "the tasks' groups let them out to the endpoint and to the prefix list of Amazon S3", "`TASK_SG_EGRESS`"),
    ("EP008", "network ACLs let TCP 443 out and the replies in", "`NACL_OUTBOUND`, `NACL_INBOUND`, `NACL_INBOUND_RETURN`, `NACL_OUTBOUND_RETURN`"),
    ("EFS03", "a mount target in the zone, the file system's name, its VPC, TCP 2049",
     "`EFS_MOUNT_TARGET_MISSING_AZ`, `VPC_DNS_DISABLED`, `EFS_NOT_IN_TASK_VPC`, `EFS_SG_INGRESS` of `efs`"),
    ("EX001, EX002", "ECS Exec has its endpoints where there is no way to the internet", "the flows `exec` and `exec-kms`"),
    ("LB002 in part", "a task is no target of a group of type instance", "`TARGET_TYPE_NOT_IP` of `lb-to-task`"),
    ("LB014 in part", "the service of a template waits for the listener (DependsOn)", "nobody, as `coverage` says of a template with "
     "such a service: Farway writes the DependsOn itself, and does not judge the order in which a template creates"),
    ("RT002", "an internet gateway carries public IPv4 addresses, and IPv6", "`NO_PUBLIC_IP`, `NO_IPV6_ADDRESS_ASSIGNED`"),
    ("RT006, RT009", "a private NAT gateway leads to no internet; none takes traffic for itself", "`NO_ROUTE`, `NAT_UNREACHABLE`"),
    ("RT001, RT012, RT013, RT014", "what a public subnet is, which route wins, gateway endpoints' routes, the main route table",
     "how every flow is walked; `unknown` where AWS leaves the order open"),
    ("SG004, SG006, NA004", "what groups and ACLs do not filter or track", "how every flow is walked"),
    ("V6001 to V6005", "who gets an IPv6 address", "`ipv6` of each workload"),
    ("QT01", "16 subnets and 5 security groups", "NC004, NC005"),
    ("the MTU of a path", "9001 inside a VPC, 8500 and 1500 where something on the way takes less", "`mtu` of each placement"),
    ("QT16, QT17 in part", "tasks a service (5,000), a RunTask call and a schedule (10), tags a resource (50)",
     "the document itself, which takes no more"),
    ("NC013, LB010", "statements of AWS's reference that its own services contradict (no public IP with the ECS deployment controller; internal "
     "load balancers with IPv4 only)", "nobody: they are no rules"),
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
    yield ""
    yield "Numbers that have no rule, because something else says it already:"
    yield ""
    yield "| number | what has to hold | said by |"
    yield "|---|---|---|"
    for numbers, what, who in ELSEWHERE:
        yield f"| {numbers} | {what} | {who} |"
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
