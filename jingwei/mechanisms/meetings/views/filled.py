"""What a school's own template of each paper is filled in with: read by the same words as the paper that we print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from jingwei.adapters.papers.paper import Block, Labelled, Paragraph
from jingwei.mechanisms.meetings.flow import PASSED
from jingwei.mechanisms.meetings.queries import agenda_of, course_of, roster_at
from jingwei.mechanisms.meetings.views.wording import (
    agreed,
    amended,
    asked,
    attendance,
    day_words,
    doing,
    heard,
    names,
    sent_on,
    when,
)

Values = dict[str, Any]


def _met(meeting: Any) -> Values:
    return {
        "会议": meeting.body_label,
        "组织": meeting.organisation.name,
        "时间": when(meeting),
        "地点": meeting.room,
    }


def _numbered(rows: Iterable[Values]) -> list[Values]:
    return [{"序号": str(number)} | row for number, row in enumerate(rows, 1)]


def _notice(actor: Any, meeting: Any) -> Values:
    roster = roster_at(meeting)
    return _met(meeting) | {
        "出席": names(roster.voting),
        "列席": names(seat for seat in roster.seats if not seat.has_vote),
        "日期": day_words(sent_on(meeting)),
        "议题": _numbered({"题目": each.title} for each in agenda_of(actor, meeting)),
    }


def _agenda(actor: Any, meeting: Any) -> Values:
    rows = (
        {"题目": each.title, "种类": each.kind_label, "提出人": each.item.proposed_name}
        for each in agenda_of(actor, meeting)
    )
    return _met(meeting) | {"议题": _numbered(rows)}


def _sign_in(actor: Any, meeting: Any) -> Values:
    rows = ({"姓名": seat.person.name, "职务": seat.post} for seat in roster_at(meeting).seats)
    return _met(meeting) | {"人员": _numbered(rows)}


def _minutes(actor: Any, meeting: Any) -> Values:
    rows = ({"题目": each.title, "经过": _lines(heard(each))} for each in agenda_of(actor, meeting))
    approved, signed = (each.name if each else "" for each in (meeting.approved_by, meeting.signed_by))
    ends = {"审定人": approved, "签字人": signed, "更正": "\n".join(amended(meeting))}
    return _met(meeting) | attendance(meeting) | ends | {"议题": _numbered(rows)}


def _lines(blocks: Iterable[Block]) -> str:
    """What the paragraphs of a paper say, line under line."""
    told = (
        f"{each.label}：{each.text}" if isinstance(each, Labelled) else each.text
        for each in blocks
        if isinstance(each, Labelled | Paragraph)
    )
    return "\n".join(told)


def _summary(actor: Any, meeting: Any) -> Values:
    roster = roster_at(meeting)
    rows = (
        {"题目": each.title, "议定": agreed(each), "办理": "\n".join(doing(each))}
        for each in agenda_of(actor, meeting)
    )
    return _met(meeting) | {
        "主持": meeting.chair.name if meeting.chair else "",
        "应到": str(len(roster.voting)),
        "实到": str(len(roster.came)),
        "日期": day_words(meeting.held_on),
        "议题": _numbered(rows),
    }


def _resolutions(actor: Any, meeting: Any) -> Values:
    rows = (
        {
            "题目": each.title,
            "赞成": str(each.yes),
            "反对": str(each.no),
            "弃权": str(each.abstained),
            "内容": agreed(each),
        }
        for each in agenda_of(actor, meeting)
        if each.state == PASSED
    )
    return _met(meeting) | {"日期": day_words(meeting.held_on), "决议": _numbered(rows)}


def _sheet(actor: Any, item: Any) -> Values:
    rows = [
        {
            "名称": each.meeting.body_label,
            "日期": str(each.meeting.held_on),
            "稿次": str(each.paper),
            "结果": str(each.state_label),
        }
        for each in reversed(course_of(actor, item))
    ]
    return asked(actor, item) | {"组织": item.organisation.name, "会议": rows}


VALUES: dict[str, Callable[[Any, Any], Values]] = {
    "notice": _notice,
    "agenda": _agenda,
    "sign-in": _sign_in,
    "minutes": _minutes,
    "summary": _summary,
    "resolutions": _resolutions,
    "sheet": _sheet,
}
"""The values of each paper by its name, for the placeholders that its kind declares."""
