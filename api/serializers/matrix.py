"""The matrix: who reaches whom."""

from rest_framework import serializers

FAMILIES = ("ipv4", "ipv6")
VERDICTS = ("open", "partial", "closed", "unknown")


class MatrixOfSerializer(serializers.Serializer):
    """Of which address family."""

    family = serializers.ChoiceField(choices=FAMILIES, default="ipv4")


class MatrixWorkloadSerializer(serializers.Serializer):
    """A workload, as a row and as a column."""

    id = serializers.CharField()
    name = serializers.CharField()


class AllowedSerializer(serializers.Serializer):
    """What gets through: a protocol, and its ports as `443,8080-8090` or `all`; from the internet, the load balancer whose ports these
    are, where it is not the tasks' own."""

    protocol = serializers.CharField()
    ports = serializers.CharField()
    through = serializers.CharField(required=False)


class MatrixCellSerializer(serializers.Serializer):
    """`open` where something gets through from everywhere, `partial` from some places only, `closed` where nothing does."""

    verdict = serializers.ChoiceField(choices=VERDICTS)
    allowed = AllowedSerializer(many=True)


class MatrixSerializer(serializers.Serializer):
    """Each distinct cell and row once. A row is a flat list of runs: the index of a cell, then for how many destinations in turn it
    holds. The destinations are the workloads, then the internet; `row_of` has the workloads' rows, then the internet's, which
    has no cell for itself."""

    revision = serializers.IntegerField()
    family = serializers.ChoiceField(choices=FAMILIES)
    workloads = MatrixWorkloadSerializer(many=True)
    cells = MatrixCellSerializer(many=True)
    rows = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    row_of = serializers.ListField(child=serializers.IntegerField())
