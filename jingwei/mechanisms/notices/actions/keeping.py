"""How long notices, the ledger of messages and the ways to somebody are kept."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.retention import keeps
from jingwei.mechanisms.notices.models import Delivery, Device, Notice, NoticePreference, Reach


def forget_ways_of(person_id: int) -> None:
    """Forget by which ways somebody could be reached: browsers, messengers, the robot, the calendar."""
    Device.objects.filter(account__person=person_id).delete()
    Reach.objects.filter(account__person=person_id).delete()
    chosen = NoticePreference.objects.filter(account__person=person_id)
    chosen.update(robot_kind="", concealed="", calendar_digest=None)


def _notices(before: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(at__lt=before)


def _deliveries(before: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(made_at__lt=before)


@keeps("notices.old", _l("通知"), lambda before: _notices(before).count())
def forget_old_notices(before: datetime) -> int:
    """Drop notices, read or not: what they tell of stands in the ledger."""
    count = _notices(before).count()
    _notices(before).delete()
    return count


@keeps("deliveries.old", _l("发出消息的记录"), lambda before: _deliveries(before).count())
def forget_old_deliveries(before: datetime) -> int:
    """Drop what is known of messages that were sent."""
    count = _deliveries(before).count()
    _deliveries(before).delete()
    return count
