"""Amazon RDS's, Aurora's, ElastiCache's, OpenSearch's and Amazon FSx's describe output: what stands in subnets and is only reached.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html, …/API_DescribeDBClusters.html,
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheClusters.html,
https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DescribeDomains.html. Clusters name a subnet group, which has a
list of its own.
"""

from collections.abc import Callable
from typing import Any

from ...i18n import _
from ...model import Database, NetworkInterface, Resource, Unresolved
from .complete import named
from .network import Item, tagged
from .printed import Printed

PORTS = {"mysql": 3306, "mariadb": 3306, "postgres": 5432, "aurora-mysql": 3306, "aurora-postgresql": 5432, "redis": 6379, "valkey": 6379,
         "memcached": 11211}  # fmt: skip
"""The ports on which engines listen by default."""
HTTPS = 443
SUBNET_GROUPS = {"DBSubnetGroups": "DBSubnetGroupName", "CacheSubnetGroups": "CacheSubnetGroupName"}
"""The lists of subnet groups, and what in them is the name."""


def _subnets(group: Any) -> tuple[str, ...]:
    held = group.get("Subnets", []) if isinstance(group, dict) else []
    return tuple(s["SubnetIdentifier"] for s in held)


def _port(item: Item, *endpoints: Any) -> int | None:
    said = next((e["Port"] for e in endpoints if isinstance(e, dict) and e.get("Port")), None)
    return said or item.get("Port") or PORTS.get(str(item.get("Engine") or ""))


def instance(item: Item) -> Resource:
    return Database(
        id=item.get("DBInstanceArn") or item["DBInstanceIdentifier"], name=item.get("DBInstanceIdentifier"), engine=item.get("Engine"),
        port=_port(item, item.get("Endpoint")), subnets=_subnets(item.get("DBSubnetGroup")),
        security_groups=tuple(g["VpcSecurityGroupId"] for g in item.get("VpcSecurityGroups", [])),
        publicly_accessible=item.get("PubliclyAccessible"),
    )  # fmt: skip


def cluster(item: Item) -> Resource:
    return Database(
        id=item.get("DBClusterArn") or item["DBClusterIdentifier"], name=item.get("DBClusterIdentifier"), engine=item.get("Engine"),
        cloudformation_type="AWS::RDS::DBCluster", port=_port(item), publicly_accessible=item.get("PubliclyAccessible", False),
        security_groups=tuple(g["VpcSecurityGroupId"] for g in item.get("VpcSecurityGroups", [])),
    )  # fmt: skip


def cache(item: Item) -> Resource:
    node: Item = next(iter(item.get("CacheNodes") or ()), {})
    return Database(
        id=item.get("ARN") or item["CacheClusterId"], name=item.get("CacheClusterId"), engine=item.get("Engine"),
        cloudformation_type="AWS::ElastiCache::CacheCluster", publicly_accessible=False,
        port=_port(item, item.get("ConfigurationEndpoint"), node.get("Endpoint")),
        security_groups=tuple(g["SecurityGroupId"] for g in item.get("SecurityGroups", [])),
    )  # fmt: skip


def domain(item: Item) -> Resource:
    placed: Item = item["VPCOptions"]
    kind = "AWS::Elasticsearch::Domain" if "ElasticsearchVersion" in item else "AWS::OpenSearchService::Domain"
    return Database(
        id=item.get("ARN") or item["DomainName"], name=item.get("DomainName"), cloudformation_type=kind, port=HTTPS, publicly_accessible=False,
        subnets=tuple(placed.get("SubnetIds") or ()), security_groups=tuple(placed.get("SecurityGroupIds") or ()),
    )  # fmt: skip


def fsx_file_system(item: Item) -> Resource:
    """A file system of Amazon FSx; its groups are those of its network interfaces, which `complete` gives it."""
    return Database(
        id=item["FileSystemId"], cloudformation_type="AWS::FSx::FileSystem", publicly_accessible=False,
        subnets=tuple(item.get("SubnetIds") or ()), **tagged(item),
    )  # fmt: skip


def is_of_fsx(item: Item) -> bool:
    """Whether an item of `FileSystems`, a list that Amazon EFS prints too, is of Amazon FSx."""
    return "FileSystemType" in item


READERS: dict[str, Callable[[Item], Resource]] = {
    "DBInstances": instance, "DBClusters": cluster, "CacheClusters": cache, "DomainStatusList": domain, "DomainStatus": domain,
}  # fmt: skip


def is_in_a_vpc(item: Item) -> bool:
    """Whether an OpenSearch domain stands in a VPC, and is not gone; the others are reached over the internet."""
    return bool((item.get("VPCOptions") or {}).get("SubnetIds")) and not item.get("Deleted", False)


def complete(resources: dict[str, Resource], lists: list[Printed]) -> list[Unresolved]:
    """Give clusters the subnets of their subnet groups; returns those of which the snapshot does not say them."""
    groups: dict[str, tuple[str, ...]] = {}
    for name, key in SUBNET_GROUPS.items():
        groups |= {f"{key} {g.get(key)}": _subnets(g) for g in named(lists, name)}
    for item in named(lists, "DBInstances"):
        group = item.get("DBSubnetGroup")
        if isinstance(group, dict):
            groups.setdefault(f"DBSubnetGroupName {group.get('DBSubnetGroupName')}", _subnets(group))
    open_ = []
    for item in (*named(lists, "DBClusters"), *named(lists, "CacheClusters")):
        held = resources.get(
            item.get("DBClusterArn")
            or item.get("DBClusterIdentifier")
            or item.get("ARN")
            or item.get("CacheClusterId")
            or ""
        )
        if not isinstance(held, Database):
            continue
        key = "CacheSubnetGroupName" if "CacheClusterId" in item else "DBSubnetGroupName"
        group = item.get("CacheSubnetGroupName") or item.get("DBSubnetGroup")
        if subnets := groups.get(f"{key} {group}"):
            resources[held.id] = held.changed(subnets=subnets)
        else:
            reason = _("the snapshot does not hold subnet group %s") % group
            open_.append(Unresolved(resource=held.id, property="subnets", reason=reason))
    for item in (i for i in named(lists, "FileSystems") if is_of_fsx(i)):
        held = resources.get(str(item.get("FileSystemId")))
        interfaces = [
            n for i in item.get("NetworkInterfaceIds") or () if isinstance(n := resources.get(i), NetworkInterface)
        ]
        if isinstance(held, Database) and interfaces:
            resources[held.id] = held.changed(
                security_groups=tuple(dict.fromkeys(g for n in interfaces for g in n.security_group_ids))
            )
        elif isinstance(held, Database):
            reason = _("the snapshot does not hold its network interfaces")
            open_.append(Unresolved(resource=held.id, property="security_groups", reason=reason))
    return open_
