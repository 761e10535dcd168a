"""An event belongs to one verb, reads as a sentence, and still does when its personal part is erased."""

from __future__ import annotations

import pytest

from jingwei.foundation.ledger.models import PersonalValues, Record
from jingwei.foundation.ledger.queries import broken_links, sentences
from jingwei.kernel.actions import VERBS
from jingwei.kernel.events import EVENTS, Event, sentence_of
from tests.kernel.plot.models import Bed, Plot
from tests.kernel.plot.room import Sown, dig, gardener, sow


def test_two_events_of_one_verb_are_refused(garden: object) -> None:
    with pytest.raises(TypeError, match=r"two events for plot\.sow"):

        class SownAgain(Event):
            verb = "plot.sow"
            sentence = ""


@pytest.mark.parametrize("given", [{"verb": "plot.fence"}, {"sentence": "{actor}"}])
def test_an_event_without_verb_or_sentence_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="must declare"):
        type("Fenced", (Event,), given)


def test_personal_values_are_kept_apart() -> None:
    event = Sown(crop="麦", helper="李四")

    assert event.public_values() == {"crop": "麦"}
    assert event.personal_values() == {"helper": "李四"}
    assert Sown(crop="麦").personal_values() == {}


def test_a_sentence_is_whole_with_its_personal_part_and_readable_without(plot: Plot) -> None:
    actor = gardener(plot.university_id)
    Bed.objects.create(plot=plot, crop="麦")
    sow(dig(plot, actor=actor), actor=actor, crop="麦", helper="李四")
    record = Record.objects.get(verb="plot.sow", subject_id=plot.pk)
    assert "李四" not in record.data
    assert [s for _, s in sentences([record])] == ["园丁 在 东地 种下 麦，由 李四 帮忙"]

    PersonalValues.objects.filter(record=record).delete()

    assert [s for _, s in sentences([record])] == ["园丁 在 东地 种下 麦，由 —— 帮忙"]
    assert not list(broken_links())


def test_a_verb_that_is_no_longer_known_still_reads() -> None:
    assert sentence_of("gone.verb", {}, actor="甲", subject="乙") == "甲 · 乙"


def test_braces_typed_by_people_stay_what_they_are() -> None:
    assert sentence_of("gone.verb", {}, actor="{subject.pk}", subject="{0}") == "{subject.pk} · {0}"


def test_every_verb_that_acts_has_its_event_and_every_event_its_verb() -> None:
    acting = {name for name, verb in VERBS.items() if verb.run}

    assert acting == set(EVENTS)
