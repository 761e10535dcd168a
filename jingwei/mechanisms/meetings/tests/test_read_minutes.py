"""How old minutes are read: by labels, cells and titles; every line goes somewhere, and once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.mechanisms.meetings.rules.old_minutes import KNOWN, Told, day_in, read_minutes

BODIES = {
    "党政联席会议": "joint-meeting",
    "联席会议": "joint-meeting",
    "党课": "lecture",
    "支部党员大会": "assembly",
}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2023年5月10日下午两点", date(2023, 5, 10)),
        ("2023 年 12 月 1 日", date(2023, 12, 1)),
        ("2023-05-10 14:00", date(2023, 5, 10)),
        ("2023.5.10", date(2023, 5, 10)),
        ("二〇二三年五月十日", date(2023, 5, 10)),
        ("二○一九年十二月三十一日", date(2019, 12, 31)),
        ("二〇二三年十一月二十日", date(2023, 11, 20)),
        ("2023年2月30日", None),
        ("五月十日", None),
        ("", None),
    ],
)
def test_a_day_in_figures_and_in_words(line: str, day: date | None) -> None:
    assert day_in(line) == day


def test_cells_of_a_table_are_labels_and_what_stands_beside_them() -> None:
    lines = (
        "支部党员大会记录",
        "时　间",
        "2022年3月1日",
        "主持人",
        "沈砚秋",
        "出席",
        "喻清川、乔望北",
        "讨论发展对象。",
    )

    assert read_minutes(lines, BODIES) == Told(
        body="assembly",
        held_on=date(2022, 3, 1),
        present="主持：沈砚秋\n出席：喻清川、乔望北",
        text="讨论发展对象。",
    )


def test_the_longest_word_names_the_body() -> None:
    assert (
        read_minutes(("机械学院党政联席会议纪要", "时间：2022-03-01", "一、好。"), BODIES).body
        == "joint-meeting"
    )


def test_numbered_labels_and_half_width_colons() -> None:
    told = read_minutes(
        ("一、会议时间: 2022-03-01", "二、参会人员: 甲、乙", "三、会议议题: 招生", "同意。"), BODIES
    )

    assert (told.held_on, told.present, told.topic) == (date(2022, 3, 1), "出席：甲、乙", "招生")
    assert told.text == "会议议题：招生\n同意。"


def test_a_text_without_any_label_is_what_was_resolved() -> None:
    assert read_minutes(("大家谈了很久。", "2021年6月1日"), BODIES) == Told(
        held_on=date(2021, 6, 1), text="大家谈了很久。"
    )


WORDS = st.sampled_from(
    [*sorted(KNOWN), "：", ":", "甲", "2023年5月10日", "党课", "一、", "抄送", "第3次", " "]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map("".join), max_size=12)


@given(lines=LINES)
def test_nothing_is_lost_and_nothing_breaks(lines: list[str]) -> None:
    told = read_minutes([line for line in lines if line.strip()], BODIES)

    kept = f"{told.body} {told.held_on} {told.topic} {told.present} {told.text} {told.unread}"
    for line in lines:
        if "甲" in line:
            assert "甲" in kept
    assert len(told.topic) <= 80
