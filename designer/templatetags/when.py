"""How long ago something was, in words."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()
JUST_NOW = timedelta(minutes=1)


@register.filter
def ago(moment: datetime) -> str:
    """`just now`, `3 minutes ago`, `2 weeks ago`: the largest unit alone."""
    if timezone.now() - moment < JUST_NOW:
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}
