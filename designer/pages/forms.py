"""What people fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from designer.documents import MAX_NAME

MAX_PARAMETERS = 20_000


class NameForm(forms.Form):
    """A design's name."""

    name = forms.CharField(label=_("Name"), max_length=MAX_NAME, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class FilesInput(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files. What they hold is the reader's matter."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise forms.ValidationError(_("Choose a file to import."), code="required")
        return [super(FilesField, self).clean(f, initial) for f in files]


class ImportForm(forms.Form):
    """Files that belong together, and what they leave open."""

    files = FilesField(label=_("Files"), allow_empty_file=True, widget=FilesInput(attrs={"multiple": True}))
    name = forms.CharField(
        label=_("Name"), max_length=MAX_NAME, required=False, help_text=_("Without one, the design is called after the file."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    region = forms.RegexField(
        r"^[a-z]{2}(-[a-z]+)+-\d$", label=_("Region"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "us-east-1", "autocomplete": "off", "class": "mono"}),
        error_messages={"invalid": _("Write a region as AWS does: us-east-1.")},
    )  # fmt: skip
    parameters = forms.CharField(
        label=_("Parameters"), required=False, max_length=MAX_PARAMETERS,
        help_text=_("One a line: NAME=VALUE, or STACK:NAME=VALUE where several stacks are imported."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "mono", "spellcheck": "false", "placeholder": "Environment=production"}),
    )  # fmt: skip

    def clean_parameters(self) -> dict[str, str]:
        found = {}
        for line in filter(str.strip, self.cleaned_data["parameters"].splitlines()):
            name, equals, value = line.partition("=")
            if not equals or not name.strip():
                raise forms.ValidationError(
                    _("Write NAME=VALUE, not “%(line)s”.") % {"line": line[:80]}, code="not-a-parameter"
                )
            found[name.strip()] = value.strip()
        return found
