"""What the woven pictures draw, and what they say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from jingwei.ui import weave
from jingwei.ui.braid import BraidPoint, braid
from jingwei.ui.threads import frays, spans

ROWS = st.text("bpw-", min_size=1, max_size=40)
SIDES = st.integers(0, 400).flatmap(
    lambda everything: st.tuples(st.integers(0, everything), st.just(everything))
)
START, END, TODAY = date(2026, 2, 22), date(2026, 6, 3), date(2026, 4, 16)
POINTS = st.lists(
    st.builds(
        BraidPoint,
        date=st.integers(0, 100).map(lambda days: START + timedelta(days=days)),
        title=st.text("春耕农机试播 <&\"'abc", min_size=1, max_size=12),
        side=st.sampled_from(["party", "unit", "both"]),
        done=st.booleans(),
        url=st.sampled_from(["", "/matters/1?a=1&b=2"]),
    ),
    max_size=24,
)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<box>{svg}</box>")


def half(words: str) -> float:
    """Half the width of a label set at 15 units."""
    return sum(15 if letter > "\u2e7f" else 8.5 for letter in words) / 2


def drawn(svg: str, kind: str) -> str:
    """The path data of all threads of one class."""
    found = re.findall(rf'<path class="{kind}" d="([^"]*)"', svg)
    return "".join(found)


@given(ROWS)
def test_a_loom_says_how_many_milestones_each_side_has(rows: str) -> None:
    label = parsed(weave.loom(rows))[0].get("aria-label", "")

    said = [int(number) for number in re.findall(r"\d+", label)]

    assert said == [len(rows), rows.count("b"), rows.count("p"), rows.count("w"), rows.count("-")]


@given(ROWS)
def test_a_loom_lays_a_weft_only_where_there_is_one(rows: str) -> None:
    svg = weave.loom(rows)

    assert bool(drawn(svg, "wv-weft")) == ("b" in rows)
    assert drawn(svg, "wv-weft wv-thin").count("M") == rows.count("w")
    assert bool(drawn(svg, "wv-warp-p")) == bool(set(rows) & set("-w"))


def test_a_loom_of_one_bound_row_is_a_plain_weave() -> None:
    svg = weave.loom("b", "", warps=2)

    assert svg == (
        '<svg class="loom" viewBox="0 0 56 56" aria-hidden="true">'
        '<path class="wv-warp" d="M14 0V56M42 0V24.9M42 31.1V56" stroke-width="16.2"/>'
        '<path class="wv-weft" d="M0 28H5.1M22.9 28H56" stroke-width="4.6"/></svg>'
    )


def test_a_loom_refuses_a_row_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="a loom row"):
        weave.loom("bx")


@given(SIDES, SIDES)
def test_a_cloth_says_its_numbers_and_draws_no_more_than_fits(
    party: tuple[int, int], unit: tuple[int, int]
) -> None:
    svg = weave.cloth(party, unit)
    label = parsed(svg)[0].get("aria-label", "")

    said = [int(number) for number in re.findall(r"\d+", label)]
    places = [float(place) for place in re.findall(r"M([\d.]+) [\d.]+V", drawn(svg, "wv-warp-p"))]

    assert said[:4] == [party[1], party[0], unit[1], unit[0]]
    assert len(places) <= weave.CLOTH_THREADS
    assert all(place <= weave.CLOTH for place in places)


@given(st.integers(1, weave.CLOTH_THREADS), st.integers(1, weave.CLOTH_THREADS))
def test_a_small_cloth_has_one_thread_for_each_piece_of_work(party: int, unit: int) -> None:
    svg = weave.cloth((0, party), (0, unit))

    assert drawn(svg, "wv-warp-p").count("M") == party
    assert drawn(svg, "wv-weft-p").count("M") == unit


def test_a_cloth_cannot_bind_more_than_there_is() -> None:
    with pytest.raises(ValueError, match="bound work"):
        weave.cloth((3, 2), (0, 0))


def test_a_knot_interlaces_only_when_both_sides_are_done() -> None:
    interlaced = 'd="M12 2V18.8M12 25.2V32M22 2V8.8M22 15.2V32"'

    assert interlaced in weave.knot("done", "done")
    assert all(interlaced not in weave.knot("done", unit) for unit in ("doing", "todo"))


@given(st.sampled_from(["done", "doing", "todo"]), st.sampled_from(["done", "doing", "todo"]))
def test_a_knot_hangs_pale_what_is_not_done(party: str, unit: str) -> None:
    svg = weave.knot(party, unit)

    assert ("wv-warp-p" in svg) == (party != "done")
    assert ("wv-weft-p" in svg) == (unit != "done")
    assert ('class="wv-warp"' in svg) == (party != "todo")


def test_pictures_are_read_in_the_language_of_the_page() -> None:
    with override("zh-hans"):
        chinese = weave.knot("done", "todo")

    assert 'aria-label="党建侧做完了，业务侧还没做"' in chinese


def test_an_empty_label_hides_the_picture_from_readers() -> None:
    assert 'aria-hidden="true"' in weave.loom("b", "")
    assert 'aria-hidden="true"' in weave.mark()


def test_a_label_cannot_break_out_of_the_picture() -> None:
    assert "<script>" not in weave.loom("b", '"><script>alert(1)</script>')


@given(POINTS)
def test_a_braid_names_every_point_twice_and_holds_every_label(points: list[BraidPoint]) -> None:
    box = parsed(braid(points, TODAY, START, END))[0]
    wide, tall = box

    marks = [part for part in wide if part.get("class") in {"done", "ahead"}]
    rows = [row for row in tall if row.get("class") != "today"]
    words = [text for mark in marks for text in mark.iter("text")]

    assert len(marks) == len(rows) == len(words) == len(points)
    assert all(mark.get("aria-label") for mark in marks)
    assert all(0 <= float(text.get("x", "-1")) <= 1160 for text in words)
    assert len(tall) == len(points) + 1


@given(POINTS)
def test_labels_of_one_lane_never_touch(points: list[BraidPoint]) -> None:
    wide = parsed(braid(points, TODAY, START, END))[0][0]

    by_lane: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for mark in wide:
        for text in mark.iter("text") if mark.get("class") in {"done", "ahead"} else ():
            by_lane.setdefault((text.get("y", ""), text.get("class", "")), []).append(
                (float(text.get("x", "0")), text.text or "")
            )
    for labels in by_lane.values():
        ends = sorted((x - half(words), x + half(words)) for x, words in labels)
        assert all(left[1] <= right[0] + 0.1 for left, right in pairwise(ends))


@given(POINTS)
def test_pictures_are_the_same_each_time_and_carry_no_inline_style(points: list[BraidPoint]) -> None:
    first = braid(points, TODAY, START, END)

    assert first == braid(list(points), TODAY, START, END)
    assert "style=" not in first


def test_a_braid_without_points_still_has_two_strands() -> None:
    wide = parsed(braid([], TODAY, START, START))[0][0]

    assert len([path for path in wide if (path.get("class") or "").startswith("wv-")]) == 4


def test_a_braid_point_belongs_to_a_side() -> None:
    with pytest.raises(ValueError, match="belongs to"):
        BraidPoint(START, "x", "nobody", False)


@given(st.lists(st.floats(0, 100, allow_nan=False), max_size=8), st.floats(0.5, 5))
def test_a_thread_is_never_seen_where_it_passes_under_another(crossings: list[float], half: float) -> None:
    seen = spans(0, 100, sorted(crossings), half)

    assert all(a < b for a, b in seen)
    assert all(not (a < crossing < b) for a, b in seen for crossing in crossings)


def test_frayed_ends_are_the_same_each_time() -> None:
    first, second = frays(7), frays(7)

    assert [first() for _ in range(5)] == [second() for _ in range(5)]
