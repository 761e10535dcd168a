"""What may be read of a meeting that decides: its agenda, seats, minutes, and what of earlier decisions is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.queries import all_items_of, open_items_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.held import AlsoHeld, also_held
from jingwei.kernel.packs.spec import Deciding, reaches
from jingwei.mechanisms.meetings.flow import CANCELLED, CONVENED, RECORDED, SENT, SIGNED, STRUCK, TAKEN_OUT
from jingwei.mechanisms.meetings.models import Hearing, LookBack, Meeting, Minute, Recusal, Seat
from jingwei.mechanisms.meetings.queries.agenda import SEE_ITEMS, hearings_for
from jingwei.mechanisms.meetings.queries.deciding import met_as
from jingwei.mechanisms.meetings.rules import (
    ALL_OTHERS,
    CAME,
    deciding_of,
    due_at,
    guests_of,
    spoken_for,
    still_to_speak,
    to_speak,
    told_by,
    voices_at,
)

PRESENT = Seat.Attends.PRESENT


def may_read(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor reads agenda, papers and minutes, and not only that there is a meeting."""
    return actor.holds(SEE_ITEMS, *meeting.grant_paths)


def hearing_for(actor: Actor, hearing_id: int) -> Hearing:
    """One hearing as the actor may see it, or NotFound."""
    found = hearings_for(actor).filter(pk=hearing_id).first()
    if found is None:
        raise NotFound
    return found


def minute_for(actor: Actor, minute_id: int) -> Minute:
    """One line of the minutes as the actor may see it, or NotFound; also one that was dropped, which nobody reads any more."""
    rows = Minute.objects.filter(hearing__in=hearings_for(actor))
    found = rows.select_related("hearing").filter(pk=minute_id).first()
    if found is None:
        raise NotFound
    found.hearing = hearing_for(actor, found.hearing_id)
    return found


@dataclass(frozen=True)
class Roster:
    """The seats of a meeting, and whether enough are there."""

    seats: list[Seat]
    deciding: Deciding

    @property
    def voting(self) -> list[Seat]:
        """Those with a vote."""
        return [seat for seat in self.seats if seat.has_vote]

    @property
    def present(self) -> list[Seat]:
        """Those with a vote who came."""
        return [seat for seat in self.voting if seat.attends == PRESENT]

    @property
    def is_quorate(self) -> bool:
        """Whether as many came as the body asks."""
        return reaches(self.deciding.present, len(self.present), len(self.voting))

    @property
    def came(self) -> list[Seat]:
        """Those with a vote who were there, though perhaps not to the end."""
        return [seat for seat in self.voting if seat.attends in CAME]


def roster_at(meeting: Meeting) -> Roster:
    """Its seats, those with a vote first."""
    rows = meeting.seats.select_related("person").order_by("-has_vote", "pk")
    return Roster(list(rows), deciding_of(meeting))


def speakers_at(hearing: Hearing, roster: Roster | None = None) -> list[str]:
    """Who may be named beside a line now: those who have not spoken and all of them as one, or whoever speaks last; the rest."""
    roster = roster or roster_at(hearing.meeting)
    aside = [each.person_id for each in hearing.recusals.all()]
    others, last = to_speak(hearing.meeting, roster.seats, aside)
    told = told_by(each for each in hearing.minutes.all() if not each.is_dropped and each.corrects_id is None)
    waiting = still_to_speak([each.pk for each in others], told)
    voices = voices_at(roster.seats, guests_of(hearing.meeting.guests))
    named = {seat.pk: name for name, seat in voices.items() if seat}
    first = [*[named[each] for each in waiting], ALL_OTHERS] if waiting else [named[each.pk] for each in last]
    return [*first, *(each for each in voices if each not in first)]


def voices_of(hearing: Hearing) -> dict[str, Any]:
    """Who may be named beside a line, with their seat where they have one."""
    return voices_at(roster_at(hearing.meeting).seats, guests_of(hearing.meeting.guests))


def guests_who_spoke(meeting: Meeting) -> list[str]:
    """Those without a seat whose words stand in the minutes, as they were named."""
    rows = Minute.objects.filter(hearing__meeting=meeting, seat=None, is_dropped=False)
    named = rows.exclude(speaker__in=("", ALL_OTHERS)).order_by("speaker")
    return list(named.values_list("speaker", flat=True).distinct())


def spoken_for_at(actor: Actor, meeting: Meeting, roster: Roster | None = None) -> list[tuple[Seat, Seat]]:
    """Who is not there and who speaks for them, with what is read out; nobody reads it before the meeting is opened."""
    if meeting.state in (CONVENED, SENT) or not may_read(actor, meeting):
        return []
    return spoken_for((roster or roster_at(meeting)).seats)


