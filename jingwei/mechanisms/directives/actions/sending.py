"""The rows of those that a directive is sent to, by who issues it and by who sends it on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from jingwei.adapters import clock
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.mechanisms.directives.flow import SENT
from jingwei.mechanisms.directives.models import Directive, Receipt
from jingwei.mechanisms.directives.queries import Addressed

ROW = "id directive_id university_id organisation_id parent_id carries_id path name state edition plan answer reason".split()
ROW += ["given_back", "due", "due_given", "moved_on", "version"]
Days = Callable[[str], tuple[date, date]]
"""Of a kind of organisations: the day that holds, and the one that was given."""


def send(
    directive: Directive, found: Sequence[Addressed], days: Days, old: Mapping[int, int]
) -> list[Addressed]:
    """Make a receipt of each that has none yet; returns those. `old` holds receipts of what it replaces, by organisation."""
    new = [each for each in found if each.receipt is None]
    # The ids are asked for first: while rows are on their way into the database it answers nothing else.
    fresh = iter(reserve_ids(Receipt, len(new)))
    ids = [each.receipt or next(fresh) for each in found]
    insert_many(Receipt, ROW, _rows(directive, found, ids, days, old))
    return new


def _rows(
    directive: Directive, found: Sequence[Addressed], ids: Sequence[int], days: Days, old: Mapping[int, int]
) -> Iterator[tuple[object, ...]]:
    """A row for each: whoever is above comes before those below."""
    today = clock.today()
    for pk, each in zip(ids, found, strict=True):
        if each.receipt is not None:
            continue
        own, parent = each.organisation, None if each.above is None else ids[each.above]
        yield (
            *(pk, directive.pk, own.university_id, own.pk, parent, old.get(own.pk), each.path, own.name),
            *(SENT, 0, "", "", "", "", *days(own.kind), today, 1),
        )
