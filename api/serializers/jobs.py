"""Jobs, as lists, answers and the canvas see them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from designer.models import Job

KINDS = ("check", "export")
STATES = ("queued", "running", "succeeded", "failed", "errored", "cancelled")


class ProgressSerializer(serializers.Serializer):
    """How far a job is. `total` is 0 while it is not known."""

    done = serializers.IntegerField()
    total = serializers.IntegerField()
    message = serializers.CharField()


class JobErrorSerializer(serializers.Serializer):
    """Why a job did not succeed."""

    code = serializers.CharField()
    message = serializers.CharField()


class JobSerializer(serializers.Serializer):
    """A job. The `result` of an export says where its file is; that of a check is at `designs/{id}/checks/latest/`."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=KINDS)
    state = serializers.ChoiceField(choices=STATES)
    progress = serializers.SerializerMethodField()
    design = serializers.UUIDField(source="design_id", allow_null=True)
    revision = serializers.IntegerField(allow_null=True)
    result = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()
    created = serializers.DateTimeField()
    started = serializers.DateTimeField(allow_null=True)
    finished = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(ProgressSerializer)
    def get_progress(self, job: Job) -> dict[str, object]:
        return {"done": job.progress_done, "total": job.progress_total, "message": job.progress_message}

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
    def get_result(self, job: Job) -> object:
        return job.result if job.state == Job.State.SUCCEEDED else None

    @extend_schema_field(JobErrorSerializer(allow_null=True))
    def get_error(self, job: Job) -> dict[str, str] | None:
        return {"code": job.error_code, "message": job.error_message} if job.error_code else None


class JobRowSerializer(JobSerializer):
    """A job in a list (`queries.job_rows_of`): without a check's report, which is large."""

    @extend_schema_field({"type": ["object", "null"], "additionalProperties": True})
    def get_result(self, job: Job) -> object:
        return job.shown_result
