"""What the report of an organisation says of what it resolved in a period, and what became of it; nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.queries import all_items_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.reporting import Told, listed
from jingwei.mechanisms.meetings.flow import APPROVED, CLOSED, PASSED, POSTPONED, REFUSED, SIGNED
from jingwei.mechanisms.meetings.models import Hearing
from jingwei.mechanisms.meetings.queries.agenda import hearings_for

HEARD = (PASSED, REFUSED, POSTPONED)


def told_of(actor: Actor, organisation: Any, begins: date, ends: date) -> list[Told]:
    """The items that its own meetings heard to the end, in the order of the meetings."""
    own = Q(meeting__organisation=organisation) | Q(meeting__unit=organisation)
    own &= Q(meeting__held_on__range=(begins, ends), meeting__state__in=(CLOSED, APPROVED, SIGNED))
    states = Counter(Hearing.objects.filter(own, state__in=HEARD).order_by().values_list("state", flat=True))
    if not (total := sum(states.values())):
        return []
    rows = hearings_for(actor).filter(own, state__in=HEARD)
    found, shown = listed(rows.order_by("meeting__held_on", "meeting", "position"))
    words = _("这一期上会议了 {total} 项，通过 {passed} 项，没有通过 {refused} 项，缓议 {postponed} 项。")
    return [
        Told(
            30,
            _l("会上议决的事"),
            words.format(
                total=total, passed=states[PASSED], refused=states[REFUSED], postponed=states[POSTPONED]
            ),
            (_l("议题"), _l("哪次会议"), _l("结果"), _l("定下的事")),
            _rows(found),
            (6, 5, 3, 4),
            shown - len(found),
            total - shown,
        )
    ]


def _rows(hearings: Sequence[Hearing]) -> tuple[tuple[str, ...], ...]:
    settled: dict[int, Counter[str]] = {}
    for item in all_items_of([each.occasion_id for each in hearings if each.occasion_id]):
        settled.setdefault(item.occasion_id, Counter())[str(item.state_label)] += 1
    return tuple(
        (
            each.title,
            f"{each.meeting.held_on}\n{each.meeting.body_label}",
            _result(each),
            "\n".join(
                _("{state} {count} 件").format(state=state, count=count)
                for state, count in settled.get(each.occasion_id or 0, Counter()).items()
            )
            or "—",
        )
        for each in hearings
    )


def _result(hearing: Hearing) -> str:
    """What became of it, and whether it was heard before it was studied."""
    said = str(hearing.state_label)
    return _("{state}，没有先研究，紧急上会").format(state=said) if hearing.is_exception else said
