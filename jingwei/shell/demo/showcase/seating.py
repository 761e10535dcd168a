"""Decides how secretaries came into the degree committee of the first School: two sit in it, one waits to be looked at."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.people.queries import Person, person_for
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.committees import actions
from jingwei.shell.demo.people import Crowd
from jingwei.shell.demo.showcase.deciding import Told

SITTING = (
    ("带农机方向的课题组，评过六届学位论文", "查到的都符合，没有正在任的席位", (7, 1, 1)),
    ("研究生培养年年跟到开题和答辩", "查到的都符合", (8, 0, 0)),
)
WAITING = "支部和实验中心一起带学生，学位评定要听到这一块"


def seated(crowd: Crowd) -> None:
    """Tell it, in the order in which it happened."""
    told = Told(crowd)
    first, second, third = (
        _lead(crowd, told.secretary, key) for key in crowd.campus.schools[0].teacher_branches[:3]
    )
    with clock_at(_at(crowd, -70)):
        committee = actions.found_committee(told.unit, actor=told.dean, kind="degree-committee")
    ends = (crowd.today + timedelta(days=140), None)
    for person, (grounds, finding, votes), until in zip((first, second), SITTING, ends, strict=True):
        with clock_at(_at(crowd, -66)):
            seat = actions.nominate(committee, actor=told.secretary, person=person, grounds=grounds)
        with clock_at(_at(crowd, -61)):
            seat = actions.find_eligible(seat, actor=told.dean, finding=finding)
        with clock_at(_at(crowd, -52)):
            yes, no, abstained = votes
            count = {"present": sum(votes), "yes": yes, "no": no, "abstained": abstained}
            seat = actions.vote_on_nominee(seat, actor=told.dean, voted_on=clock.today(), **count)
        with clock_at(_at(crowd, -50)):
            actions.seat_nominee(seat, actor=told.dean, until=until)
    with clock_at(_at(crowd, -3)):
        actions.nominate(committee, actor=told.secretary, person=third, grounds=WAITING)


def _at(crowd: Crowd, days: int) -> datetime:
    return datetime.combine(crowd.today + timedelta(days=days), time(10), clock.ZONE)


def _lead(crowd: Crowd, reader: Actor, key: str) -> Person:
    """Who leads a branch."""
    person_id = crowd.acts_for[key].person_id
    assert person_id is not None
    return person_for(reader, person_id)
