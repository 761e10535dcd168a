"""The papers of a meeting that decides, from its notice to its resolutions: read from what was recorded, typed by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from jingwei.adapters import clock
from jingwei.adapters.papers.answer import paper_answer
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
from jingwei.foundation.ledger.queries import records_about
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
    decided_items,
    item_for,
    may_read,
    meeting_for,
    paper_of,
    roster_at,
)

CALLED = (SENT, OPEN, CLOSED, APPROVED, SIGNED)
HELD = (CLOSED, APPROVED, SIGNED)
KINDS: dict[str, Literal["docx", "pdf"]] = {"docx": "docx", "pdf": "pdf"}


@holding(SEE_ITEMS)
@require_GET
def of_meeting(request: HttpRequest, meeting_id: int, which: str, kind: str) -> HttpResponse:
    """One of the papers of a meeting, as a document or printed."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if kind not in KINDS or which not in papers_at(meeting) or not may_read(actor, meeting):
        raise NotFound
    label, write, _states = PAPERS[which]
    paper = write(actor, meeting)
    return paper_answer(f"{meeting.body_label} {meeting.held_on} {label}", paper, KINDS[kind])


@holding(SEE_ITEMS)
@require_GET
def of_item(request: HttpRequest, item_id: int, kind: str) -> HttpResponse:
    """The approval sheet of an item."""
    actor = actor_of(request)
    item = item_for(actor, item_id)
    if kind not in KINDS:
        raise NotFound
    return paper_answer(f"{_('议题审批表')} {item.title}", _sheet(actor, item), KINDS[kind])


def papers_at(meeting: Any) -> dict[str, Any]:
    """The papers that a meeting has at this step, by name, with their labels."""
    if registry.body(meeting.body).deciding is None:
        return {}
    return {name: label for name, (label, _write, states) in PAPERS.items() if meeting.state in states}


def _when(meeting: Any) -> str:
    starts = meeting.starts_at.astimezone(clock.ZONE)
    return f"{_day(starts)} {starts:%H:%M}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _names(seats: Any) -> str:
    return _("、").join(seat.person.name for seat in seats) or "—"


def _notice(actor: Any, meeting: Any) -> Paper:
    titles = tuple(each.title for each in agenda_of(actor, meeting))
    said = _("定于 {when} 在{room}召开{body}。请准时参加；不能参加的，请提前请假。")
    told = said.format(when=_when(meeting), room=meeting.room or "—", body=meeting.body_label)
    blocks: list[Block] = [
        Paragraph(told),
        Heading(_("一、议题")),
        Items(titles),
        Heading(_("二、参加人员")),
    ]
    roster = roster_at(meeting)
    blocks.append(Labelled(_("出席"), _names(roster.voting)))
    blocks.append(Labelled(_("列席"), _names(seat for seat in roster.seats if not seat.has_vote)))
    blocks.append(Signature(meeting.organisation.name, _sent_on(meeting)))
    return Paper(_("关于召开{body}的通知").format(body=meeting.body_label), tuple(blocks))


def _sent_on(meeting: Any) -> date:
    """The day on which the notice went out."""
    sent = next(each for each in records_about(meeting) if each.verb == "meetings.send")
    return sent.at.astimezone(clock.ZONE).date()


def _agenda(actor: Any, meeting: Any) -> Paper:
    rows = [
        [at, each.title, each.item.kind_label, each.item.proposed_name]
        for at, each in enumerate(agenda_of(actor, meeting), 1)
    ]
    blocks = (
        facts([(_("时间"), _when(meeting)), (_("地点"), meeting.room)]),
        table([_("序号"), _("议题"), _("种类"), _("谁提的")], rows, [1, 6, 4, 2]),
    )
    return Paper(_("{body}议程").format(body=meeting.body_label), blocks, subtitle=meeting.organisation.name)


def _sign_in(actor: Any, meeting: Any) -> Paper:
    rows = [[at, seat.person.name, seat.post, ""] for at, seat in enumerate(roster_at(meeting).seats, 1)]
    blocks = (
        facts([(_("时间"), _when(meeting)), (_("地点"), meeting.room)]),
        table([_("序号"), _("姓名"), _("职务"), _("签名")], rows, [1, 2, 4, 4], lines=2),
    )
    return Paper(
        _("{body}签到表").format(body=meeting.body_label), blocks, subtitle=meeting.organisation.name
    )


def _minutes(actor: Any, meeting: Any) -> Paper:
    blocks: list[Block] = [_attendance(meeting)]
    for at, each in enumerate(agenda_of(actor, meeting), 1):
        blocks.append(Heading(f"{at}. {each.title}"))
        blocks += _heard(each)
    amended = list(meeting.amendments.order_by("pk"))
    if amended:
        blocks.append(Heading(_("签字以后的更正")))
        blocks += [Paragraph(f"{each.made_on} {each.made_name}：{each.text}") for each in amended]
    approved, signed = (each.name if each else "" for each in (meeting.approved_by, meeting.signed_by))
    blocks.append(facts([(_("主持人审定"), approved), (_("签字"), signed)]))
    return Paper(
        _("{body}记录").format(body=meeting.body_label), tuple(blocks), subtitle=meeting.organisation.name
    )


