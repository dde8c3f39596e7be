"""A design as a CloudFormation template."""

from rest_framework import serializers


class TemplateSerializer(serializers.Serializer):
    """YAML, and by the id of each resource its first and last line, counted from 1; what has none is not in the template."""

    revision = serializers.IntegerField()
    text = serializers.CharField()
    lines = serializers.DictField(
        child=serializers.ListField(child=serializers.IntegerField(min_value=1), min_length=2, max_length=2)
    )
