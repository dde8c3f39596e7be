"""What the API carries."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from designer.models import ChangeBatch, Design, Job, JobKind, JobState


class CheckReferenceSerializer(serializers.Serializer):
    """The newest report: which revision it is about, and the job that made it."""

    revision = serializers.IntegerField()
    job = serializers.UUIDField(source="job_id")


class DesignListSerializer(serializers.ModelSerializer):
    """A design without its document."""

    check = serializers.SerializerMethodField()

    class Meta:
        model = Design
        fields = ["id", "name", "revision", "created", "modified", "check"]
        read_only_fields = fields

    @extend_schema_field(CheckReferenceSerializer(allow_null=True))
    def get_check(self, design: Design) -> Any:
        report = getattr(design, "check_report", None)
        return None if report is None else {"revision": report.revision, "job": str(report.job_id)}


class DesignSerializer(DesignListSerializer):
    """A design."""

    document = serializers.JSONField(read_only=True, help_text="The design: see GET model/.")

    class Meta(DesignListSerializer.Meta):
        fields = ["id", "name", "revision", "document", "created", "modified", "check"]
        read_only_fields = fields


class NewDesignSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=120)
    document = serializers.JSONField(required=False, help_text="An empty design without one.")


class RenameSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=120)


class ChangesSerializer(serializers.Serializer):
    """A batch of changes, made from a revision."""

    revision = serializers.IntegerField(min_value=1, help_text="The revision that the changes were made from.")
    changes = serializers.ListField(child=serializers.JSONField(), help_text="add, set, connect, disconnect, remove, move, settings.")
    client = serializers.CharField(max_length=64, allow_blank=True, default="", help_text="Any id; it comes back in events.")


class BatchSerializer(serializers.ModelSerializer):
    """The changes that made a revision."""

    changes = serializers.ListField(child=serializers.JSONField())

    class Meta:
        model = ChangeBatch
        fields = ["revision", "changes", "client", "created"]


class AppliedSerializer(serializers.Serializer):
    """The new revision, and the batches of others that these changes were merged with."""

    revision = serializers.IntegerField()
    merged = BatchSerializer(many=True)


class ProgressSerializer(serializers.Serializer):
    done = serializers.IntegerField()
    total = serializers.IntegerField()
    message = serializers.CharField(allow_blank=True)


class JobErrorSerializer(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class JobSerializer(serializers.ModelSerializer):
    """Work that a worker does."""

    kind = serializers.ChoiceField(JobKind.choices)
    state = serializers.ChoiceField(JobState.choices)
    progress = serializers.SerializerMethodField()
    result = serializers.JSONField(allow_null=True, help_text="Of an export: filename, media_type, size, url. Of a check: revision, summary.")
    error = JobErrorSerializer(allow_null=True)

    class Meta:
        model = Job
        fields = ["id", "kind", "state", "progress", "design", "revision", "result", "error", "created", "started", "finished"]
        read_only_fields = fields

    @extend_schema_field(ProgressSerializer)
    def get_progress(self, job: Job) -> Any:
        return {"done": job.done, "total": job.total, "message": job.message}


class LatestCheckSerializer(serializers.Serializer):
    """The newest report, and whether it is about the design as it stands now; `job` is the newest check, done or not."""

    revision = serializers.IntegerField(allow_null=True)
    current = serializers.BooleanField()
    result = serializers.JSONField(allow_null=True, help_text="As farway check --format json.")
    job = JobSerializer(allow_null=True)


class TraceSerializer(serializers.Serializer):
    """From one end to another: a resource's id, an address, or `internet`."""

    source = serializers.CharField(max_length=512)
    destination = serializers.CharField(max_length=512)
    protocol = serializers.CharField(max_length=16, default="tcp", help_text="tcp, udp, icmp, all or a number.")
    port = serializers.IntegerField(min_value=0, max_value=65535, allow_null=True, default=None)
    family = serializers.ChoiceField(["ipv4", "ipv6"], allow_null=True, default=None)


class ExportSerializer(serializers.Serializer):
    format = serializers.CharField(max_length=64)
    resource = serializers.CharField(max_length=512, allow_null=True, default=None, help_text="The workload of a snippet.")


class ImportSerializer(serializers.Serializer):
    files = serializers.ListField(child=serializers.FileField(), help_text="CloudFormation templates, or one Farway document.")
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    parameters = serializers.JSONField(required=False, help_text="A JSON object: NAME or STACK:NAME to value.")
    region = serializers.RegexField(r"^[a-z]{2}(-[a-z]+)+-\d$", max_length=32, required=False, allow_blank=True)


class CredentialsSerializer(serializers.Serializer):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1024, trim_whitespace=False, style={"input_type": "password"})


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField()


class ErrorSerializer(serializers.Serializer):
    """Every error: `code` is stable, `message` is for a person."""

    code = serializers.CharField()
    message = serializers.CharField()
    details = serializers.DictField()
