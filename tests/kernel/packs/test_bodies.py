"""Bodies that decide: tightening is an order, a loosening is named in each respect and refused with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.spec import Body, Deciding, reaches

from .conftest import SOUND, Write

POSTS = ("secretary", "deputy", "dean", "vice-dean", "clerk")
SHARES = ("half", "two-thirds")
DECIDING: dict[str, Any] = {
    "seats": ("secretary", "deputy", "dean"),
    "chair": ("secretary", "deputy"),
    "speaks_last": ("secretary",),
    "present": "half",
    "in_favour": "half",
    "of": "present",
    "notice_days": 2,
}


@st.composite
def ways(draw: st.DrawFn) -> Deciding:
    """Any way to decide that is sound."""
    seats = draw(st.sets(st.sampled_from(POSTS), min_size=1))
    among = st.sampled_from(sorted(seats))
    return Deciding(
        seats=tuple(sorted(seats)),
        chair=tuple(sorted(draw(st.sets(among, min_size=1)))),
        speaks_last=tuple(sorted(draw(st.sets(among)))),
        present=draw(st.sampled_from(SHARES)),
        in_favour=draw(st.sampled_from(SHARES)),
        of=draw(st.sampled_from(["seats", "present"])),
        notice_days=draw(st.integers(0, 3)),
        with_unit=draw(st.booleans()),
        paper_mb=draw(st.none() | st.integers(1, 5)),
        paper_pages=draw(st.none() | st.integers(1, 9)),
        absent=draw(st.sampled_from(("nothing", "opinion", "vote"))),
        paper_hours=draw(st.none() | st.integers(1, 72)),
    )


@st.composite
def tightened(draw: st.DrawFn, way: Deciding) -> Deciding:
    """The same, asking as much or more in each respect."""
    more = draw(st.sets(st.sampled_from(POSTS)))
    chair = draw(st.sets(st.sampled_from(way.chair), min_size=1))
    seats = {*way.seats, *more}
    values = {
        "seats": tuple(sorted(seats)),
        "chair": tuple(sorted(chair)),
        "speaks_last": tuple(sorted({*way.speaks_last, *draw(st.sets(st.sampled_from(sorted(seats))))})),
        "present": draw(st.sampled_from(SHARES[SHARES.index(way.present) :])),
        "in_favour": draw(st.sampled_from(SHARES[SHARES.index(way.in_favour) :])),
        "of": draw(st.sampled_from(["seats", way.of])),
        "notice_days": way.notice_days + draw(st.integers(0, 3)),
        "paper_mb": draw(st.integers(1, way.paper_mb)) if way.paper_mb else draw(st.none() | st.just(9)),
        "paper_pages": draw(st.integers(1, way.paper_pages))
        if way.paper_pages
        else draw(st.none() | st.just(9)),
        "absent": draw(st.sampled_from(("nothing", way.absent))),
        "paper_hours": (way.paper_hours or 0) + 1 if draw(st.booleans()) else way.paper_hours,
    }
    return Deciding(**(way.model_dump() | values))


SOUND_WAY = Deciding(**DECIDING)


def body(deciding: Deciding | None = SOUND_WAY, **more: Any) -> Body:
    values: dict[str, Any] = {
        "id": "joint",
        "label": {"zh": "联席会", "en": "Joint"},
        "held_by": ("faculty",),
        "expected": "seats",
        "deciding": deciding,
        "source": {"instrument": "意见", "article": "三"},
        "level": "province",
        "verified": False,
    }
    return Body(**(values | more))


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_is_an_exact_fraction(part: int, whole: int) -> None:
    share = Fraction(part, whole) if whole else Fraction(0)

    assert reaches("half", part, whole) == (whole > 0 and share > Fraction(1, 2))
    assert reaches("two-thirds", part, whole) == (whole > 0 and share >= Fraction(2, 3))


@given(ways())
def test_nothing_is_looser_than_itself(way: Deciding) -> None:
    assert (way.looser_than(way), body(way).looser_than(body(way))) == (None, None)


@given(st.data(), ways())
def test_what_asks_more_in_every_respect_is_not_looser(data: st.DataObject, way: Deciding) -> None:
    ours = data.draw(tightened(way))

    assert (ours.looser_than(way), body(ours).looser_than(body(way))) == (None, None)


@given(st.data(), ways())
def test_a_tightening_of_a_tightening_tightens_the_first(data: st.DataObject, way: Deciding) -> None:
    ours = data.draw(tightened(way))
    theirs = data.draw(tightened(ours))

    assert (theirs.looser_than(ours), theirs.looser_than(way)) == (None, None)


@given(ways(), ways(), ways())
def test_any_three_that_follow_each_other_are_in_order(a: Deciding, b: Deciding, c: Deciding) -> None:
    if b.looser_than(a) is None and c.looser_than(b) is None:
        assert c.looser_than(a) is None


@given(ways(), ways())
def test_two_that_tighten_each_other_ask_the_same(a: Deciding, b: Deciding) -> None:
    if a.looser_than(b) is None and b.looser_than(a) is None:
        parted = {
            name: {*value} if isinstance(value, list | tuple) else value
            for name, value in a.model_dump().items()
        }
        assert parted == {
            name: {*value} if isinstance(value, list | tuple) else value
            for name, value in b.model_dump().items()
        }


LOOSER: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("seats", {}, {"seats": ("secretary", "deputy")}),
    ("chair", {"chair": ("secretary",)}, {"chair": ("deputy",)}),
    ("speaks_last", {}, {"speaks_last": ()}),
    ("present", {"present": "two-thirds"}, {"present": "half"}),
    ("in_favour", {"in_favour": "two-thirds"}, {"in_favour": "half"}),
    ("of", {"of": "seats"}, {"of": "present"}),
    ("notice_days", {}, {"notice_days": 1}),
    ("with_unit", {"with_unit": True}, {"with_unit": False}),
    ("with_unit", {"with_unit": False}, {"with_unit": True}),
    ("paper_mb", {"paper_mb": 5}, {"paper_mb": 6}),
    ("paper_mb", {"paper_mb": 5}, {"paper_mb": None}),
    ("paper_pages", {"paper_pages": 5}, {"paper_pages": 6}),
    ("paper_pages", {"paper_pages": 5}, {"paper_pages": None}),
    ("absent", {"absent": "opinion"}, {"absent": "vote"}),
    ("absent", {"absent": "nothing"}, {"absent": "opinion"}),
    ("paper_hours", {"paper_hours": 48}, {"paper_hours": 24}),
    ("paper_hours", {"paper_hours": 48}, {"paper_hours": None}),
]


@pytest.mark.parametrize(("respect", "theirs", "ours"), LOOSER)
def test_a_loosening_is_named(respect: str, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    base, found = Deciding(**(DECIDING | theirs)), Deciding(**(DECIDING | theirs | ours))

    assert found.looser_than(base) == respect
    assert body(found).looser_than(body(base)) == f"deciding.{respect}"


@pytest.mark.parametrize(
    ("respect", "theirs", "ours"),
    [
        ("level", {"level": "province"}, {"level": "central"}),
        ("held_by", {"held_by": ("faculty", "branch")}, {"held_by": ("faculty",)}),
        ("expected", {}, {"expected": "some", "deciding": None}),
    ],
)
def test_so_is_one_of_the_body(respect: str, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    assert body(**(theirs | ours)).looser_than(body(**theirs)) == respect


def test_a_quorum_may_not_be_left_out() -> None:
    common: dict[str, Any] = {"expected": "members", "deciding": None}
    base, ours = (Body(**(body().model_dump() | common | {"quorum": each})) for each in ("half", "none"))

    assert (ours.looser_than(base), base.looser_than(ours)) == ("quorum", None)


def test_it_stands_for_the_one_in_whose_place_it_is() -> None:
    assert (body().stands_for, body(id="ours", tightens="joint").stands_for) == ("joint", "joint")


@pytest.mark.parametrize(
    "more",
    [
        {"chair": ("clerk",)},
        {"speaks_last": ("clerk",)},
        {"seats": ()},
        {"chair": ()},
        {"notice_days": 31},
        {"present": "most"},
    ],
)
def test_what_is_not_sound_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Deciding(**(DECIDING | more))


@pytest.mark.parametrize(
    "more",
    [
        {"deciding": None},
        {"expected": "members"},
        {"private": True},
        {"quorum": "half"},
    ],
)
def test_a_body_that_contradicts_itself_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Body(**({"deciding": body().deciding} | body().model_dump() | more))


BASE = """\
bodies:
  - id: joint
    label: {zh: 联席会, en: Joint}
    held_by: [branch]
    expected: seats
    deciding:
      seats: [keeper]
      chair: [keeper]
      present: two-thirds
      in_favour: half
      of: seats
      notice_days: 2
    source: {instrument: 意见, article: 三}
    level: province
    verified: false
