"""Any order of any verbs by any actors: no paper is decided that was not studied first, other than by two for an exception."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Refused
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting, Minute
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, TODAY, School, school_of
from tests.support import examples
from tests.support.world import World

KEEPERS = ("faculty", "dean", "organizer")
ACTORS = (*KEEPERS, "head", "branch", "member", "committee", "orgoffice", "sysadmin", "neighbour", "outsider")
Act = Callable[[School, Actor, int], Any]
Try = tuple[str, str, int]


class NothingThere(Refused):
    """There is no such thing yet: nothing can be tried on it."""


def one(rows: Any, pick: int) -> Any:
    """One of some rows, by a number."""
    found = list(rows.order_by("pk"))
    if not found:
        raise NothingThere("nothing", "nothing")
    return found[pick % len(found)]


def item(pick: int) -> Any:
    return one(AgendaItem.objects, pick)


def meeting(pick: int) -> Any:
    return one(Meeting.objects.filter(starts_at__isnull=False), pick)


def hearing(pick: int) -> Any:
    return one(Hearing.objects, pick)


def person(school: School, pick: int) -> Any:
    return school.world.people[ACTORS[pick % len(ACTORS)]]


def attend(school: School, actor: Actor, pick: int) -> Any:
    at = meeting(pick)
    here = [each.person_id for each in at.seats.order_by("pk")]
    return actions.keep_roster(at, actor=actor, present=here[pick % 4 // 3 :])


def resolve(school: School, actor: Actor, pick: int) -> Any:
    found = hearing(pick)
    there = found.meeting.seats.filter(has_vote=True, attends="present").count()
    yes = there if pick % 4 else 0
    more = {"person": school.world.people["member"], "due": TODAY + timedelta(days=9)}
    return actions.resolve_hearing(
        found, actor=actor, manner="hands", yes=yes, no=there - yes, resolution="同意", **more
    )


ACTS: dict[str, Act] = {
    "propose": lambda s, a, n: actions.propose_item(
        s.world["faculty_party"],
        actor=a,
        title=f"议题 {n}",
        kind=("teachers", "affairs")[n % 4 // 3],
        proposal="定",
    ),
    "revise": lambda s, a, n: actions.revise_item(item(n), actor=a, proposal=f"第 {n} 种办法"),
    "lay": lambda s, a, n: actions.lay_paper(
        item(n), actor=a, upload=SimpleUploadedFile(f"{n}.txt", str(n).encode())
    ),
    "agree": lambda s, a, n: actions.approve_item(item(n), actor=a),
    "return": lambda s, a, n: actions.return_item(item(n), actor=a, reason="再想想"),
    "withdraw": lambda s, a, n: actions.withdraw_item(item(n), actor=a, reason="不用"),
    "urge": lambda s, a, n: actions.urge_item(item(n), actor=a, reason="明天截止"),
    "second": lambda s, a, n: actions.second_item(item(n), actor=a),
    "review": lambda s, a, n: actions.review_item(item(n), actor=a, text="属实"),
    "adopt": lambda s, a, n: actions.adopt_item_list(
        s.world["faculty_party"],
        actor=a,
        kinds=[actions.Kind((PARTY, JOINT)[n % 2 :], id=("affairs", "teachers")[n % 3 // 2])],
    ),
    "convene": lambda s, a, n: actions.convene_meeting(
        s.world["faculty_party"], actor=a, body=(PARTY, JOINT)[n % 2], starts_at=s.later
    ),
    "enter": lambda s, a, n: actions.enter_item(item(n), actor=a, meeting=meeting(n // 2)),
    "take out": lambda s, a, n: actions.take_out_hearing(hearing(n), actor=a, reason="不议"),
    "send": lambda s, a, n: actions.send_meeting(meeting(n), actor=a),
    "cancel": lambda s, a, n: actions.cancel_meeting(meeting(n), actor=a, reason="停电"),
    "attend": attend,
    "open": lambda s, a, n: actions.open_meeting(meeting(n), actor=a),
    "chair": lambda s, a, n: actions.open_meeting(meeting(n), actor=a, chair=person(s, n), reason="轮流"),
    "begin": lambda s, a, n: actions.begin_hearing(hearing(n), actor=a),
    "recuse": lambda s, a, n: actions.step_aside(hearing(n), actor=a, person=person(s, n), reason="有关"),
    "resolve": resolve,
    "postpone": lambda s, a, n: actions.postpone_hearing(hearing(n), actor=a, reason="再想想"),
    "write": lambda s, a, n: actions.write_minute(hearing(n), actor=a, text=f"第 {n} 句"),
    "rewrite": lambda s, a, n: actions.rewrite_minute(one(Minute.objects, n), actor=a, text=f"改成 {n}"),
    "correct": lambda s, a, n: actions.correct_minute(one(Minute.objects, n), actor=a, text=f"更正 {n}"),
    "guests": lambda s, a, n: actions.name_guests(meeting(n), actor=a, guests=f"第 {n} 位客人"),
    "drop": lambda s, a, n: actions.drop_minute(one(Minute.objects, n), actor=a),
    "close": lambda s, a, n: actions.close_meeting(meeting(n), actor=a),
    "approve": lambda s, a, n: actions.approve_minutes(meeting(n), actor=a),
    "sign": lambda s, a, n: actions.sign_minutes(meeting(n), actor=a),
    "amend": lambda s, a, n: actions.amend_minutes(meeting(n), actor=a, text="少一句"),
}


def call(school: School, actor: Actor, pick: int) -> Any:
    """Set a meeting, put on its agenda what may come, and open it with all there; as far as it goes."""
    made = actions.convene_meeting(
        school.world["faculty_party"], actor=actor, body=(PARTY, JOINT)[pick % 2], starts_at=school.later
    )
    for each in AgendaItem.objects.order_by("pk"):
        as_far_as_it_goes(lambda each=each: actions.enter_item(each, actor=actor, meeting=made))
    for act in (actions.send_meeting, attend_all, actions.open_meeting):
        as_far_as_it_goes(lambda act=act: act(Meeting.objects.get(pk=made.pk), actor=actor))


def attend_all(at: Any, *, actor: Actor) -> Any:
    return actions.keep_roster(at, actor=actor, present=[each.person_id for each in at.seats.all()])


def hear(school: School, actor: Actor, pick: int) -> Any:
    """Begin what may be begun and vote on what is being heard, now with all in favour, now with none."""
    rows = Hearing.objects.filter(state__in=("listed", "under-way"), meeting__state="open")
    found = one(rows, pick)
    as_far_as_it_goes(lambda: actions.begin_hearing(found, actor=actor))
    there = found.meeting.seats.filter(has_vote=True, attends="present").count()
    yes = there if pick % 5 else 0
    more = {"person": school.world.people["member"], "due": TODAY + timedelta(days=9)}
    actions.resolve_hearing(
        found, actor=actor, manner="hands", yes=yes, no=there - yes, resolution="同意", **more
    )


def change(school: School, actor: Actor, pick: int) -> Any:
    """Another paper, agreed to again."""
    found = actions.revise_item(item(pick), actor=actor, proposal=f"另 {pick} 种办法")
    actions.approve_item(found, actor=actor)


def adjourn(school: School, actor: Actor, pick: int) -> Any:
    """Leave what is being heard for the next time, and end every meeting."""
    for each in Hearing.objects.filter(state="under-way"):
        as_far_as_it_goes(lambda each=each: actions.postpone_hearing(each, actor=actor, reason="再想想"))
    for each in Meeting.objects.filter(state="open"):
        as_far_as_it_goes(lambda each=each: actions.close_meeting(each, actor=actor))


def insist(school: School, actor: Actor, pick: int) -> Any:
    """Ask for an exception and second it oneself."""
    as_far_as_it_goes(lambda: actions.urge_item(item(pick), actor=actor, reason="明天截止"))
    actions.second_item(item(pick), actor=actor)


def as_far_as_it_goes(act: Callable[[], Any]) -> None:
    with suppress(Refused), transaction.atomic():
        act()


COURSES: dict[str, Act] = {
    "call": call,
    "hear": hear,
    "change": change,
    "adjourn": adjourn,
    "insist": insist,
}
"""Several verbs in a row, as a meeting has them."""
PICK = st.integers(0, 11)
WILD = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(ACTORS), PICK)
KNOWING = st.tuples(
    st.sampled_from("call call hear hear change adjourn insist agree urge second".split()),
    st.sampled_from(("faculty", "faculty", "dean")),
    PICK,
)
SCRIPT = st.lists(st.one_of(KNOWING, KNOWING, KNOWING, WILD), min_size=8, max_size=16)
"""Three in four are such as lead on, by those who may; the fourth is anything by anybody."""
STARTS = ("nothing", "proposed", "ready", "entered", "heard", "studied", "urged", "on the way", "joint")


MISCHIEF: tuple[tuple[str, list[Try]], ...] = (
    ("ready", [("call", "faculty", 1)]),
    ("studied", [("change", "faculty", 0), ("call", "faculty", 1), ("hear", "faculty", 1)]),
    ("on the way", [("change", "faculty", 0), ("hear", "faculty", 1)]),
    ("ready", [("insist", "faculty", 0), ("call", "faculty", 1), ("hear", "faculty", 1)]),
    ("urged", [("insist", "dean", 0), ("call", "faculty", 1)]),
    ("heard", [("adjourn", "faculty", 0), ("call", "faculty", 1), ("hear", "faculty", 1)]),
    ("heard", [("hear", "faculty", 0), ("call", "faculty", 1), ("write", "faculty", 1)]),
)
"""What somebody would try who wants it decided without a study: each as a matter of course."""


def mischief(test: Any) -> Any:
    for start, script in MISCHIEF:
        test = example(start=start, script=script)(test)
    return test


@pytest.mark.slow
@settings(
    max_examples=examples.of(20),
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@mischief
@given(start=st.sampled_from(STARTS), script=SCRIPT)
def test_no_order_of_verbs_decides_what_was_not_studied(world: World, start: str, script: list[Try]) -> None:
    undone = transaction.atomic()
    undone.__enter__()
    try:
        with school_of(world) as school:
            begin(school, start)
            play(school, script)
        assert list(broken_links()) == []
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)


def begin(school: School, start: str) -> None:
    """Something to begin from, so that a short script comes far."""
    if start == "nothing":
        return
    made = school.item(ready=start != "proposed")
    match start:
        case "entered":
            school.called(PARTY, made)
        case "heard":
            school.heard(PARTY, made)
        case "studied":
            school.studied(made)
            school.meeting(JOINT)
        case "urged":
            actions.urge_item(made, actor=school.actor("dean"), reason="明天截止")
            school.meeting(JOINT)
        case "on the way":
            school.opened(JOINT, school.studied(made))
        case "joint":
            school.heard(JOINT, school.studied(made), school.item(title="排课", kind="affairs"))


def play(school: School, script: list[Try]) -> None:
    """Try every act in turn; each either leaves a record of its own, or changes nothing and leaves none."""
    known = {account: school.actor(account) for account in ACTORS}
    for name, account, pick in script:
        before = Record.objects.count()
        try:
            with transaction.atomic():
                (ACTS | COURSES)[name](school, known[account], pick)
            is_done = True
        except Refused:
            is_done = False
        assert (Record.objects.count() > before) == is_done or name in COURSES, (name, account)
        if is_done:
            holds()


def holds() -> None:
    """What must be true of every hearing, whatever led there."""
    rows = list(Hearing.objects.exclude(state="taken-out"))
    for each in rows:
        if each.meeting.body == JOINT and PARTY in each.item.bodies:
            passed = [
                one
                for one in rows
                if one.meeting.body == PARTY and one.item_id == each.item_id and one.state == "passed"
            ]
            is_studied = each.paper in {one.paper for one in passed}
            assert is_studied or asked_by_two(each), (each.state, each.paper)
        if each.state == "under-way":
            assert (each.meeting.state, each.item.state, each.paper) == ("open", "ready", each.item.paper)
        if each.state == "passed" and each.meeting.body == each.item.bodies[-1]:
            assert each.item.state == "settled"
    for found in Meeting.objects.filter(starts_at__isnull=False):
        heard = [each for each in rows if each.meeting_id == found.pk and each.state == "under-way"]
        assert len(heard) <= (found.state == "open")
        if found.state in ("approved", "signed"):
            assert found.approved_by_id == found.chair_id
        if found.state == "signed":
            assert found.signed_by_id not in (None, found.approved_by_id)


def asked_by_two(hearing: Hearing) -> bool:
    """Whether two different people asked that this very number be heard without a study: by the ledger, which forgets nothing."""
    if not hearing.is_exception:
        return False
    records = Record.objects.filter(subject_type="agendaitem", subject_id=hearing.item_id)
    asked = records.filter(verb__in=("agenda_items.urge", "agenda_items.second"))
    rows = [(each.verb, each.actor_id) for each in asked if each.values["paper"] == hearing.paper]
    return len({verb for verb, _who in rows}) == 2 and len({who for _verb, who in rows}) >= 2
