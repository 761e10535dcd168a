"""How long it is kept who was at a meeting; the numbers stay with it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.retention import keeps
from jingwei.mechanisms.meetings.models import Attendance


def _old(before: datetime) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting__held_on__lt=before.date())


@keeps("meetings.attendance", _l("会议的到会名单"), lambda before: _old(before).count())
def forget_attendance(before: datetime) -> int:
    """Drop the names of who was there."""
    count = _old(before).count()
    _old(before).delete()
    return count
