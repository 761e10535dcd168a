"""A verb asks grant, rule, step and gate in this order, and leaves its record or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.kernel.actions import VERBS, action, may
from jingwei.kernel.call import Call, calling
from jingwei.kernel.errors import EditedMeanwhile, Invalid, NotAllowed, NotFound, StepNotOpen
from tests.kernel.plot.models import Bed, Plot
from tests.kernel.plot.room import dig, gardener, lay, reap, sow, trample, water, weed

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def verbs_about(plot: Plot) -> list[str]:
    rows = Record.objects.filter(university_id=plot.university_id, subject_type="plot", subject_id=plot.pk)
    return list(rows.order_by("seq").values_list("verb", flat=True))


def test_granted_open_and_recorded_once(plot: Plot) -> None:
    done = dig(plot, actor=gardener(plot.university_id), deep=3)

    plot.refresh_from_db()
    assert (done.state, plot.state, plot.spades) == ("dug", "dug", 3)
    assert verbs_about(plot) == ["plot.dig"]
    assert not list(broken_links())


@pytest.mark.parametrize("path", ["0002", "000100010001", "00010002"])
def test_a_grant_elsewhere_or_below_does_not_reach(plot: Plot, path: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        dig(plot, actor=gardener(plot.university_id, path))

    assert (refused.value.status, refused.value.code) == (403, "no-grant")
    assert verbs_about(plot) == []


def test_a_grant_of_another_verb_does_not_widen(plot: Plot) -> None:
    with pytest.raises(NotAllowed, match="翻地"):
        dig(plot, actor=gardener(plot.university_id, "0001", "plot.sow", "plots.*"))


def test_a_rule_refuses_with_its_clause_and_sees_the_values_it_names(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    with pytest.raises(NotAllowed) as refused:
        dig(plot, actor=actor, on=SUNDAY)

    assert (refused.value.status, refused.value.code, refused.value.clause) == (403, "rule", "9.9")
    assert dig(plot, actor=actor, on=MONDAY).state == "dug"


def test_a_step_that_is_not_open_names_those_that_are(plot: Plot) -> None:
    with pytest.raises(StepNotOpen) as refused:
        reap(plot, actor=gardener(plot.university_id))

    assert (refused.value.status, refused.value.open_steps) == (409, ("dig",))


def test_a_gate_says_what_is_missing(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    plot = dig(plot, actor=actor)
    with pytest.raises(StepNotOpen) as refused:
        sow(plot, actor=actor, crop="麦")
    assert (refused.value.code, refused.value.clause) == ("gate-shut", "1.2")

    Bed.objects.create(plot=plot, crop="麦")

    assert sow(plot, actor=actor, crop="麦").state == "sown"


def test_grant_is_asked_before_rule_and_rule_before_step(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    dug = dig(plot, actor=actor)

    assert may(gardener(plot.university_id, "0009"), "plot.dig", dug, on=SUNDAY).code == "no-grant"  # type: ignore[union-attr]
    assert may(actor, "plot.dig", dug, on=SUNDAY).code == "rule"  # type: ignore[union-attr]
    assert may(actor, "plot.dig", dug).code == "step-not-open"  # type: ignore[union-attr]


def test_may_gives_the_very_refusal_that_doing_raises(plot: Plot) -> None:
    actor = gardener(plot.university_id, "0009")
    with pytest.raises(NotAllowed) as refused:
        dig(plot, actor=actor)

    told = may(actor, "plot.dig", plot)

    assert told is not None
    assert (type(told), told.code, str(told)) == (type(refused.value), refused.value.code, str(refused.value))


@pytest.mark.parametrize("quietly", [True, False])
def test_without_its_own_record_nothing_is_changed(plot: Plot, quietly: bool) -> None:
    with pytest.raises(RuntimeError, match=r"plot\.trample wrote nothing"):
        trample(plot, actor=gardener(plot.university_id), quietly=quietly)

    plot.refresh_from_db()
    assert plot.name == "东地"
    assert verbs_about(plot) == []


def test_a_verb_within_a_verb_is_recorded_as_well_and_undone_together(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    Plot.objects.filter(pk=plot.pk).update(state="sown")
    reap(plot, actor=actor)
    assert verbs_about(plot) == ["plot.water", "plot.reap"]

    Plot.objects.filter(pk=plot.pk).update(state="sown")
    with pytest.raises(NotAllowed):
        reap(plot, actor=gardener(plot.university_id, "0001", "plot.reap"))

    assert verbs_about(plot) == ["plot.water", "plot.reap"]
    assert Plot.objects.get(pk=plot.pk).state == "sown"


def test_the_body_sees_the_row_as_it_is_now(plot: Plot) -> None:
    stale = Plot.objects.get(pk=plot.pk)
    actor = gardener(plot.university_id)
    dig(plot, actor=actor)

    with pytest.raises(StepNotOpen):
        dig(stale, actor=actor)


def test_a_subject_that_is_gone_is_not_found(plot: Plot) -> None:
    stale = Plot.objects.get(pk=plot.pk)
    plot.delete()

    with pytest.raises(NotFound):
        water(stale, actor=gardener(stale.university_id))


def test_a_part_asks_the_flow_of_its_whole(plot: Plot) -> None:
    bed = Bed.objects.create(plot=plot, crop="豆")

    with pytest.raises(StepNotOpen) as refused:
        lay(bed, actor=gardener(plot.university_id))

    assert refused.value.open_steps == ("dig",)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    with calling(Call(expected_version=7)), pytest.raises(EditedMeanwhile):
        dig(plot, actor=actor)

    with calling(Call(expected_version=1)):
        assert dig(plot, actor=actor).version == 2


def test_a_version_asked_of_what_has_none_is_told(plot: Plot) -> None:
    bed = Bed.objects.create(plot=plot, crop="豆")

    with calling(Call(expected_version=1)), pytest.raises(Invalid):
        weed(bed, actor=gardener(plot.university_id))


def test_a_name_is_a_verb_once(garden: object) -> None:
    with pytest.raises(RuntimeError, match=r"declared twice: plot\.dig"):

        @action("plot.dig", label="又翻地")
        def dig_again(plot: Plot, *, actor: Any) -> Plot:
            """Dig."""
            return plot


def test_a_verb_speaks_for_itself(garden: object) -> None:
    verb = VERBS["plot.reap"]

    assert (verb.step, verb.summary) == (
        "reap",
        "Take the crop, and water what is left: a verb that calls another.",
    )
