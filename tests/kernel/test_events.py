"""An event belongs to one verb, reads as a sentence, and still does when its personal part is erased."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import PersonalValues, Record
from jingwei.foundation.ledger.queries import broken_links, sentences
from jingwei.kernel.actions import VERBS
from jingwei.kernel.events import EVENTS, Event, canonical, parts_of, sentence_of
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


VALUES = {
    "str": st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    "int": st.integers(-(10**12), 10**12),
    "bool": st.booleans(),
}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_what_an_event_says_is_written_in_one_form_only(data: st.DataObject) -> None:
    event = EVENTS[data.draw(st.sampled_from(sorted(EVENTS)))]
    kinds = {field.name: getattr(field.type, "__name__", str(field.type)) for field in fields(event)}
    said: dict[str, Any] = {
        name: data.draw(VALUES.get(kind, st.dictionaries(VALUES["str"], VALUES["str"], max_size=3)))
        for name, kind in kinds.items()
    }
    made = event(**said)
    personal, secret = made.personal_values(), made.secret_values()

    assert event.written(said) == (
        canonical(made.public_values()),
        canonical(personal) if personal or secret else "",
        canonical(secret) if secret else "",
    )


def test_only_words_numbers_and_yes_or_no_are_plain() -> None:
    plain = {
        name for event in EVENTS.values() for part in parts_of(event) if part.is_plain for name in part.names
    }
    odd = {
        name
        for event in EVENTS.values()
        for part in parts_of(event)
        if not part.is_plain
        for name in part.names
    }

    assert {"code", "person", "since"} <= plain
    assert {"details", "old", "new", "route", "kinds"} <= odd


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


def test_fields_are_called_as_people_call_them_in_the_reader_s_language() -> None:
    kept = {"fields": "job_title, phone"}

    assert sentence_of("people.amend", kept, actor="甲", subject="乙") == "甲更正了乙的信息：职称、电话"
    with override("en"):
        assert sentence_of("people.amend", kept, actor="甲", subject="乙").endswith("Job title, Phone")
        role = {"person": "丙", "role": "党支部书记", "since": "2026-11-28"}
        told = sentence_of("appointments.make", role, actor="甲", subject="乙")
        assert told == "甲 appointed 丙 Secretary of a Party branch of 乙, from 2026-11-28 on"


def test_no_full_stop_stands_before_what_the_sentence_adds() -> None:
    kept = {"text": "到场 15 人。", "reason": "请写结果。"}

    assert (
        sentence_of("matters.return", kept, actor="甲", subject="乙")
        == "甲退回了：到场 15 人，理由：请写结果。"
    )
