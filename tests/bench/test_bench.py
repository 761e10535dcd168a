"""The benchmarks still find their way in: what they ask of the platform is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import subjects_of
from bench.places import Place
from bench.serving import Line, serving

STILL_OVER = {"one school, university": 25, "desk, school": 24, "desk, branch": 22}
"""Pages that miss their target in a province with something of everything, and what they ask at most, which depends a
little on the day; a figure may only fall."""
SMALL = ("universities=1", "schools=2", "people=80", "matters=200")


@pytest.mark.drill
def test_every_page_of_the_bench_answers_its_account_in_a_small_province(tmp_path: Path) -> None:
    place = Place("SQLite", tmp_path, scale=SMALL)
    subjects = subjects_of(place.province)

    keys = place.inside("keys", *place.province["accounts"].values())
    asked = [subject.asked for subject in subjects]
    questions = place.inside("questions", *asked)

    assert keys.keys() == set(place.province["accounts"].values())
    assert questions.keys() == set(asked)
    counted = {each.name: questions[each.asked] for each in subjects}
    with serving("bench.bare.wsgi:application", place.variables) as bare:
        for floor in ("people", "uncounted"):
            line = Line(bare.port, f"/{floor}/{place.province['university']}/")
            assert "<td>" in line.ask().decode()
            line.close()
    most = {each.name: each.most_questions for each in subjects} | STILL_OVER
    assert {name: number for name, number in counted.items() if number > most[name]} == {}
