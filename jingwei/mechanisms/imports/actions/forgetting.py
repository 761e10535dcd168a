"""Sheets that were handed in go after a while, and with them the rows of their previews; what came in stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import retention, storage
from jingwei.adapters.retention import keeps
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.mechanisms.imports import events
from jingwei.mechanisms.imports.actions.asking import discard_import
from jingwei.mechanisms.imports.actions.doing import forget_rows
from jingwei.mechanisms.imports.flow import IMPORT, UNDOING
from jingwei.mechanisms.imports.models import Import

KEEPER = system("系统", "imports.forget", "imports.discard")


@action("imports.forget", label=_l("清除旧表"), system_only=True)
def forget_sheet(batch: Import, *, actor: Actor) -> Import:
    """Drop the file of an import and the rows of its preview."""
    digest, batch.digest = batch.digest, ""
    batch.version += 1
    batch.save(update_fields=["digest", "version"])
    forget_rows(batch)
    if not Import.objects.filter(digest=digest).exists():
        transaction.on_commit(lambda: storage.drop([digest]))
    told = events.SheetForgotten(file=batch.file_name, days=retention.days("imports.sheets"))
    record(told, actor=actor, subject=batch)
    return batch


def _old(before: datetime) -> QuerySet[Import]:
    return Import.objects.filter(made_at__lt=before).exclude(digest="").exclude(state=UNDOING)


@keeps("imports.sheets", _l("交来的表"), lambda before: _old(before).count())
def forget_old_sheets(before: datetime) -> int:
    """Forget every sheet whose time is over; a preview that nobody took up is dropped first."""
    count = 0
    for batch in _old(before).order_by("pk"):
        if "discard" in IMPORT.open_steps(batch.state):
            discard_import(batch, actor=KEEPER)
            batch.refresh_from_db()
        forget_sheet(batch, actor=KEEPER)
        count += 1
    return count
