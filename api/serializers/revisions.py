"""The revisions of a design, and what changed between two of them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.schema import DocumentField

from .designs import MAX_CLIENT

NEWEST = 2**31 - 1
CHANGES = ("worse", "better", "new", "gone", "other")


class RevisionSerializer(serializers.Serializer):
    """A revision: who made it, when, and in `summary` what it did, as a sentence without its subject (`moved orders-api`)."""

    revision = serializers.IntegerField()
    author = serializers.CharField(allow_null=True)
    created = serializers.DateTimeField()
    summary = serializers.CharField()
    kept = serializers.BooleanField(help_text="Whether it can still be looked at, compared and restored")
    restored = serializers.IntegerField(allow_null=True, help_text="The revision that it brought back, if it did")


class RevisionDocumentSerializer(serializers.Serializer):
    """The design as it was at a revision."""

    revision = serializers.IntegerField()
    document = DocumentField()


class RestoreSerializer(serializers.Serializer):
    """`revision` is the newest that the one who restores has seen; what others changed since merges or clashes."""

    revision = serializers.IntegerField(min_value=1, max_value=NEWEST)
    client = serializers.CharField(max_length=MAX_CLIENT, required=False, allow_blank=True, default="")


class ComparedSerializer(serializers.Serializer):
    """Which revisions: from one to another, to the newest where none is named."""

    to = serializers.IntegerField(min_value=1, max_value=NEWEST, required=False, default=None)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`from` is a word of Python's."""
        return {"from": serializers.IntegerField(min_value=1, max_value=NEWEST), **super().get_fields()}


@extend_schema_field({})
class AnyValueField(serializers.JSONField):
    """A value of a property, whatever its type; `{"unknown": why}` where the input left it open."""


class ResourceRowSerializer(serializers.Serializer):
    """A resource, and what a person calls it."""

    id = serializers.CharField()
    type = serializers.CharField()
    name = serializers.CharField()


class ChangedFieldSerializer(serializers.Serializer):
    """A property before and after."""

    field = serializers.CharField()
    before = AnyValueField()
    after = AnyValueField()


class ChangedResourceSerializer(ResourceRowSerializer):
    """A resource with the properties that changed."""

    fields_ = ChangedFieldSerializer(many=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`fields` is a name of the framework's."""
        found = super().get_fields()
        return {"fields" if name == "fields_" else name: field for name, field in found.items()}


class ChangedSettingSerializer(serializers.Serializer):
    """A setting of the design before and after."""

    setting = serializers.CharField()
    before = AnyValueField()
    after = AnyValueField()


class VerdictChangeSerializer(serializers.Serializer):
    """A verdict before and after; null where there was, or is, nothing to judge."""

    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)
    change = serializers.ChoiceField(choices=CHANGES)


class WorkloadChangeSerializer(VerdictChangeSerializer):
    """The worst verdict of what a workload requires."""

    workload = serializers.CharField()
    name = serializers.CharField()


class PlacementChangeSerializer(VerdictChangeSerializer):
    """The verdict from one subnet, and what stands in the way now."""

    subnet = serializers.CharField(allow_null=True)
    blockers = serializers.ListField(child=serializers.DictField())


class FlowChangeSerializer(WorkloadChangeSerializer):
    """A flow of a workload whose verdict changed in any of its placements."""

    flow = serializers.CharField()
    family = serializers.CharField()
    protocol = serializers.CharField()
    port = serializers.IntegerField(allow_null=True)
    to = serializers.CharField(allow_null=True)
    required = serializers.BooleanField()
    accepted = serializers.BooleanField()
    placements = PlacementChangeSerializer(many=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`from` is a word of Python's."""
        return {**super().get_fields(), "from": serializers.CharField(allow_null=True)}


class Ipv6ChangeSerializer(serializers.Serializer):
    """Whether the tasks of a workload get an IPv6 address in a subnet; null where unknown."""

    workload = serializers.CharField()
    name = serializers.CharField()
    subnet = serializers.CharField()
    before = serializers.BooleanField(allow_null=True)
    after = serializers.BooleanField(allow_null=True)
    change = serializers.ChoiceField(choices=CHANGES)


class FindingChangesSerializer(serializers.Serializer):
    """Findings as in a report; those of flows are told by the flows."""

    new = serializers.ListField(child=serializers.DictField())
    gone = serializers.ListField(child=serializers.DictField())
    accepted = serializers.ListField(child=serializers.DictField())


class ComparisonSerializer(serializers.Serializer):
    """What changed between two revisions, as `farway diff --format json` prints it."""

    farway = serializers.IntegerField()
    added = ResourceRowSerializer(many=True)
    removed = ResourceRowSerializer(many=True)
    changed = ChangedResourceSerializer(many=True)
    moved = serializers.ListField(child=serializers.CharField())
    settings = ChangedSettingSerializer(many=True)
    workloads = WorkloadChangeSerializer(many=True)
    flows = FlowChangeSerializer(many=True)
    ipv6 = Ipv6ChangeSerializer(many=True)
    findings = FindingChangesSerializer()
    summary = serializers.DictField()

    def get_fields(self) -> dict[str, serializers.Field]:
        """`from` is a word of Python's."""
        ends = {"from": serializers.IntegerField(), "to": serializers.IntegerField()}
        return {**ends, **super().get_fields()}
