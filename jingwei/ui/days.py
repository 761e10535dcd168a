"""`{{ when|day }}`: a date as people say it, with the year where it is not this one."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jingwei.ui import braid


def day(when: date | None) -> str:
    """4月16日; 2025年4月16日 in another year; nothing where there is no date."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        when = timezone.localdate(when)
    said = braid.day(when)
    if when.year == timezone.localdate().year:
        return said
    return _("%(year)d年%(day)s") % {"year": when.year, "day": said}
