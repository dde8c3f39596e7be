from rest_framework import serializers


class ErrorSerializer(serializers.Serializer):
    """Every error."""

    code = serializers.CharField(help_text="Stable, in kebab-case.")
    message = serializers.CharField(help_text="For a person.")
    details = serializers.DictField()
