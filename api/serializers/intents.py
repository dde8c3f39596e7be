"""Intents: what may be wanted of a resource, and what that would do."""

from rest_framework import serializers

from api.schema import ChangeField

MAX_ID = 512


class IntentOfSerializer(serializers.Serializer):
    """Of which resource."""

    resource = serializers.CharField(max_length=MAX_ID)


class IntentSerializer(serializers.Serializer):
    """Something that may be wanted of a resource."""

    id = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()


class NewProposalSerializer(serializers.Serializer):
    """An intent, by its id, and the resource that it is about."""

    intent = serializers.CharField(max_length=100)
    resource = serializers.CharField(max_length=MAX_ID)


class EffectSerializer(serializers.Serializer):
    """A flow of a workload from one of its subnets, with its verdict after the changes, and before where that differs."""

    workload = serializers.CharField()
    flow = serializers.CharField()
    to = serializers.CharField()
    family = serializers.CharField()
    subnet = serializers.CharField(allow_null=True)
    required = serializers.BooleanField()
    verdict = serializers.CharField()
    before = serializers.CharField(required=False)


class ProposalSerializer(serializers.Serializer):
    """The changes of an intent and what they would do; `refused` says why there is no way, and then there are no changes.

    `verified`: every flow was computed again, and none gets worse but those that the intent means to close.
    """

    revision = serializers.IntegerField()
    intent = serializers.CharField()
    title = serializers.CharField()
    changes = serializers.ListField(child=ChangeField())
    better = EffectSerializer(many=True)
    worse = EffectSerializer(many=True)
    left = EffectSerializer(many=True)
    verified = serializers.BooleanField()
    refused = serializers.CharField(allow_null=True)
