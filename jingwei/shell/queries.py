"""What the shell itself keeps about an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from jingwei.kernel.prepared import Prepared
from jingwei.shell.models import Snooze


def _asleep(account_id: int, today: date) -> QuerySet[Any, Any]:
    return Snooze.objects.filter(account=account_id, until__gt=today).values("item", "until")


ASLEEP = Prepared(_asleep, narrow=True)
