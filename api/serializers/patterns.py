"""Patterns: whole networks to start from."""

from rest_framework import serializers

from api.schema import DocumentField


class PatternSerializer(serializers.Serializer):
    """A pattern, and the address of its picture as SVG."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    text = serializers.CharField()
    picture = serializers.CharField()


class PatternDocumentSerializer(PatternSerializer):
    """A pattern with its document."""

    document = DocumentField()
