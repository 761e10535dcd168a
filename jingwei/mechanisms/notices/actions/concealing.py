"""How what lies concealed here moves to another key: addresses of robots, secrets and tokens of applications."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from jingwei.adapters.secrets.rotation import PORTION, moves
from jingwei.kernel.bulk import update_many
from jingwei.mechanisms.notices.models import MessengerApp, NoticePreference


def _moved(model: Any, name: str, key: str, after: int) -> int | None:
    """Conceal a column of the next rows anew."""
    field = model._meta.get_field(name)
    with transaction.atomic():
        rows = model.objects.select_for_update(no_key=True).filter(pk__gt=after).exclude(**{name: ""})
        found = list(rows.exclude(**{f"{name}__startswith": key}).order_by("pk")[:PORTION])
        anew = [
            (row.pk, field.conceal(field.reveal(row), *(getattr(row, each) for each in field.bound_to)))
            for row in found
        ]
        update_many(model, (name,), anew)
    return found[-1].pk if found else None


move_robots = moves("notices.noticepreference.concealed")(partial(_moved, NoticePreference, "concealed"))
move_secrets = moves("notices.messengerapp.concealed")(partial(_moved, MessengerApp, "concealed"))
move_tokens = moves("notices.messengerapp.token")(partial(_moved, MessengerApp, "token"))
