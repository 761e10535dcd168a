"""Marked rows of what organisations decide: items, meetings with seats, minutes old and new – own, a sibling's, a stranger's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation
from jingwei.mechanisms.meetings.models import (
    AgendaItem,
    Amendment,
    Hearing,
    ItemList,
    LookBack,
    Meeting,
    Minute,
    OldMinutes,
    Recusal,
    Seat,
)
from tests.support.world import World

OWN, SIBLING, FOREIGN = "ZQO7", "ZQS7", "ZQF7"
PLACES = (
    (OWN, "branch", "team", "branch"),
    (SIBLING, "other_branch", "other_team", "neighbour"),
    (FOREIGN, "foreign_committee", "foreign_university", "outsider"),
)


def decided_in(world: World) -> None:
    """Everything that deciding leaves behind, at three places."""
    for mark, party, unit, account in PLACES:
        _at(mark, world[party], world[unit], world.people[account])


def _at(mark: str, party: Organisation, unit: Organisation, person: Any) -> None:
    whose: dict[str, Any] = {"university_id": party.university_id}
    today = clock.today()
    adopted = ItemList.objects.create(
        **whose,
        organisation=party,
        number=1,
        kinds=[{"id": "own-1-1", "label": f"{mark}一类", "route": ["joint-meeting"]}],
        adopted_on=today,
        adopted_name=f"{mark}某",
    )
    item = AgendaItem.objects.create(
        **whose,
        organisation=party,
        unit=unit,
        kind="own-1-1",
        kind_label=f"{mark}一类",
        item_list=adopted,
        route="|joint-meeting|",
        title=f"{mark}议题",
        proposal=f"{mark}请定",
        proposed_by=person,
        proposed_name=f"{mark}某",
        proposed_on=today,
        state="ready",
        urgent_reason=f"{mark}等不及",
        review=f"{mark}复核",
    )
    OldMinutes.objects.create(
        **whose,
        organisation=party,
        body="joint-meeting",
        held_on=today,
        topic=f"{mark}旧题",
        present=f"{mark}到会",
        text=f"{mark}旧议",
        digest=mark,
        reason=f"{mark}理由",
        taken_name=f"{mark}某",
        taken_on=today,
    )
    meeting = Meeting.objects.create(
        **whose,
        organisation=party,
        unit=unit,
        body="joint-meeting",
        held_on=today,
        starts_at=clock.now() + timedelta(hours=1),
        room=f"{mark}室",
        topic=f"{mark}会",
        guests=f"{mark}客",
        state="open",
        chair=person,
        chair_reason=f"{mark}换人",
        recorded_name=f"{mark}某",
        recorded_on=today,
    )
    Seat.objects.create(
        **whose,
        meeting=meeting,
        person=person,
        post=f"{mark}职务",
        role="dean",
        has_vote=True,
        attends="present",
    )
    hearing = Hearing.objects.create(
        **whose,
        meeting=meeting,
        item=item,
        position=1,
        paper=1,
        state="under-way",
        resolution=f"{mark}议决",
        reason=f"{mark}理由",
    )
    Recusal.objects.create(**whose, hearing=hearing, person=person, reason=f"{mark}回避")
    LookBack.objects.create(
        **whose, hearing=hearing, meeting=hearing.meeting, found=f"{mark}看到", looked_on=clock.today()
    )
    Minute.objects.create(
        **whose,
        hearing=hearing,
        writer=person,
        writer_name=f"{mark}某",
        speaker=f"{mark}谁",
        text=f"{mark}说",
        written_at=clock.now(),
    )
    Amendment.objects.create(
        **whose, meeting=meeting, text=f"{mark}更正", made_name=f"{mark}某", made_on=today
    )
