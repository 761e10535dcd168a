"""Which agenda items an actor may see, and which of them may be put on the agenda of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.evidence.queries import Attachment, attachments_about, read_with
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import (
    AGENDA_ITEM,
    CONVENED,
    LISTED,
    POSTPONED,
    READY,
    TAKEN_OUT,
    UNDER_WAY,
)
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, ItemList, Meeting
from jingwei.mechanisms.meetings.rules.deciding import passed_in, studied_before

SEE_ITEMS = reading(
    "agenda_items.see",
    _l("看议题和会议记录"),
    "Read what is to be decided, its papers, and the minutes of what was decided.",
)


def items_for(actor: Actor) -> QuerySet[AgendaItem]:
    """Those of organisations where one sits, on either side."""
    paths = actor.paths(SEE_ITEMS)
    seen = under("organisation__path", paths) | under("unit__path", paths)
    return AgendaItem.objects.filter(seen, university_id=actor.university_id)


def item_for(actor: Actor, item_id: int) -> AgendaItem:
    """One item as the actor may see it, or NotFound."""
    found = items_for(actor).filter(pk=item_id).first()
    if found is None:
        raise NotFound
    return found


def item_lists_for(actor: Actor) -> QuerySet[ItemList]:
    """The lists of organisations whose items one may see."""
    rows = ItemList.objects.filter(under("organisation__path", actor.paths(SEE_ITEMS)))
    return rows.filter(university_id=actor.university_id).select_related("organisation")


def item_list_for(actor: Actor, list_id: int) -> ItemList:
    """One list as the actor may see it, or NotFound."""
    found = item_lists_for(actor).filter(pk=list_id).first()
    if found is None:
        raise NotFound
    return found


def hearings_for(actor: Actor) -> QuerySet[Hearing]:
    """The hearings at meetings whose agenda one may read."""
    paths = actor.paths(SEE_ITEMS)
    seen = under("meeting__organisation__path", paths) | under("meeting__unit__path", paths)
    return Hearing.objects.filter(seen, university_id=actor.university_id)


def paper_of(actor: Actor, item: AgendaItem) -> list[Attachment]:
    """The files of its paper as it is now."""
    return attachments_about(actor, item).get(item.part, [])


def course_of(actor: Actor, item: AgendaItem) -> list[Hearing]:
    """At which meetings that the actor may read it was, the last first."""
    rows = hearings_for(actor).filter(item=item).exclude(state=TAKEN_OUT)
    return list(rows.order_by("-meeting__starts_at", "-pk"))


def upcoming_with(item: AgendaItem) -> Hearing | None:
    """The meeting whose agenda it is on and where it has not been heard out."""
    return Hearing.objects.filter(item=item, state__in=(LISTED, UNDER_WAY)).first()


def to_enter(actor: Actor, meeting: Meeting) -> list[tuple[AgendaItem, str]]:
    """The items that may be put on the agenda of a meeting, those carried over first; and why, where one may not yet.

    Of one that has not been studied it is told, so that nobody looks for it in vain.
    """
    here = Hearing.objects.filter(item=OuterRef("pk"), state__in=(LISTED, UNDER_WAY))
    over = Hearing.objects.filter(item=OuterRef("pk"), state=POSTPONED)
    rows = items_for(actor).filter(~Exists(here), organisation=meeting.organisation_id, state=READY)
    base = registry.body(meeting.body).stands_for
    rows = rows.filter(route__contains=f"|{base}|").annotate(over=Exists(over)).order_by("-over", "pk")
    found: list[tuple[AgendaItem, str]] = []
    for item in rows[:50]:
        if base in passed_in(item):
            continue
        reason = studied_before(actor, item, meeting)
        found.append((item, str(reason.message) if reason else ""))
    return found


def next_meetings(actor: Actor, item: AgendaItem) -> list[Meeting]:
    """The meetings being prepared whose agenda an item may enter now."""
    if item.state != READY or not actor.holds("agenda_items.enter", *item.grant_paths):
        return []
    if upcoming_with(item) is not None:
        return []
    rows = Meeting.objects.filter(organisation=item.organisation_id, state=CONVENED).order_by("starts_at")
    return [each for each in rows if studied_before(actor, item, each) is None]


def _present(actor: Actor, items: Sequence[AgendaItem]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/meetings/items/{each.pk}/",
            "title": each.title,
            "kind": each.kind_here,
            "organisation": each.organisation.name,
            "state": str(each.state_label),
            "paper": each.paper,
            "is_exception": each.is_exception,
            "proposed_name": each.proposed_name,
            "proposed_on": each.proposed_on,
            "marked": _("紧急上会") if each.seconded_by_id else "",
        }
        for each in items
    ]


def _states(actor: Actor) -> Sequence[tuple[str, Any]]:
    return [(state, AGENDA_ITEM.label(state)) for state in AGENDA_ITEM.states]


AGENDA_ITEMS = Listing(
    name="agenda-items",
    label=_l("议题"),
    empty=_l("还没有议题。要上会定的事，提出来就在这里。"),
    columns=(
        Column("proposed_on", _l("哪天提的"), "date"),
        Column("title", _l("议题"), width=40),
        Column("kind", _l("种类"), width=24),
        Column("organisation", _l("组织"), width=28),
        Column("state", _l("到哪一步")),
        Column("marked", _l("例外")),
        Column("proposed_name", _l("谁提的")),
    ),
    visible=items_for,
    present=_present,
    filters=(
        Filter("q", _l("议题"), lambda actor, value: Q(title__icontains=value)),
        Filter("state", _l("到哪一步"), lambda actor, value: Q(state=value), _states),
        Filter(
            "exception",
            _l("例外"),
            lambda actor, value: Q(seconded_by__isnull=False),
            lambda actor: [("1", _("紧急上会"))],
        ),
    ),
)
fetched_by(AgendaItem, item_for)
fetched_by(ItemList, item_list_for)
read_with(AgendaItem, items_for)
