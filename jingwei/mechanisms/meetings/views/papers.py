"""The papers of a meeting that decides, from its notice to its resolutions: read from what was recorded, typed by nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jingwei.adapters.papers.answer import document_answer, paper_answer
from jingwei.adapters.papers.paper import (
    Block,
    Fact,
    Facts,
    Heading,
    Items,
    Labelled,
    Paper,
    Paragraph,
    Signature,
    facts,
    table,
)
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import (
    APPROVED,
    CLOSED,
    CONVENED,
    OPEN,
    PASSED,
    SENT,
    SIGNED,
)
from jingwei.mechanisms.meetings.queries import (
    SEE_ITEMS,
    agenda_of,
    course_of,
    item_for,
    looked_at_in,
    may_read,
    meeting_for,
    roster_at,
    to_look_at,
)
from jingwei.mechanisms.meetings.queries.templates import PAPER_KINDS, filled_from, template_in_use
from jingwei.mechanisms.meetings.views.filled import VALUES
from jingwei.mechanisms.meetings.views.wording import (
    agreed,
    amended,
    asked,
    attendance,
    day_words,
    doing,
    found_again,
    heard,
    names,
    sent_on,
    when,
)

CALLED = (SENT, OPEN, CLOSED, APPROVED, SIGNED)
HELD = (CLOSED, APPROVED, SIGNED)
Writer = Callable[[Any, Any], Paper]
KINDS: dict[str, Literal["docx", "pdf"]] = {"docx": "docx", "pdf": "pdf"}


@holding(SEE_ITEMS)
@require_GET
def of_meeting(request: HttpRequest, meeting_id: int, which: str, kind: str) -> HttpResponse:
    """One of the papers of a meeting, as a document or printed."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if kind not in KINDS or which not in papers_at(meeting) or not may_read(actor, meeting):
        raise NotFound
    name = f"{meeting.body_label} {meeting.held_on} {PAPER_KINDS[which].label}"
    return _answer(actor, name, which, kind, meeting, PAPERS[which][0])