def _attendance(meeting: Any) -> Facts:
    roster = roster_at(meeting)

    def named(state: str, *, vote: bool = True) -> str:
        return _names(seat for seat in roster.seats if seat.has_vote == vote and seat.attends == state)

    chair = meeting.chair.name if meeting.chair else ""
    if meeting.chair_reason:
        chair = _("{name}（换人主持：{reason}）").format(name=chair, reason=meeting.chair_reason)
    return facts(
        [
            (_("时间"), _when(meeting)),
            (_("地点"), meeting.room),
            (_("主持"), chair),
            (_("出席"), named("present")),
            (_("请假"), named("leave")),
            (_("缺席"), named("absent")),
            (_("列席"), named("present", vote=False)),
            (_("记录人"), meeting.recorded_name),
        ]
    )


def _heard(hearing: Any) -> Iterator[Block]:
    """What was said, who stepped aside, how the vote was counted, what was resolved."""
    told = _("{kind}，第 {n} 稿").format(kind=hearing.item.kind_label, n=hearing.paper)
    if hearing.is_exception:
        told = _("{told}。没有先研究，两个人同意紧急上会。").format(told=told)
    yield Paragraph(told)
    for line in hearing.minutes.all():
        yield Labelled(line.speaker, line.text) if line.speaker else Paragraph(line.text)
    for each in hearing.recusals.all():
        yield Paragraph(_("{name}回避：{reason}").format(name=each.person.name, reason=each.reason))
    if hearing.manner:
        said = _("{manner}：赞成 {yes}，反对 {no}，弃权 {abstained}。{state}。")
        values = {"manner": hearing.get_manner_display(), "yes": hearing.yes, "no": hearing.no}
        yield Paragraph(said.format(**values, abstained=hearing.abstained, state=hearing.state_label))
        yield Labelled(_("议决"), hearing.resolution)
    elif hearing.reason:
        yield Paragraph(_("{state}：{reason}").format(state=hearing.state_label, reason=hearing.reason))


def _summary(actor: Any, meeting: Any) -> Paper:
    roster = roster_at(meeting)
    chair = meeting.chair.name if meeting.chair else ""
    said = _("{when}，{chair}主持召开{body}。应到 {seats} 人，实到 {present} 人。会议议定如下：")
    counts = {"seats": len(roster.voting), "present": len(roster.present)}
    blocks: list[Block] = [
        Paragraph(said.format(when=_when(meeting), chair=chair, body=meeting.body_label, **counts))
    ]
    for at, each in enumerate(agenda_of(actor, meeting), 1):
        blocks.append(Heading(f"{at}. {each.title}", 2))
        blocks.append(Paragraph(each.resolution or _("{state}。").format(state=each.state_label)))
        for doing in decided_items(each):
            said = _("由{name}办，{day} 前办成。").format(name=doing.person.name, day=_day(doing.due))
            blocks.append(Paragraph(said))
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
            blocks.append(Paragraph(each.resolution))
    if not blocks:
        blocks.append(Paragraph(_("这次会议没有通过决议。")))
    blocks.append(Signature(meeting.organisation.name, meeting.held_on))
    return Paper(
        _("{body}决议").format(body=meeting.body_label), tuple(blocks), subtitle=meeting.organisation.name
    )


def _sheet(actor: Any, item: Any) -> Paper:
    blocks: list[Block] = [_asked(actor, item)]
    if item.seconded_by:
        said = _("{first}申请、{second}附议，没有先研究：{reason}")
        names = {"first": item.urged_by.name, "second": item.seconded_by.name}
        blocks.append(facts([(_("紧急上会"), said.format(**names, reason=item.urgent_reason))]))
    rows = [
        [each.meeting.body_label, each.meeting.held_on, each.paper, each.state_label]
        for each in reversed(course_of(actor, item))
    ]
    if rows:
        blocks.append(table([_("会议"), _("哪天"), _("第几稿"), _("结果")], rows, [4, 3, 2, 3]))
    return Paper(_("议题审批表"), tuple(blocks), subtitle=item.organisation.name)


def _asked(actor: Any, item: Any) -> Facts:
    """What is to be decided, by whom it was proposed and agreed to."""
    way = " → ".join(registry.body(each).label.here() for each in item.bodies)
    approved = item.approved_by.name if item.approved_by else ""
    return Facts(
        (
            (Fact(_("议题"), item.title),),
            (Fact(_("种类"), item.kind_label), Fact(_("第几稿"), str(item.paper))),
            (Fact(_("怎么走"), way),),
            (Fact(_("谁提的"), item.proposed_name), Fact(_("哪天"), str(item.proposed_on))),
            (Fact(_("请会议定什么"), item.proposal, lines=6),),
            (Fact(_("材料"), _("、").join(each.name for each in paper_of(actor, item)) or "—"),),
            (Fact(_("同意上会"), approved, lines=2),),
        )
    )


PAPERS: dict[str, tuple[Any, Callable[[Any, Any], Paper], tuple[str, ...]]] = {
    "notice": (_l("会议通知"), _notice, CALLED),
    "agenda": (_l("议程"), _agenda, (CONVENED, *CALLED)),
    "sign-in": (_l("签到表"), _sign_in, CALLED),
    "minutes": (_l("会议记录"), _minutes, HELD),
    "summary": (_l("会议纪要"), _summary, HELD),
    "resolutions": (_l("决议"), _resolutions, HELD),
}
"""Each paper by name: its label, how it is written, and the states of a meeting in which there is one."""
