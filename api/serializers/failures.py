"""Failures: what is lost while something is off, and what each failure alone would do."""

from rest_framework import serializers

VERDICTS = ("blocked", "unknown")
STATUSES = ("down", "cannot-start", "loses", "reduced", "keeps")


class OffSerializer(serializers.Serializer):
    """What is off: ids of resources, names or ids of Availability Zones, `VPC/ZONE` for a zone in one VPC alone."""

    off = serializers.ListField(child=serializers.CharField(max_length=1024), min_length=1, max_length=50)


class OffThingSerializer(serializers.Serializer):
    """One thing that is off; `type` is a resource's or `AvailabilityZone`."""

    id = serializers.CharField()
    type = serializers.CharField()
    name = serializers.CharField()


class GoneSerializer(serializers.Serializer):
    """A resource that stops as a whole, or loses a part of its subnets, because of something that is off."""

    resource = serializers.CharField()
    type = serializers.CharField()
    name = serializers.CharField()
    because = serializers.CharField()
    extent = serializers.ChoiceField(choices=("whole", "part"))


class FailedSubnetSerializer(serializers.Serializer):
    """A subnet that fails with a zone, or by itself."""

    subnet = serializers.CharField()
    because = serializers.CharField()


class FatePlacementSerializer(serializers.Serializer):
    """A subnet in which a workload's tasks might stand; null where the input leaves open which."""

    subnet = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(choices=("kept", "lost"))
    because = serializers.CharField(allow_null=True)


class LossBlockerSerializer(serializers.Serializer):
    """Why something is lost."""

    cause = serializers.CharField()
    aws_code = serializers.CharField(allow_null=True)
    resource = serializers.CharField(allow_null=True)
    message = serializers.CharField()


class LossSerializer(serializers.Serializer):
    """A flow that worked and does not any more: in which of the subnets that are left, and in which it still does."""

    flow = serializers.CharField()
    required = serializers.BooleanField()
    family = serializers.ChoiceField(choices=("ipv4", "ipv6"))
    protocol = serializers.CharField()
    port = serializers.IntegerField(allow_null=True)
    to = serializers.CharField()
    verdict = serializers.ChoiceField(choices=VERDICTS)
    lost = serializers.ListField(child=serializers.CharField(allow_null=True))
    kept = serializers.ListField(child=serializers.CharField(allow_null=True))
    blockers = LossBlockerSerializer(many=True)
    doubts = serializers.ListField(child=serializers.CharField())

    def get_fields(self) -> dict[str, serializers.Field]:
        """Also `from`, which is no name in Python."""
        return {**super().get_fields(), "from": serializers.CharField()}


class FateSerializer(serializers.Serializer):
    """What becomes of a workload. `works` counts the flows that work in every subnet that is left."""

    id = serializers.CharField()
    type = serializers.CharField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    placements = FatePlacementSerializer(many=True)
    losses = LossSerializer(many=True)
    works = serializers.DictField(child=serializers.IntegerField())


class FateSummarySerializer(serializers.Serializer):
    """How many workloads have which status."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {status: serializers.IntegerField() for status in STATUSES}


class WhatIfSerializer(serializers.Serializer):
    """The report of `farway what-if --format json`, with the revision that it is of."""

    revision = serializers.IntegerField()
    farway = serializers.IntegerField()
    off = OffThingSerializer(many=True)
    gone = GoneSerializer(many=True)
    subnets = FailedSubnetSerializer(many=True)
    workloads = FateSerializer(many=True)
    summary = FateSummarySerializer()
    assumptions = serializers.ListField(child=serializers.CharField())


class HarmedSerializer(serializers.Serializer):
    """A workload that a failure would harm."""

    id = serializers.CharField()
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)


class PointSerializer(OffThingSerializer):
    """What one failure alone would do, with the workloads that it harms most, ten at most."""

    summary = FateSummarySerializer()
    workloads = HarmedSerializer(many=True)


class SinglePointsSerializer(serializers.Serializer):
    """Every zone and gateway, what does most harm first."""

    revision = serializers.IntegerField()
    farway = serializers.IntegerField()
    workloads = serializers.IntegerField()
    points = PointSerializer(many=True)
