"""The incidents: networks that people had trouble with, and what AWS does with each, by the page or thread named.

The templates are in tests/fixtures/incidents. They are written in YAML and JSON, with short and with long intrinsic functions,
and in orders of their own. Networks that work stand among those that do not.
"""

from .questions import Accepted, Addressed, Flowing, Incident, Refused, Traced

INCIDENTS: tuple[Incident, ...] = (
    Incident(("nat-gateway-in-private-subnet.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/1204", (
        Flowing("Service", "ecr-auth", "blocked", "NAT_NOT_IN_PUBLIC_SUBNET", "Nat"),
        Flowing("Service", "image-pull", "blocked", "NAT_NOT_IN_PUBLIC_SUBNET", "Nat"),
        Flowing("Service", "internet-egress-ipv4", "blocked", "NAT_NOT_IN_PUBLIC_SUBNET", "Nat"),
        Flowing("Service", "lb-to-task", "reachable", port=80),
    )),
    Incident(("igw-not-attached.json",), "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html", (
        Flowing("Service", "ecr-auth", "blocked", "IGW_NOT_ATTACHED", "Igw"),
        Flowing("Service", "image-pull", "blocked", "IGW_NOT_ATTACHED", "Igw"),
    )),
    Incident(("public-ip-in-private-subnet-without-nat.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/1266", (
        Flowing("Service", "ecr-auth", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "logs", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "internet-egress-ipv4", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("public-and-nat-subnets-mixed-no-public-ip.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/1266", (
        Flowing("Service", "ecr-auth", "partial", "NO_PUBLIC_IP", "Service", failing=("PublicA",)),
        Flowing("Service", "internet-egress-ipv4", "partial", "NO_PUBLIC_IP", "Service", failing=("PublicA",)),
    )),
    Incident(("one-of-three-subnets-forgot-its-association.yaml",), "https://github.com/docker-archive/compose-cli/issues/911", (
        Flowing("Service", "image-pull", "partial", "NO_ROUTE", None, failing=("PrivateC",)),
        Flowing("Service", "logs", "partial", "NO_ROUTE", None, failing=("PrivateC",)),
    )),
    Incident(("interface-endpoint-without-groups-has-default-group.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/2235", (
        Flowing("Service", "ecr-auth", "blocked", "ENDPOINT_SG_INGRESS", None),
        Flowing("Service", "logs", "blocked", "ENDPOINT_SG_INGRESS", None),
        Flowing("Service", "image-pull", "blocked", "ENDPOINT_SG_INGRESS", None),
    )),
    Incident(("endpoint-group-admits-only-the-other-group.yaml",), "https://github.com/aws/copilot-cli/issues/5927", (
        Flowing("Service", "ecr-auth", "blocked", "ENDPOINT_SG_INGRESS", "EndpointSg"),
        Flowing("Service", "image-pull", "blocked", "ENDPOINT_SG_INGRESS", "EndpointSg"),
        Flowing("Service", "secrets", "blocked", "ENDPOINT_SG_INGRESS", "EndpointSg"),
    )),
    Incident(("endpoints-everything-right.yaml",), "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html", (
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "logs", "reachable"),
        Flowing("Service", "secrets", "reachable"),
        Flowing("Service", "ssm-parameters", "reachable"),
        Flowing("Service", "exec", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "blocked", "NO_ROUTE", "PrivateRt"),
        Accepted(),
    )),
    Incident(("no-s3-endpoint-at-all.yaml",), "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway", (
        Flowing("Service", "image-pull", "blocked", "MISSING_ENDPOINT", None),
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "logs", "reachable"),
    )),
    Incident(("s3-policy-without-the-layer-bucket.yaml",), "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html", (
        Flowing("Service", "image-pull", "blocked", "ENDPOINT_POLICY", "S3Endpoint"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("s3-endpoint-on-the-public-table-only.json",), "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html", (
        Flowing("Service", "image-pull", "blocked", "GATEWAY_ENDPOINT_NOT_ASSOCIATED", "S3Endpoint"),
    )),
    Incident(("public-registry-behind-endpoints-only.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/3035", (
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "logs", "reachable"),
    )),
    Incident(("task-group-without-egress.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html", (
        Flowing("Service", "ecr-auth", "blocked", "TASK_SG_EGRESS", "TaskSg"),
        Flowing("Service", "image-pull", "blocked", "TASK_SG_EGRESS", "TaskSg"),
        Flowing("Service", "internet-egress-ipv4", "blocked", "TASK_SG_EGRESS", "TaskSg"),
    )),
    Incident(("egress-resource-replaces-the-default.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-securitygroupegress.html", (
        Flowing("Service", "ecr-auth", "blocked", "TASK_SG_EGRESS", "TaskSg"),
        Traced("Service", "Db", 5432, "reachable"),
    )),
    Incident(("database-group-names-another-group.yaml",), "https://github.com/aws/aws-app-mesh-roadmap/issues/343", (
        Traced("Service", "Db", 5432, "blocked", "PEER_SG_INGRESS", "DbSg"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("alb-group-egress-narrowed-to-another-port.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html", (
        Flowing("Service", "lb-to-task", "blocked", "LB_SG_EGRESS", "LbSg", port=8080),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("task-group-admits-listener-port-not-container-port.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=3000),
    )),
    Incident(("target-group-port-differs-from-container-port.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html", (
        Flowing("Service", "lb-to-task", "reachable", port=3000),
        Accepted(),
    )),
    Incident(("target-type-defaults-to-instance.json",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Refused("TARGET_TYPE_NOT_IP", "Tg"),
    )),
    Incident(("seventeen-subnets.json",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Refused("TOO_MANY_SUBNETS", "Service"),
    )),
    Incident(("alb-not-enabled-in-the-tasks-zone.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html", (
        Flowing("Service", "lb-to-task", "partial", "LB_NOT_IN_AZ", "Lb", port=80, failing=("PrivateC",)),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("nacl-without-ephemeral-ports-in.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/1680", (
        Flowing("Service", "image-pull", "blocked", "NACL_INBOUND_RETURN", "PrivateAcl"),
        Flowing("Service", "ecr-auth", "blocked", "NACL_INBOUND_RETURN", "PrivateAcl"),
        Flowing("Service", "lb-to-task", "reachable", port=80),
    )),
    Incident(("nacl-of-the-nat-subnet-closed.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html", (
        Flowing("Service", "image-pull", "blocked", "NACL_INBOUND_RETURN", "PublicAcl"),
        Flowing("Service", "internet-egress-ipv4", "blocked", "NACL_INBOUND_RETURN", "PublicAcl"),
    )),
    Incident(("nacl-deny-before-allow.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html", (
        Flowing("Service", "image-pull", "blocked", "NACL_OUTBOUND", "Acl"),
    )),
    Incident(("nacl-deny-after-allow-does-nothing.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
        Flowing("Service", "logs", "reachable"),
    )),
    Incident(("nacl-return-to-the-load-balancer-missing.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html", (
        Flowing("Service", "lb-to-task", "blocked", "NACL_OUTBOUND_RETURN", "PrivateAcl", port=80),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("nacl-on-one-of-two-subnets.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html", (
        Flowing("Service", "image-pull", "partial", "NACL_OUTBOUND", "Acl", failing=("PrivateB",)),
    )),
    Incident(("nacl-without-ipv6-entries.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html", (
        Flowing("Service", "internet-egress-ipv6", "blocked", "NACL_OUTBOUND", "Acl"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
        Addressed("Service", True),
    )),
    Incident(("peering-without-route-back.yaml",), "https://github.com/PRX/Infrastructure/issues/78", (
        Traced("Service", "Db", 3306, "blocked", "PEERING_ROUTE_MISSING", "DataRt"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("peering-group-reference.yaml",), "https://github.com/aws/amazon-vpc-cni-k8s/issues/352", (
        Traced("Service", "Db", 3306, "reachable"),
    )),
    Incident(("transit-gateway-works.yaml",), "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html", (
        Traced("Service", "Db", 3306, "reachable"),
    )),
    Incident(("transit-gateway-no-route-back.yaml",), "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html", (
        Traced("Service", "Db", 3306, "blocked", "TGW_ROUTE_MISSING", "DataRt"),
    )),
    Incident(("transit-gateway-attachment-in-one-zone.yaml",), "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html", (
        Traced("Service", "Db", 3306, "partial", "TGW_NOT_IN_AZ", "AppAttachment"),
    )),
    Incident(("transit-gateway-without-default-tables.yaml",), "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html", (
        Traced("Service", "Db", 3306, "blocked", "TGW_ROUTE_MISSING", "AppAttachment"),
    )),
    Incident(("dual-stack-all-right.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Addressed("Service", True),
        Flowing("Service", "internet-egress-ipv6", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
        Accepted(),
    )),
    Incident(("dual-stack-assignment-on-in-one-subnet.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Flowing("Service", "internet-egress-ipv6", "partial", "NO_IPV6_ADDRESS_ASSIGNED", "PrivateB", failing=("PrivateB",)),
    )),
    Incident(("dual-stack-no-ipv6-route.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html", (
        Addressed("Service", True),
        Flowing("Service", "internet-egress-ipv6", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("dual-stack-windows.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Addressed("Service", None),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("ipv6-only-docker-hub.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Addressed("Service", True),
        Flowing("Service", "internet-egress-ipv6", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "blocked"),
    )),
    Incident(("nlb-targets-admit-clients-only.yaml",), "https://github.com/aws/aws-cdk/issues/3864", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=8080),
    )),
    Incident(("nlb-client-addresses-preserved.json",), "https://github.com/stroeer/terraform-aws-ecs-fargate/pull/197", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=8080),
    )),
    Incident(("nlb-without-group-targets-name-one.yaml",), "https://github.com/aws/aws-cdk/issues/1490", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=8080),
    )),
    Incident(("nlb-udp-health-check-in-tcp-not-open.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html", (
        Flowing("Service", "lb-to-task", "blocked", "HEALTH_CHECK_PORT", "Tg", port=8080),
        Flowing("Service", "lb-to-task", "reachable", port=5353),
    )),
    Incident(("nlb-udp-clients-not-admitted.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=5353),
        Flowing("Service", "lb-to-task", "reachable", port=8080),
    )),
    Incident(("nlb-internal-one-zone.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html", (
        Flowing("Service", "lb-to-task", "partial", "LB_NOT_IN_AZ", "Lb", port=8080, failing=("PrivateB",)),
    )),
    Incident(("efs-works.yaml",), "https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html", (
        Flowing("Service", "efs", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
        Accepted(),
    )),
    Incident(("efs-group-admits-itself.yaml",), "https://github.com/strongdm/accessbot/issues/282", (
        Flowing("Service", "efs", "blocked", "EFS_SG_INGRESS", "EfsSg"),
    )),
    Incident(("efs-mount-target-without-groups.yaml",), "https://github.com/aws/amazon-ecs-cli/issues/1083", (
        Flowing("Service", "efs", "blocked", "EFS_SG_INGRESS", None),
    )),
    Incident(("efs-task-egress-443-only.json",), "https://github.com/strongdm/accessbot/issues/282", (
        Flowing("Service", "efs", "blocked", "TASK_SG_EGRESS", "TaskSg"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("efs-mount-target-in-third-subnet-of-same-zone.yaml",), "https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html", (
        Flowing("Service", "efs", "reachable"),
    )),
    Incident(("efs-in-another-vpc.yaml",), "https://docs.aws.amazon.com/efs/latest/ug/efs-different-vpc.html", (
        Flowing("Service", "efs", "blocked", "EFS_NOT_IN_TASK_VPC", "Fs"),
    )),
    Incident(("scheduled-task-in-public-subnet-without-ip.yaml",), "https://github.com/aws/aws-cdk/issues/9233", (
        Flowing("Nightly", "image-pull", "blocked", "NO_PUBLIC_IP", "Nightly"),
        Flowing("Nightly", "ecr-auth", "blocked", "NO_PUBLIC_IP", "Nightly"),
    )),
    Incident(("schedule-in-private-subnets.yaml",), "https://github.com/aws/containers-roadmap/issues/321", (
        Flowing("Nightly", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("events-rule-with-the-service-casing.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-events-rule-awsvpcconfiguration.html", (
        Refused(None, "Nightly"),
    )),
    Incident(("service-with-the-events-casing.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-events-rule-awsvpcconfiguration.html", (
        Refused(None, "Service"),
    )),
    Incident(("nat-instance-admits-http-only.json",), "https://github.com/AndrewGuenther/fck-nat/issues/99", (
        Flowing("Service", "image-pull", "blocked", "NAT_INSTANCE_SG_INGRESS", "NatSg"),
    )),
    Incident(("regional-nat-gateway.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
    )),
    Incident(("one-nat-per-zone-second-in-private.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html", (
        Flowing("Service", "image-pull", "partial", "NAT_NOT_IN_PUBLIC_SUBNET", "NatB", failing=("PrivateB",)),
    )),
    Incident(("egress-only-gateway-for-ipv4-is-no-way.yaml",), "https://github.com/aws/containers-roadmap/issues/2287", (
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("capacity-provider-fargate-spot.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html", (
        Flowing("Service", "image-pull", "blocked", "NO_PUBLIC_IP", "Service"),
    )),
    Incident(("two-services-without-self-reference.yaml",), "https://github.com/dask/dask-cloudprovider/issues/112", (
        Traced("Front", "Back", 8080, "blocked", "TASK_SG_INGRESS", "TaskSg"),
    )),
    Incident(("two-services-with-self-reference.yaml",), "https://github.com/dask/dask-cloudprovider/issues/112", (
        Traced("Front", "Back", 8080, "reachable"),
        Traced("Front", "Back", 8080, "blocked", "TASK_SG_INGRESS", "TaskSg", protocol="udp"),
    )),
    Incident(("alb-to-task-with-default-group.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", None, port=80),
    )),
    Incident(("default-group-by-attribute.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html", (
        Traced("Front", "Back", 8080, "reachable"),
        Flowing("Front", "lb-to-task", "blocked", "TASK_SG_INGRESS", None, port=80),
    )),
    Incident(("windows-on-linux-platform-version.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Refused("PLATFORM_VERSION", "Service"),
    )),
    Incident(("net=two-stacks-private.net.yaml", "app=two-stacks-private.app.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", (
        Flowing("app/Service", "image-pull", "reachable"),
        Flowing("app/Service", "lb-to-task", "reachable", port=8080),
        Accepted(),
    )),
    Incident(("net=two-stacks-public-without-ip.net.yaml", "app=two-stacks-public-without-ip.app.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", (
        Flowing("app/Service", "image-pull", "blocked", "NO_PUBLIC_IP", "app/Service"),
    )),
    Incident(("one-stack-of-two-only.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", (
        Flowing("Service", "image-pull", "unknown"),
        Flowing("Service", "ecr-auth", "unknown"),
        Flowing("Service", "lb-to-task", "unknown", port=8080),
    )),
    Incident(("subnets-by-parameter-without-default.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", (
        Flowing("Service", "image-pull", "unknown"),
        Flowing("Service", "internet-egress-ipv4", "unknown"),
    )),
    Incident(("too-many-groups-in-unknown-subnets.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Refused("TOO_MANY_SECURITY_GROUPS", "Service"),
    )),
    Incident(("conditions-dev.json",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html", (
        Flowing("Service", "image-pull", "blocked", "NO_PUBLIC_IP", "Service"),
    )),
    Incident(("odd-spellings.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ec2-securitygroup-ingress.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "lb-to-task", "reachable", port=8080),
        Flowing("Service", "logs", "reachable"),
        Flowing("Service", "secrets", "reachable"),
        Flowing("Service", "ssm-parameters", "reachable"),
        Accepted(),
    )),
    Incident(("internet-to-alb-group-closed.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html", (
        Traced("internet", "Lb", 80, "blocked", "LB_SG_INGRESS", "LbSg"),
        Flowing("Service", "lb-to-task", "reachable", port=80),
    )),
    Incident(("internet-facing-alb-in-private-subnets.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html", (
        Traced("internet", "Lb", 80, "blocked", "INBOUND_TO_OUTBOUND_ONLY", "Nat"),
        Flowing("Service", "lb-to-task", "reachable", port=80),
    )),
    Incident(("trace-listener-port.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html", (
        Traced("internet", "Lb", 8080, "blocked", "LISTENER_PORT", "Tg"),
        Traced("internet", "Lb", 80, "reachable"),
    )),
    Incident(("service-calls-another-through-internal-alb.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html", (
        Traced("Front", "Inner", 80, "blocked", "LB_SG_INGRESS", "InnerSg"),
    )),
    Incident(("private-task-calls-public-alb-by-group.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html", (
        Traced("Front", "Lb", 80, "blocked", "LB_SG_INGRESS", "LbSg"),
    )),
    Incident(("cross-region-image-behind-endpoints.yaml",), "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html", (
        Flowing("Service", "ecr-auth", "blocked"),
        Flowing("Service", "image-pull", "blocked"),
        Flowing("Service", "logs", "reachable"),
    )),
    Incident(("interface-s3-endpoint-replaces-the-gateway.yaml",), "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("private-registry-credentials.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html", (
        Flowing("Service", "secrets", "blocked", "MISSING_ENDPOINT", None),
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("firelens-to-datadog.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html", (
        Flowing("Service", "logs", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("customer-prefix-list.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html", (
        Traced("Service", "Back", 8080, "reachable"),
        Traced("Service", "Back", 8081, "blocked", "TASK_SG_INGRESS", "BackSg"),
    )),
    Incident(("dns-hostnames-off-behind-endpoints.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html", (
        Flowing("Service", "ecr-auth", "blocked", "VPC_DNS_DISABLED", "Vpc"),
        Flowing("Service", "logs", "blocked", "VPC_DNS_DISABLED", "Vpc"),
    )),
    Incident(("endpoint-in-one-zone-serves-both.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html", (
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "logs", "reachable"),
        Accepted(),
    )),
    Incident(("image-by-parameter-without-default.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html", (
        Flowing("Service", "image-pull", "unknown"),
        Flowing("Service", "logs", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
    )),
    Incident(("exec-in-isolated-vpc-with-kms.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html", (
        Flowing("Service", "exec", "reachable"),
        Flowing("Service", "exec-kms", "blocked", "MISSING_ENDPOINT", None),
    )),
    Incident(("health-check-port-closed-in-task-group.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html", (
        Flowing("Service", "lb-to-task", "blocked", "HEALTH_CHECK_PORT", "Tg", port=8081),
        Flowing("Service", "lb-to-task", "reachable", port=80),
    )),
    Incident(("unknown-second-group-cannot-hurt.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("two-loadbalancers-two-ports.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html", (
        Flowing("Service", "lb-to-task", "reachable", port=80),
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=9090),
    )),
    Incident(("alb-and-task-share-group-without-self-rule.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "Shared", port=8080),
    )),
    Incident(("alb-without-groups-has-the-default.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html", (
        Flowing("Service", "lb-to-task", "reachable", port=80),
        Traced("internet", "Lb", 80, "blocked", "LB_SG_INGRESS", None),
    )),
    Incident(("alb-ipv6-target-group-of-dual-stack-tasks.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html", (
        Flowing("Service", "lb-to-task", "blocked", "TASK_SG_INGRESS", "TaskSg", port=80),
    )),
    Incident(("splunk-port-not-let-out.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html", (
        Flowing("Service", "logs", "blocked", "TASK_SG_EGRESS", "TaskSg"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("egress-443-to-the-vpc-only-with-endpoints-and-gateway.yaml",), "https://github.com/GuardBench/guardbench-iac/issues/4", (
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "logs", "reachable"),
        Flowing("Service", "image-pull", "blocked", "TASK_SG_EGRESS", "TaskSg"),
    )),
    Incident(("amazon-dns-egress-443-only-works.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("secondary-cidr-subnets-reach-endpoints.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html", (
        Flowing("Service", "ecr-auth", "blocked", "ENDPOINT_SG_INGRESS", "EndpointSg"),
    )),
    Incident(("secrets-by-partial-arn-name.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html", (
        Flowing("Service", "secrets", "blocked", "MISSING_ENDPOINT", None),
        Flowing("Service", "ssm-parameters", "blocked", "MISSING_ENDPOINT", None),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("peered-vpc-endpoints-are-not-used.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html", (
        Flowing("Service", "ecr-auth", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("nat-through-transit-gateway-egress-vpc.yaml",), "https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
    )),
    Incident(("service-connect-port-closed.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html", (
        Traced("Front", "Back", 8080, "blocked", "TASK_SG_INGRESS", "BackSg"),
        Flowing("Front", "image-pull", "reachable"),
    )),
    Incident(("deployment-controller-external-task-set.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html", (
        Flowing("TaskSet", "image-pull", "blocked", "NO_PUBLIC_IP", "TaskSet"),
    )),
    Incident(("local-zone-names.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html", (
        Flowing("Service", "efs", "partial", "EFS_MOUNT_TARGET_MISSING_AZ", "Fs", failing=("B",)),
    )),
    Incident(("public-ip-by-parameter.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Flowing("Service", "image-pull", "unknown"),
    )),
    Incident(("private-dns-not-said.yaml",), "https://github.com/awsdocs/aws-cloudformation-user-guide/pull/391", (
        Flowing("Service", "ecr-auth", "blocked", "PRIVATE_DNS_DISABLED", "EcrapiEndpoint"),
    )),
    Incident(("endpoint-for-another-region.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html", (
        Flowing("Service", "ecr-auth", "blocked", "MISSING_ENDPOINT", None),
    )),
    Incident(("s3-policy-deny-statement.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html", (
        Flowing("Service", "image-pull", "blocked", "ENDPOINT_POLICY", "S3Endpoint"),
    )),
    Incident(("s3-policy-for-another-regions-bucket.yaml",), "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html", (
        Flowing("Service", "image-pull", "blocked", "ENDPOINT_POLICY", "S3Endpoint"),
    )),
    Incident(("nat-and-endpoint-with-closed-group.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html", (
        Flowing("Service", "ecr-auth", "blocked", "ENDPOINT_SG_INGRESS", "EndpointSg"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("endpoint-without-private-dns-next-to-nat.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html", (
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("platform-1-3-0-secrets-missing-endpoint-image.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html", (
        Flowing("Service", "secrets", "reachable"),
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "logs", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
    )),
    Incident(("platform-number.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html", (
        Refused("PLATFORM_VERSION", "Service"),
    )),
    Incident(("nacl-return-between-two-services.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html", (
        Traced("Front", "Back", 80, "blocked", "NACL_OUTBOUND_RETURN", "BackAcl"),
    )),
    Incident(("nacl-ephemeral-range-too-small.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html", (
        Flowing("Service", "image-pull", "partial"),
    )),
    Incident(("nacl-linux-range.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html", (
        Flowing("Service", "image-pull", "reachable"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
        Flowing("Service", "logs", "reachable"),
    )),
    Incident(("narrow-default-routes.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html", (
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("igw-of-another-vpc.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html", (
        Flowing("Service", "image-pull", "blocked", "IGW_NOT_ATTACHED", "Igw"),
    )),
    Incident(("nat-eni-instance-route.yaml",), "https://github.com/AndrewGuenther/fck-nat/issues/99", (
        Flowing("Service", "image-pull", "blocked", "NAT_INSTANCE_SG_INGRESS", "NatSg"),
    )),
    Incident(("nat-instance-without-public-ip.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html", (
        Flowing("Service", "image-pull", "blocked", "NO_PUBLIC_IP", "NatBox"),
    )),
    Incident(("dual-stack-on-aws-uri-no-ipv4-way.yaml",), "https://github.com/aws/containers-roadmap/issues/2792", (
        Flowing("Service", "ecr-auth", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "internet-egress-ipv6", "reachable"),
        Addressed("Service", True),
    )),
    Incident(("kafka-peer.yaml",), "https://docs.aws.amazon.com/msk/latest/developerguide/troubleshooting.html", (
        Traced("Service", "Msk", 9094, "reachable"),
    )),
    Incident(("opensearch-peer.yaml",), "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html", (
        Traced("Service", "Os", 443, "blocked", "PEER_SG_INGRESS", "OsSg"),
    )),
    Incident(("documentdb-peer.yaml",), "https://docs.aws.amazon.com/documentdb/latest/developerguide/troubleshooting.connecting.html", (
        Traced("Service", "Doc", 27017, "blocked", "PEER_SG_INGRESS", "DocSg"),
    )),
    Incident(("database-proxy-admits-another-group.yaml",), "https://github.com/aws/copilot-cli/issues/5753", (
        Traced("Service", "Proxy", 5432, "blocked", "PEER_SG_INGRESS", "ProxySg"),
    )),
    Incident(("redshift-peer.yaml",), "https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html", (
        Traced("Service", "Rs", 5439, "reachable"),
    )),
    Incident(("mq-peer.yaml",), "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/troubleshooting-general.html", (
        Traced("Service", "Mq", 5671, "blocked", "PEER_SG_INGRESS", "MqSg"),
    )),
    Incident(("endpoint-made-on-a-condition.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", (
        Flowing("Service", "ecr-auth", "unknown"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("endpoint-made-on-a-condition.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", (
        Flowing("Service", "ecr-auth", "reachable"),
    ), parameters={"Make": "yes"}),
    Incident(("endpoint-made-on-a-condition.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", (
        Flowing("Service", "ecr-auth", "blocked", "MISSING_ENDPOINT", None),
    ), parameters={"Make": "no"}),
    Incident(("map-public-ip-on-launch-does-not-help.yaml",), "https://github.com/aws/amazon-ecs-agent/issues/1128", (
        Flowing("Service", "image-pull", "blocked", "NO_PUBLIC_IP", "Service"),
    )),
    Incident(("nacl-on-the-alb-subnets.yaml",), "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html", (
        Flowing("Service", "lb-to-task", "blocked", "NACL_INBOUND_RETURN", "PublicAcl", port=80),
    )),
    Incident(("efs-nacl-blocks-nfs.yaml",), "https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html", (
        Flowing("Service", "efs", "blocked", "NACL_INBOUND", "DataAcl"),
    )),
    Incident(("two-containers-two-registries.yaml",), "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html", (
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "PrivateRt"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("nested-stack-outputs.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html", (
        Flowing("Service", "image-pull", "unknown"),
    )),
    Incident(("novalue-group.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html", (
        Flowing("Service", "image-pull", "reachable"),
        Accepted(),
    )),
    Incident(("scheduler-wrong-casing.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-scheduler-schedule-awsvpcconfiguration.html", (
        Refused(None, "Nightly"),
    )),
    Incident(("nlb-health-check-from-nlb-with-group-egress.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html", (
        Flowing("Service", "lb-to-task", "blocked", "LB_SG_EGRESS", "LbSg", port=8080),
    )),
    Incident(("acl-made-on-a-condition.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", (
        Traced("One", "Two", 22, "unknown"),
        Traced("One", "Two", 23, "blocked", "PEER_SG_INGRESS", "Sg"),
    )),
    Incident(("acl-made-on-a-condition.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", (
        Traced("One", "Two", 22, "blocked", "NACL_OUTBOUND", "AclA"),
    ), parameters={"Open": "yes"}),
    Incident(("acl-made-on-a-condition.yaml",), "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html", (
        Traced("One", "Two", 22, "reachable"),
    ), parameters={"Open": "no"}),
    Incident(("central-endpoints-over-peering.yaml",), "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html", (
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
        Accepted(),
    )),
    Incident(("central-endpoints-over-transit-gateway.yaml",), "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html", (
        Flowing("Service", "ecr-auth", "reachable"),
        Flowing("Service", "image-pull", "reachable"),
        Accepted(),
    )),
    Incident(("central-endpoints-without-route-back.yaml",), "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html", (
        Flowing("Service", "ecr-auth", "blocked", "TGW_ROUTE_MISSING", "HubRt"),
        Flowing("Service", "image-pull", "blocked", "TGW_ROUTE_MISSING", "HubRt"),
    )),
    Incident(("central-endpoints-zone-of-the-hub-only.yaml",), "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs.html", (
        Flowing("Service", "ecr-auth", "blocked", "MISSING_ENDPOINT", None),
    )),
    Incident(("central-endpoints-group-admits-the-hub-only.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html", (
        Flowing("Service", "ecr-auth", "blocked", "ENDPOINT_SG_INGRESS", "EndpointSg"),
    )),
    Incident(("hosted-zone-shadows-the-region.yaml",), "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html", (
        Flowing("Service", "ecr-auth", "blocked", "NAME_NOT_IN_HOSTED_ZONE", "Zone"),
        Flowing("Service", "internet-egress-ipv4", "reachable"),
    )),
    Incident(("private-service-behind-public-alb.yaml",), "https://repost.aws/knowledge-center/public-load-balancer-private-ec2", (
        Traced("internet", "Service", 80, "reachable"),
        Traced("internet", "Service", 8080, "blocked", "NO_ROUTE", "Rt"),
    )),
    Incident(("alb-group-admits-https-listener-speaks-http.yaml",), "https://repost.aws/knowledge-center/security-group-load-balancer", (
        Traced("internet", "Service", 80, "blocked", "LB_SG_INGRESS", "AlbSg"),
        Flowing("Service", "lb-to-task", "reachable"),
    )),
    Incident(("alb-behind-nlb.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html", (
        Traced("internet", "Nlb", 443, "reachable"),
        Traced("internet", "Service", 443, "reachable"),
    )),
    Incident(("alb-behind-nlb-admits-the-vpc-only.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html", (
        Traced("internet", "Nlb", 443, "blocked", "LB_SG_INGRESS", "AlbSg"),
    )),
    Incident(("alb-behind-nlb-listens-elsewhere.yaml",), "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html", (
        Traced("internet", "Nlb", 443, "blocked", "LISTENER_PORT", "AlbTargets"),
    )),
    Incident(("ecr-endpoint-policy-denies-outright.yaml",), "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html", (
        Flowing("Service", "ecr-auth", "blocked", "ENDPOINT_POLICY", "Api"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("logs-endpoint-policy-allows-reading-only.yaml",), "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch-logs-and-interface-VPC.html", (
        Flowing("Service", "logs", "blocked", "ENDPOINT_POLICY", "Logs"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("environment-file-without-s3.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html", (
        Flowing("Service", "environment-files", "blocked", "MISSING_ENDPOINT", None),
        Flowing("Service", "image-pull", "blocked", "MISSING_ENDPOINT", None),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
    Incident(("splunk-from-isolated-subnets.yaml",), "https://docs.docker.com/engine/logging/drivers/splunk/", (
        Flowing("Service", "logs", "blocked", "NO_ROUTE", "Rt", port=8088),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("firelens-to-firehose-without-endpoint.yaml",), "https://docs.aws.amazon.com/firehose/latest/dev/vpc.html", (
        Flowing("Service", "logs", "blocked", "MISSING_ENDPOINT", None),
    )),
    Incident(("secret-of-another-region-behind-endpoints.yaml",), "https://docs.aws.amazon.com/secretsmanager/latest/userguide/vpc-endpoint-overview.html", (
        Flowing("Service", "secrets", "blocked", "NO_ROUTE", "Rt"),
        Flowing("Service", "image-pull", "reachable"),
    )),
    Incident(("own-name-servers-out-of-reach.yaml",), "https://7thzero.com/blog/limiting-outbound-egress-traffic-while-using-aws-fargate-and-ecr", (
        Flowing("Service", "ecr-auth", "blocked", "NO_ROUTE", "Rt"),
        Flowing("Service", "image-pull", "blocked", "NO_ROUTE", "Rt"),
    )),
    Incident(("exec-endpoint-admits-another-range.yaml",), "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-troubleshooting.html", (
        Flowing("Service", "exec", "blocked", "ENDPOINT_SG_INGRESS", "ExecSg"),
        Flowing("Service", "ecr-auth", "reachable"),
    )),
)  # fmt: skip
