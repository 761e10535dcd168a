"""How sheets and their previews come under a new key."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jingwei.adapters import storage
from jingwei.adapters.secrets.concealing import conceal_content, key_of_content
from jingwei.adapters.secrets.rotation import PORTION, moves
from jingwei.kernel.bulk import update_many
from jingwei.mechanisms.imports.models import Import, ImportRow, ImportSteps
from jingwei.mechanisms.imports.queries import kept_sheet


@moves("imports.importrow.concealed")
def move_rows(key: str, after: int) -> int | None:
    """Conceal the faults of the next rows anew."""
    field: Any = ImportRow._meta.get_field("concealed")
    with transaction.atomic():
        rows = ImportRow.objects.select_for_update(no_key=True).filter(pk__gt=after).exclude(concealed="")
        found = list(rows.exclude(concealed__startswith=key).order_by("pk")[:PORTION])
        anew = [(row.pk, field.conceal(field.reveal(row), row.batch_id, row.number)) for row in found]
        update_many(ImportRow, ("concealed",), anew)
    return found[-1].pk if found else None


@moves("imports.importsteps.concealed")
def move_steps(key: str, after: int) -> int | None:
    """Conceal the next steps anew, one row at a time: a row holds thousands."""
    field: Any = ImportSteps._meta.get_field("concealed")
    with transaction.atomic():
        rows = ImportSteps.objects.select_for_update(no_key=True).filter(pk__gt=after)
        row = rows.exclude(concealed__startswith=key).order_by("pk").first()
        if row is None:
            return None
        update_many(ImportSteps, ("concealed",), [(row.pk, field.conceal(field.reveal(row), row.batch_id))])
    return row.pk


@moves("imports.import.digest")
def move_sheet(key: str, after: int) -> int | None:
    """Conceal the next sheet anew; the old content goes once nothing speaks of it."""
    with transaction.atomic():
        batch = Import.objects.select_for_update(no_key=True).filter(pk__gt=after).order_by("pk").first()
        if batch is None:
            return None
        old = batch.digest
        if not storage.is_whole(old) or _lies_under(old, key):
            return batch.pk
        new, _size = storage.keep([conceal_content(kept_sheet(old))])
        Import.objects.filter(digest=old).update(digest=new)
        transaction.on_commit(lambda: storage.drop([old]))
    return batch.pk


def _lies_under(digest: str, key: str) -> bool:
    with storage.fetch(digest) as file:
        return key_of_content(file.read(64)) in ("", key)
