from rest_framework import serializers


class SignInSerializer(serializers.Serializer):
    """A password against a token."""

    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1024, trim_whitespace=False, write_only=True)
    name = serializers.CharField(max_length=80, default="POST token/", help_text="What the list of tokens calls it.")


class TokenSerializer(serializers.Serializer):
    """The key, which is shown only now; it is valid for thirty days."""

    token = serializers.CharField()
