"""A request that is sent again gets the first answer and changes nothing, also while the first is under way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jingwei.adapters import retention
from jingwei.foundation.ledger.actions import forget_old_answers
from jingwei.foundation.ledger.models import FirstAnswer, Record
from jingwei.foundation.universities.models import University
from jingwei.kernel.call import Call, calling
from jingwei.kernel.errors import Invalid, NotAllowed, NotFound
from tests.kernel.plot import room
from tests.kernel.plot.models import Plot
from tests.kernel.plot.room import dig, gardener, reap, water
from tests.support.hands import all_at_once
from tests.support.world import World


def keyed(key: str = "k1") -> Any:
    return calling(Call(idempotency_key=key))


def records(plot: Plot) -> int:
    return Record.objects.filter(subject_type="plot", subject_id=plot.pk).count()


def test_the_same_key_gets_the_same_answer(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    with keyed():
        first = dig(plot, actor=actor, deep=2)
    with keyed():
        again = dig(plot, actor=actor, deep=2)

    assert (again.pk, again.spades) == (first.pk, 2)
    assert records(plot) == 1


def test_the_same_key_with_another_question_is_refused(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    with keyed():
        dig(plot, actor=actor, deep=2)

    with keyed(), pytest.raises(Invalid) as other_value:
        dig(plot, actor=actor, deep=3)
    with keyed(), pytest.raises(Invalid):
        water(plot, actor=actor)

    assert other_value.value.status == 422
    assert records(plot) == 1


def test_first_answers_are_forgotten_after_a_week(plot: Plot) -> None:
    actor, minute = gardener(plot.university_id), timedelta(minutes=1)
    term = timedelta(days=retention.days("answers.first"))
    for key, age in (("old", term + minute), ("kept", term - minute)):
        with keyed(key):
            water(plot, actor=actor)
        FirstAnswer.objects.filter(key=key).update(at=timezone.now() - age)

    forget_old_answers(retention.before("answers.first"))

    for key in ("old", "kept"):
        with keyed(key):
            water(plot, actor=actor)
    assert records(plot) == 3


def test_a_first_answer_that_is_gone_since_is_not_found(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    with keyed():
        dig(plot, actor=actor, deep=2)
    Plot.objects.filter(pk=plot.pk).delete()

    with keyed(), pytest.raises(NotFound):
        dig(plot, actor=actor, deep=2)


def test_keys_of_different_people_do_not_meet(plot: Plot) -> None:
    other = gardener(plot.university_id)
    object.__setattr__(other, "account_id", 2)
    for actor in (gardener(plot.university_id), other):
        with keyed():
            water(plot, actor=actor)

    assert records(plot) == 2


def test_a_refused_request_does_not_use_up_its_key(plot: Plot) -> None:
    with keyed(), pytest.raises(NotAllowed):
        dig(plot, actor=gardener(plot.university_id, "0009"))

    assert not FirstAnswer.objects.filter(key="k1").exists()
    with keyed():
        assert dig(plot, actor=gardener(plot.university_id)).state == "dug"


def test_the_key_belongs_to_the_outer_verb(plot: Plot) -> None:
    Plot.objects.filter(pk=plot.pk).update(state="sown")
    with keyed():
        reap(plot, actor=gardener(plot.university_id))

    assert list(FirstAnswer.objects.filter(key="k1").values_list("verb", flat=True)) == ["plot.reap"]


@pytest.mark.postgres
def test_resent_at_the_same_moment_it_still_acts_once(tables: World, arena: World) -> None:
    with room.declared():
        garden = University.objects.create(code="G-0001", name="园艺学校")
        plot = Plot.objects.create(university_id=garden.pk, path="9001", name="同时")

        def send() -> Any:
            with keyed("k2"):
                return water(plot, actor=gardener(garden.pk, "9001")).pk

        answers = all_at_once([send] * 8)
        count = records(plot)

    assert answers == [plot.pk] * 8
    assert count == 1


@pytest.mark.postgres
def test_two_who_act_at_the_same_moment_are_told_apart_by_the_lock(tables: World, arena: World) -> None:
    with room.declared():
        garden = University.objects.create(code="G-0002", name="园艺学校二")
        plot = Plot.objects.create(university_id=garden.pk, path="9002", name="抢先")

        answers = all_at_once([lambda: dig(plot, actor=gardener(garden.pk, "9002")).state] * 8)
        plot.refresh_from_db()
        chain = list(Record.objects.filter(university_id=garden.pk).values_list("seq", flat=True))

    assert sorted(getattr(a, "status", a) for a in answers if a != "dug") == [409] * 7
    assert (answers.count("dug"), plot.spades, chain) == (1, 1, [1])