def agenda_of(actor: Actor, meeting: Meeting) -> list[Hearing]:
    """The items of a meeting in their order, with minutes and who stepped aside, for those who may read them."""
    if not may_read(actor, meeting):
        return []
    minutes = Minute.objects.filter(is_dropped=False).select_related("seat").order_by("pk")
    aside = Recusal.objects.select_related("person").order_by("pk")
    rows = Hearing.objects.filter(meeting=meeting).exclude(state=TAKEN_OUT).order_by("position", "pk")
    return list(rows.prefetch_related(Prefetch("minutes", minutes), Prefetch("recusals", aside), "looks"))


def under_preparation(actor: Actor) -> list[Meeting]:
    """The meetings of one's own organisation that are set and not yet signed, the next one first."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(SEE_ITEMS, post.path):
        return []
    own = Q(organisation=post.organisation_id) | Q(unit=post.organisation_id)
    rows = Meeting.objects.filter(own, starts_at__isnull=False)
    return list(rows.exclude(state__in=(SIGNED, CANCELLED, RECORDED, STRUCK)).order_by("starts_at")[:10])


def decided_items(hearing: Hearing) -> list[Any]:
    """The action items that a resolution ended in; the hearing is one that the reader was given."""
    return all_items_of([hearing.occasion_id]) if hearing.occasion_id else []


def hearings_at(meeting: Meeting) -> list[Hearing]:
    """The items on the agenda of a meeting, for rooms that were given it."""
    return list(Hearing.objects.filter(meeting=meeting).exclude(state=TAKEN_OUT).order_by("position"))


def seated_meeting_for(actor: Actor, meeting_id: int) -> Meeting:
    """A meeting at which the actor has a seat, in whatever post they act, or NotFound."""
    rows = Meeting.objects.filter(seats__person=actor.person_id or 0, university_id=actor.university_id)
    found = rows.filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def seated_at(meeting: Meeting) -> list[tuple[int, bool]]:
    """Who has a seat at a meeting, by number, and whether with a vote, for rooms that were given it."""
    return list(meeting.seats.order_by("-has_vote", "pk").values_list("person_id", "has_vote"))


@dataclass(frozen=True)
class StillOpen:
    """What earlier meetings of the same body resolved and is not done: the meeting of each, and the action items."""

    meeting: Meeting
    resolution: str
    items_open: list[Any]


def still_open_before(actor: Actor, meeting: Meeting) -> list[StillOpen]:
    """What was resolved before this meeting and is not done, the oldest first."""
    if not may_read(actor, meeting):
        return []
    rows = Hearing.objects.filter(occasion__isnull=False, meeting__organisation=meeting.organisation_id)
    earlier = Meeting.objects.filter(met_as(meeting.body), starts_at__lt=meeting.starts_at)
    hearings = list(rows.filter(meeting__in=earlier.values("pk")).order_by("meeting__starts_at", "position"))
    items: dict[int, list[Any]] = {}
    for each in open_items_of([hearing.occasion_id or 0 for hearing in hearings]):
        items.setdefault(each.occasion_id, []).append(each)
    return [
        StillOpen(each.meeting, each.resolution, items[each.occasion_id])
        for each in hearings
        if each.occasion_id in items
    ]


def to_look_at(actor: Actor, meeting: Meeting) -> list[Hearing]:
    """What its body looks at again at this meeting and has not yet."""
    return list(due_at(meeting)) if may_read(actor, meeting) else []


def looked_at_in(actor: Actor, meeting: Meeting) -> list[LookBack]:
    """What was looked at again at this meeting, and what was found."""
    return list(looks_of(meeting)) if may_read(actor, meeting) else []


def looks_of(meeting: Meeting) -> QuerySet[LookBack]:
    """The same, for the digest of its minutes."""
    related = ("hearing__meeting", "hearing__item")
    return LookBack.objects.filter(meeting=meeting).select_related(*related).order_by("pk")


def _at_meetings(person: int) -> int:
    """In how many seats, recusals and lines of minutes somebody is named."""
    seats = Seat.objects.filter(person=person).count()
    return (
        seats + Recusal.objects.filter(person=person).count() + Minute.objects.filter(writer=person).count()
    )


also_held(
    AlsoHeld(
        _l("议事会议里的席位、回避和记录"),
        _at_meetings,
        _l("算人数、留下议决的经过"),
        lambda: _("随会议记录长期保存"),
    )
)
fetched_by(Hearing, hearing_for)
fetched_by(Minute, minute_for)
