"""A new version says where everything went: what is wrong with that is told at once, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.versions import seal

from .conftest import SOUND, Write

Next = Callable[..., list[str]]


@pytest.fixture
def following(write: Write) -> Next:
    """Seal the small pack as it is, write its next version with some files changed; the faults of that."""

    def write_following(number: int = 2, **files: str) -> list[str]:
        folder = write()
        if number == 2:
            seal(load(folder))
        write(
            {place.replace("__", "/") + ".yaml": text for place, text in files.items()}
            | {"pack.yaml": SOUND["pack.yaml"].replace("version: 1", f"version: {number}")}
        )
        return [str(fault) for fault in check(folder.parent) if "is not sealed" not in fault.message]

    return write_following


def test_a_line_that_leads_nowhere_is_a_fault_and_all_are_told_at_once(following: Next) -> None:
    clauses = SOUND["clauses/1.yaml"].replace(
        "- id: 1.1\n", "- id: 1.1\n    replaces: [1.1, 1.9, 1.8, 1.8]\n"
    )
    obligations = SOUND["obligations/few.yaml"].replace(
        "- id: yearly\n", "- id: each\n    replaces: [yearli]\n"
    )

    assert following(clauses__1=clauses, obligations__few=obligations, cases__few="cases: []\n") == [
        "small/clauses/1.yaml:4: clauses[0].replaces[0]: clause «1.1» takes its own place anyway",
        "small/clauses/1.yaml:4: clauses[0].replaces[1]: version 1 has no clause «1.9»",
        "small/clauses/1.yaml:4: clauses[0].replaces[2]: version 1 has no clause «1.8»",
        "small/clauses/1.yaml:4: clauses[0].replaces[3]: «1.8» is named twice",
        "small/obligations/few.yaml:3: obligations[0].replaces[0]: version 1 has no obligation «yearli»: did you mean «yearly»?",
    ]


def test_what_is_split_gives_its_number_up(following: Next) -> None:
    split = (
        SOUND["clauses/1.yaml"]
        + """\
  - id: 1.2
    replaces: [1.1]
    summary: {zh: 二, en: Two}
    objects: [matters]
    shows: {zh: 看, en: See}
"""
    )

    assert following(clauses__1=split) == [
        "small/clauses/1.yaml:9: clauses[1].replaces[0]: "
        "clause «1.1» stays in this version: what is split gives each part a new id"
    ]


def test_the_first_version_takes_nobodys_place(change: Write) -> None:
    root = change("clauses/1.yaml", "- id: 1.1\n", "- id: 1.1\n    replaces: [1.2]\n").parent

    assert [str(f) for f in check(root) if "sealed" not in f.message] == [
        "small/clauses/1.yaml:4: clauses[0].replaces[0]: there is no version before this one"
    ]


def test_other_numbers_need_another_day(following: Next) -> None:
    asked = SOUND["obligations/few.yaml"].replace("at_least: 1}", "at_least: 2}")
    fault = (
        "small/obligations/few.yaml:13: obligations[0].effective_from: "
        "«count» differs from version 1: say from which day"
    )

    assert following(obligations__few=asked) == [fault]


def test_with_another_day_or_other_words_alone_it_is_sound(following: Next) -> None:
    asked = (
        SOUND["obligations/few.yaml"]
        .replace("at_least: 1}", "at_least: 2}")
        .replace("2022-06-01", "2027-01-01")
    )

    assert following(obligations__few=asked) == []
    assert following(obligations__few=SOUND["obligations/few.yaml"].replace("一年一件", "一年办一件")) == []


def test_an_indicator_that_counts_other_things_is_another_indicator(following: Next) -> None:
    counted = SOUND["indicators/depth.yaml"].replace(
        "verbs: [matters.note]}", "verbs: [matters.note], distinct: subject}"
    )
    counted = counted.replace("result: [real]}", "result: [real], distinct: subject}")

    assert following(indicators__depth=counted) == [
        f"small/indicators/depth.yaml:{line}: indicators[0].{part}: "
        "counts other things than in version 1: give it an id of its own"
        for line, part in ((11, "numerator"), (12, "denominator"))
    ]


def test_a_version_does_not_take_effect_before_the_one_before(write: Write) -> None:
    folder = write()
    seal(load(folder))
    earlier = SOUND["pack.yaml"].replace("version: 1", "version: 2").replace("2022-06-01", "2022-01-01")
    write({"pack.yaml": earlier})

    assert [str(f) for f in check(folder.parent) if "sealed" not in f.message] == [
        "small/pack.yaml:7: effective_from: earlier than that of version 1"
    ]


def test_an_id_that_ended_never_comes_back(write: Write) -> None:
    folder = write()
    seal(load(folder))
    head = SOUND["pack.yaml"]
    gone = SOUND["obligations/few.yaml"].replace("id: yearly", "id: other")
    write({"pack.yaml": head.replace("version: 1", "version: 2"), "obligations/few.yaml": gone})
    seal(load(folder))
    write({"pack.yaml": head.replace("version: 1", "version: 3")})

    assert [str(f) for f in check(folder.parent) if "sealed" not in f.message] == [
        "small/obligations/few.yaml:2: obligations[0].id: "
        "obligation «yearly» ended after version 1: an id never comes back"
    ]


def test_what_was_published_is_kept_beside_it_and_not_touched(write: Write) -> None:
    folder: Path = write()
    seal(load(folder))
    kept = folder / "published" / "1.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("一年一件", "一年两件"), encoding="utf-8")
    touched = [str(fault) for fault in check(folder.parent)]
    kept.unlink()

    assert touched == ["small/published/1.json:1: not the content of version 1"]
    assert [str(fault) for fault in check(folder.parent)] == touched
