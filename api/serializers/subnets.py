"""Subnets: public, private or isolated, and how their tasks are reached from the internet."""

from rest_framework import serializers

from .matrix import MatrixCellSerializer

KINDS = ("public", "private", "isolated", "unknown")
WHOLE = (*KINDS, "mixed")


class SubnetWaySerializer(serializers.Serializer):
    """What a subnet is in one address family, and the routes out of its VPC that make it so."""

    kind = serializers.ChoiceField(choices=KINDS)
    table = serializers.CharField(allow_null=True)
    routes = serializers.ListField(child=serializers.CharField())


class SubnetTaskSerializer(serializers.Serializer):
    """A workload that may stand in a subnet: whether its tasks have a public IPv4 address there (null: not known), what the internet
    reaches of them by an address of their own, and the load balancers' ports by which it does."""

    id = serializers.CharField()
    name = serializers.CharField()
    public_ip = serializers.BooleanField(allow_null=True)
    ipv4 = MatrixCellSerializer()
    ipv6 = MatrixCellSerializer(allow_null=True)
    by_load_balancer = serializers.ListField(child=serializers.CharField())


class SubnetKindSerializer(serializers.Serializer):
    """`kind` is both families', `mixed` where they differ; a family is null where the subnet has no addresses of it."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=WHOLE)
    ipv4 = SubnetWaySerializer(allow_null=True)
    ipv6 = SubnetWaySerializer(allow_null=True)
    workloads = SubnetTaskSerializer(many=True)


class SubnetKindsSerializer(serializers.Serializer):
    """Every subnet of a revision."""

    revision = serializers.IntegerField()
    subnets = SubnetKindSerializer(many=True)
