"""Designs and the batches of changes that made them."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.schema import ChangeField, DocumentField, ReportField
from designer.documents import MAX_NAME
from designer.models import Design
from topology.checks.digest import SIGNS
from topology.model.changes import MAX_CHANGES
from topology.writers import FORMATS

MAX_CLIENT = 100


class CheckReferenceSerializer(serializers.Serializer):
    """The newest check that succeeded, and the revision that it is of."""

    revision = serializers.IntegerField()
    job = serializers.UUIDField()


class DesignRowSerializer(serializers.Serializer):
    """A design in a list."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(max_length=MAX_NAME)
    revision = serializers.IntegerField(read_only=True)
    created = serializers.DateTimeField(read_only=True)
    modified = serializers.DateTimeField(read_only=True)
    check = serializers.SerializerMethodField()

    @extend_schema_field(CheckReferenceSerializer(allow_null=True))
    def get_check(self, design: Design) -> dict[str, object] | None:
        if design.checked_by is None:
            return None
        return {"revision": design.checked_revision, "job": str(design.checked_by)}


class DesignSerializer(DesignRowSerializer):
    """A design with its document."""

    document = DocumentField(read_only=True)


class NewDesignSerializer(serializers.Serializer):
    """A new design, empty when no document is given."""

    name = serializers.CharField(max_length=MAX_NAME)
    document = DocumentField(required=False, allow_null=True)


class RenameSerializer(serializers.Serializer):
    """What may be changed directly: all else changes through `changes/`."""

    name = serializers.CharField(max_length=MAX_NAME)


class ChangesSerializer(serializers.Serializer):
    """A batch of changes made from a revision. `client` comes back in events, so that a sender knows its own; `restores` says for the
    history which revision they bring back."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    changes = serializers.ListField(child=ChangeField(), max_length=MAX_CHANGES)
    client = serializers.CharField(max_length=MAX_CLIENT, required=False, allow_blank=True, default="")
    restores = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False, allow_null=True, default=None)


class BatchSerializer(serializers.Serializer):
    """The changes that made a revision of the one before it."""

    revision = serializers.IntegerField()
    changes = serializers.ListField(child=ChangeField())
    client = serializers.CharField(allow_blank=True)
    created = serializers.DateTimeField()


class AppliedSerializer(serializers.Serializer):
    """The new revision; `merged` are the batches of others that came between."""

    revision = serializers.IntegerField()
    merged = BatchSerializer(many=True)


class SinceSerializer(serializers.Serializer):
    """Which batches: those after this revision."""

    since = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)


class BadgeSerializer(serializers.Serializer):
    """The worst sign of a resource, and how many things there are of it."""

    sign = serializers.ChoiceField(choices=SIGNS)
    count = serializers.IntegerField()


class CountsSerializer(serializers.Serializer):
    """How many flows that tasks require have each verdict, and how many errors and warnings the rules found; what was accepted is not
    counted."""

    blocked = serializers.IntegerField()
    partial = serializers.IntegerField()
    unknown = serializers.IntegerField()
    reachable = serializers.IntegerField()
    errors = serializers.IntegerField()
    warnings = serializers.IntegerField()


class DigestSerializer(serializers.Serializer):
    """What a report comes to: a badge for each resource, by its id, that has something to tell."""

    badges = serializers.DictField(child=BadgeSerializer())
    counts = CountsSerializer()


class LatestCheckSerializer(serializers.Serializer):
    """The newest report. It is `current` only when it was computed from the design's newest revision, and `complete` once the search
    for remedies is over: of a large design the findings are told before."""

    revision = serializers.IntegerField(allow_null=True)
    current = serializers.BooleanField()
    complete = serializers.BooleanField()
    digest = DigestSerializer(allow_null=True)
    result = ReportField(allow_null=True)
    job = serializers.UUIDField(allow_null=True)


class TraceSerializer(serializers.Serializer):
    """Whether one end reaches another. An end is a resource's id, an address, or `internet`; a destination may be an AWS service
    by its endpoint's name (`s3`, `com.amazonaws.eu-west-1.logs`)."""

    source = serializers.CharField(max_length=1024)
    destination = serializers.CharField(max_length=1024)
    protocol = serializers.CharField(max_length=20, default="tcp", help_text="tcp, udp, icmp, all or a number")
    port = serializers.IntegerField(min_value=0, max_value=65535, required=False, allow_null=True, default=None)
    family = serializers.ChoiceField(choices=("ipv4", "ipv6"), required=False, allow_null=True, default=None)


@extend_schema_field({"type": "string", "enum": list(FORMATS)})
class FormatField(serializers.CharField):
    """The name of a writer; the service says which there are."""


class NewExportSerializer(serializers.Serializer):
    """A format of `farway export`; `resource` is the workload of a NetworkConfiguration snippet."""

    format = FormatField(max_length=40)
    resource = serializers.CharField(max_length=1024, required=False, allow_null=True, default=None)


class ImportSerializer(serializers.Serializer):
    """Files that belong together, as `farway check` takes them."""

    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), min_length=1)
    name = serializers.CharField(max_length=MAX_NAME, required=False, allow_blank=True)
    parameters = serializers.JSONField(required=False, help_text="An object: NAME or STACK:NAME to value")
    region = serializers.CharField(max_length=40, required=False, allow_blank=True)

    def validate_parameters(self, value: object) -> dict[str, str]:
        if not isinstance(value, dict) or not all(isinstance(v, str | int | float | bool) for v in value.values()):
            raise serializers.ValidationError(_("Give an object of names and values."), code="not-an-object")
        return {
            str(k): v if isinstance(v, str) else str(v).lower() if isinstance(v, bool) else str(v)
            for k, v in value.items()
        }