"""
OURS = (
    BASE.replace("id: joint", "id: ours")
    .replace("level: province", "level: school")
    .replace("verified: false", "tightens: joint\n    verified: false")
)
"""A school's own, which asks as much; it stands in a pack of the same folder, which extends the first."""
ABOUT = SOUND["pack.yaml"]
SCHOOL = ABOUT.replace("id: small", "id: school").replace(":small", ":school") + "extends: [small]\n"


@pytest.fixture
def school_pack(write: Write) -> Any:
    """Write the pack of a school beside the small one, with this body; what the check says."""

    def written(ours: str) -> list[str]:
        root: Path = write({"bodies.yaml": BASE}).parent
        folder = root / "school"
        folder.mkdir()
        (folder / "pack.yaml").write_text(SCHOOL, encoding="utf-8")
        (folder / "bodies.yaml").write_text(ours, encoding="utf-8")
        return [str(fault) for fault in check(root) if "is not sealed" not in fault.message]

    return written


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("notice_days: 2", "notice_days: 5"),
        ("in_favour: half", "in_favour: two-thirds"),
        ("level: school", "level: school"),
    ],
)
def test_a_school_asks_more(school_pack: Any, old: str, new: str) -> None:
    assert school_pack(OURS.replace(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("present: two-thirds", "present: half", "9: bodies[0].deciding.present"),
        ("of: seats", "of: present", "11: bodies[0].deciding.of"),
        ("notice_days: 2", "notice_days: 1", "12: bodies[0].deciding.notice_days"),
        ("level: school", "level: central", "14: bodies[0].level"),
        ("held_by: [branch]", "held_by: [committee]", "4: bodies[0].held_by"),
    ],
)
def test_a_school_that_asks_less_is_refused_with_the_line(
    school_pack: Any, old: str, new: str, fault: str
) -> None:
    assert school_pack(OURS.replace(old, new)) == [
        f"school/bodies.yaml:{fault}: looser than «joint»: a lower level may tighten, never loosen"
    ]


def test_what_it_tightens_has_to_exist(school_pack: Any) -> None:
    assert school_pack(OURS.replace("tightens: joint", "tightens: jont")) == [
        "school/bodies.yaml:15: bodies[0].tightens: unknown body «jont»: did you mean «joint»?"
    ]


def test_posts_have_to_exist(school_pack: Any) -> None:
    assert school_pack(OURS.replace("seats: [keeper]", "seats: [keeper, warden]")) == [
        "school/bodies.yaml:7: bodies[0].deciding.seats[1]: unknown role «warden»"
    ]