@holding(SEE_ITEMS)
@require_GET
def of_item(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    """The approval sheet of an item."""
    actor = actor_of(request)
    item = item_for(actor, item_id)
    if kind not in KINDS:
        raise NotFound
    return _answer(actor, f"{_('议题审批表')} {item.title}", "sheet", kind, item, _sheet)


def _answer(actor: Any, name: str, which: str, kind: str, subject: Any, write: Writer) -> HttpResponse:
    """The paper: a document from the school's own template where it has one, else as we write it; printed always so."""
    own = template_in_use(actor, which) if kind == "docx" else None
    if own is None:
        return paper_answer(name, write(actor, subject), KINDS[kind])
    return document_answer(f"{name}.docx", filled_from(own, VALUES[which](actor, subject)))


def papers_at(meeting: Any) -> dict[str, Any]:
    """The papers that a meeting has at this step, by name, with their labels."""
    if registry.body(meeting.body).deciding is None:
        return {}
    return {
        name: PAPER_KINDS[name].label for name, (_write, states) in PAPERS.items() if meeting.state in states
    }


def _notice(actor: Any, meeting: Any) -> Paper:
    titles = tuple(each.title for each in agenda_of(actor, meeting))
    said = _("定于 {when} 在{room}召开{body}。请准时参加；不能参加的，请提前请假。")
    if not meeting.room:
        said = _("定于 {when} 召开{body}。请准时参加；不能参加的，请提前请假。")
    told = said.format(when=when(meeting), room=meeting.room, body=meeting.body_label)
    blocks: list[Block] = [
        Paragraph(told),
        Heading(_("一、议题")),
        Items(titles),
        *_looked_at(actor, meeting),
        Heading(_("二、参加人员")),
    ]
    roster = roster_at(meeting)
    blocks.append(Labelled(_("出席"), names(roster.voting)))
    blocks.append(Labelled(_("列席"), names(seat for seat in roster.seats if not seat.has_vote)))
    blocks.append(Signature(meeting.organisation.name, sent_on(meeting)))
    return Paper(_("关于召开{body}的通知").format(body=meeting.body_label), tuple(blocks))


def _looked_at(actor: Any, meeting: Any) -> list[Block]:
    """What the body resolved to look at again at this meeting."""
    told = _("{day}议决的《{title}》")
    looked = [each.hearing for each in looked_at_in(actor, meeting)]
    rows = [
        told.format(day=day_words(each.meeting.held_on), title=each.title)
        for each in (*looked, *to_look_at(actor, meeting))
    ]
    return [Paragraph(_("回头看：{items}。").format(items=_("、").join(rows)))] if rows else []


def _agenda(actor: Any, meeting: Any) -> Paper:
    rows = [
        [at, each.title, each.kind_label, each.item.proposed_name]
        for at, each in enumerate(agenda_of(actor, meeting), 1)
    ]
    blocks = (
        facts([(_("时间"), when(meeting)), (_("地点"), meeting.room)]),
        table([_("序号"), _("议题"), _("种类"), _("谁提的")], rows, [1, 6, 4, 2]),
        *_looked_at(actor, meeting),
    )
    return Paper(_("{body}议程").format(body=meeting.body_label), blocks, subtitle=meeting.organisation.name)


def _sign_in(actor: Any, meeting: Any) -> Paper:
    rows = [[at, seat.person.name, seat.post, ""] for at, seat in enumerate(roster_at(meeting).seats, 1)]
    blocks = (
        facts([(_("时间"), when(meeting)), (_("地点"), meeting.room)]),
        table([_("序号"), _("姓名"), _("职务"), _("签名")], rows, [1, 2, 4, 4], lines=2),
    )
    return Paper(
        _("{body}签到表").format(body=meeting.body_label), blocks, subtitle=meeting.organisation.name
    )


def _minutes(actor: Any, meeting: Any) -> Paper:
    told = {name: value for name, value in attendance(meeting).items() if value or name != "书面意见"}
    blocks: list[Block] = [facts(_labelled("minutes", told).items())]
    for at, each in enumerate(agenda_of(actor, meeting), 1):
        blocks.append(Heading(f"{at}. {each.title}"))
        blocks += heard(each)
    if looks := found_again(actor, meeting):
        blocks.append(Heading(_("回头看")))
        blocks += [Paragraph(each) for each in looks]
    if amendments := amended(meeting):
        blocks.append(Heading(_("签字以后的更正")))
        blocks += [Paragraph(each) for each in amendments]
    approved, signed = (each.name if each else "" for each in (meeting.approved_by, meeting.signed_by))
    blocks.append(facts([(_("主持人审定"), approved), (_("签字"), signed)]))
    return Paper(
        _("{body}记录").format(body=meeting.body_label), tuple(blocks), subtitle=meeting.organisation.name
    )


def _summary(actor: Any, meeting: Any) -> Paper:
    roster = roster_at(meeting)
    chair = meeting.chair.name if meeting.chair else ""
    said = _("{when}，{chair}主持召开{body}。应到 {seats} 人，实到 {present} 人。会议议定如下：")
    counts = {"seats": len(roster.voting), "present": len(roster.came)}
    blocks: list[Block] = [
        Paragraph(said.format(when=when(meeting), chair=chair, body=meeting.body_label, **counts))
    ]
    for at, each in enumerate(agenda_of(actor, meeting), 1):
        blocks.append(Heading(f"{at}. {each.title}", 2))
        blocks += [Paragraph(said) for said in (agreed(each), *doing(each))]
    blocks += [Paragraph(each) for each in found_again(actor, meeting)]
    blocks.append(Signature(meeting.organisation.name, meeting.held_on))
    return Paper(
        _("{body}纪要").format(body=meeting.body_label), tuple(blocks), subtitle=meeting.organisation.name
    )


def _resolutions(actor: Any, meeting: Any) -> Paper:
    blocks: list[Block] = []
    for each in agenda_of(actor, meeting):
        if each.state == PASSED:
            said = _("会议以赞成 {yes}、反对 {no}、弃权 {abstained} 通过：")
            blocks.append(Heading(each.title))
            blocks.append(Paragraph(said.format(yes=each.yes, no=each.no, abstained=each.abstained)))
            blocks.append(Paragraph(agreed(each)))
    if not blocks:
        blocks.append(Paragraph(_("这次会议没有通过决议。")))
    blocks.append(Signature(meeting.organisation.name, meeting.held_on))
    return Paper(
        _("{body}决议").format(body=meeting.body_label), tuple(blocks), subtitle=meeting.organisation.name
    )


def _sheet(actor: Any, item: Any) -> Paper:
    told = _labelled("sheet", asked(actor, item))
    *_lines, urgent = told.items()
    blocks: list[Block] = [_asked(told)]
    if item.seconded_by:
        blocks.append(facts([urgent]))
    rows = [
        [each.meeting.body_label, each.meeting.held_on, each.paper, each.state_label]
        for each in reversed(course_of(actor, item))
    ]
    if rows:
        blocks.append(table([_("会议"), _("哪天"), _("第几稿"), _("结果")], rows, [4, 3, 2, 3]))
    return Paper(_("议题审批表"), tuple(blocks), subtitle=item.organisation.name)


def _asked(told: dict[str, str]) -> Facts:
    """What is to be decided, by whom it was proposed and agreed to, with room for a hand where one writes."""
    title, kind, number, way, who, day, asks, files, agrees, _urgent = (Fact(*each) for each in told.items())
    return Facts(
        (
            (title,),
            (kind, number),
            (way,),
            (who, day),
            (replace(asks, lines=6),),
            (files,),
            (replace(agrees, lines=2),),
        )
    )


def _labelled(kind: str, told: dict[str, str]) -> dict[str, str]:
    """The same under the labels that templates have for it."""
    named = PAPER_KINDS[kind].named
    return {str(named[name].label): value for name, value in told.items()}


PAPERS: dict[str, tuple[Writer, tuple[str, ...]]] = {
    "notice": (_notice, CALLED),
    "agenda": (_agenda, (CONVENED, *CALLED)),
    "sign-in": (_sign_in, CALLED),
    "minutes": (_minutes, HELD),
    "summary": (_summary, HELD),
    "resolutions": (_resolutions, HELD),
}
"""Each paper of a meeting by name: how it is written, and the states in which there is one."""
