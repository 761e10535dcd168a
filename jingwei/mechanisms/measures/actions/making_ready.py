"""Makes the figures of a university ready, and says when they are behind.

These are no verbs: what stands ready says nothing that counting would not say.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from jingwei.adapters import clock
from jingwei.mechanisms.measures.models import Behind, Ready
from jingwei.mechanisms.measures.queries.ready import said, told_of, wholes
from jingwei.mechanisms.measures.queries.spans import Span, opened_with

PAUSE = timedelta(minutes=1)
"""So long the figures of a university are left as they are while more comes."""


def fall_behind(university_id: int) -> None:
    """Say that what stands ready is no longer what counting would give; in the transaction that changes it."""
    Behind.objects.create(university_id=university_id)


def make_ready(university_id: int) -> None:
    """Count the figures that the pages of a university open with, and keep them.

    What was behind before it began is taken in; what comes meanwhile leaves its mark, and the figures are counted on the page.
    """
    with transaction.atomic():
        whole = wholes().select_related("university").filter(university_id=university_id).first()
        if whole is None:
            return
        rows = _held(university_id)
        Behind.objects.filter(university_id=university_id).delete()
        for span, row in rows:
            row.figures, row.standing = told_of(whole, span)
            row.on, row.said, row.made_at = clock.today(), said(), clock.now()
            row.save()


def make_ready_again(university_id: int) -> None:
    """The same, unless it was done a moment ago."""
    if not Ready.objects.filter(university_id=university_id, made_at__gt=clock.now() - PAUSE).exists():
        make_ready(university_id)


def make_all_ready() -> None:
    """Those of every university, and forget the spans that no page opens with any more."""
    for university_id in list(wholes().values_list("university_id", flat=True)):
        make_ready(university_id)


def _held(university_id: int) -> list[tuple[Span, Ready]]:
    """The rows of the spans, locked, always in one order, so that of two who make them the later one has seen all."""
    spans = {each.months: each for each in opened_with(clock.today())}
    blank = [
        Ready(university_id=university_id, first=first, last=last, on=clock.today(), made_at=clock.now())
        for first, last in spans
    ]
    Ready.objects.bulk_create(blank, ignore_conflicts=True)
    mine = Ready.objects.filter(university_id=university_id).order_by("first", "last").select_for_update()
    rows = list(mine)
    Ready.objects.filter(pk__in=[row.pk for row in rows if (row.first, row.last) not in spans]).delete()
    return [(spans[row.first, row.last], row) for row in rows if (row.first, row.last) in spans]
