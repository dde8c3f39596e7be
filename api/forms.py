from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    """What a token is for."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What it is for, so that you know which one to revoke."),
        widget=forms.TextInput(attrs={"placeholder": _("Deployment pipeline"), "autocomplete": "off"}),
    )  # fmt: skip
