"""In whatever order lines are written, changed, taken out and corrected: before the last word stand those of all others."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jingwei.kernel.errors import Refused
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Minute
from jingwei.mechanisms.meetings.rules import ALL_OTHERS
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, school_of
from tests.support.world import World

LAST, OTHERS = "孟青禾", {"乔望北", "沈砚秋"}
VOICES = ("", LAST, LAST, *sorted(OTHERS), ALL_OTHERS, "孟书记")
ACTS = ("write", "write", "write", "rewrite", "drop", "correct")
TRIES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(VOICES), st.integers(0, 9)), min_size=5, max_size=14
)


def tried(school: School, hearing: Hearing, act: str, voice: str, pick: int) -> None:
    keeper: Any = school.actor("organizer")
    lines = list(Minute.objects.filter(hearing=hearing).order_by("pk"))
    if act == "write":
        actions.write_minute(fresh(hearing), actor=keeper, speaker=voice, text=f"第 {pick} 句")
    elif lines and act == "rewrite":
        actions.rewrite_minute(lines[pick % len(lines)], actor=keeper, speaker=voice, text=f"改成 {pick}")
    elif lines and act == "drop":
        actions.drop_minute(lines[pick % len(lines)], actor=keeper)
    elif lines:
        actions.correct_minute(lines[pick % len(lines)], actor=keeper, text=f"更正 {pick}")


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(tries=TRIES)
def test_nobody_comes_after_the_last_word_unseen(world: World, tries: list[tuple[str, str, int]]) -> None:
    undone = transaction.atomic()
    undone.__enter__()
    try:
        with school_of(world) as school:
            hearing = school.heard(PARTY, school.item())
            for act, voice, pick in tries:
                with suppress(Refused), transaction.atomic():
                    tried(school, hearing, act, voice, pick)
            rows = list(
                Minute.objects.filter(hearing=hearing, is_dropped=False, corrects=None).order_by("pk")
            )
        told = [each.speaker for each in rows]
        assert {*told} <= {"", LAST, ALL_OTHERS, *OTHERS}
        if LAST in told:
            on_time = {each.speaker for each in rows if not each.is_late}
            assert ALL_OTHERS in on_time or on_time >= OTHERS
        assert all(each.seat_id for each in rows if each.speaker in {LAST, *OTHERS})
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)
