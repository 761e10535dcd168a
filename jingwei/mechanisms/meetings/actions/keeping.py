"""How long it is kept who signed up for a meeting and who was there; the numbers stay with it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.retention import keeps
from jingwei.mechanisms.meetings.models import Attendance, SignUp


def _old(before: datetime) -> QuerySet[Attendance]:
    return Attendance.objects.filter(meeting__held_on__lt=before.date())


@keeps("meetings.attendance", _l("会议的到会名单"), lambda before: _old(before).count())
def forget_attendance(before: datetime) -> int:
    """Drop the names of who was there."""
    count = _old(before).count()
    _old(before).delete()
    return count


def _past(before: datetime) -> QuerySet[SignUp]:
    return SignUp.objects.filter(meeting__held_on__lt=before.date())


@keeps("meetings.sign_ups", _l("没有开成或没有记的服务的报名"), lambda before: _past(before).count())
def forget_sign_ups(before: datetime) -> int:
    """Drop who signed up for what was called off or never recorded; recording drops the others at once."""
    count = _past(before).count()
    _past(before).delete()
    return count
