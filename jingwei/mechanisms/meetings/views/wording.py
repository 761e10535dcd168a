"""How the papers of meetings say when, who and what became of it: told once for what is printed and what is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.adapters.papers.paper import Block, Labelled, Paragraph
from jingwei.foundation.ledger.queries import records_about
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.queries import decided_items, looked_at_in, paper_of, roster_at
from jingwei.mechanisms.meetings.queries.limits import hours_late_at
from jingwei.mechanisms.meetings.rules import CAME, guests_of, spoken_for


def when(meeting: Any) -> str:
    """Day and hour."""
    starts = meeting.starts_at.astimezone(clock.ZONE)
    return f"{day_words(starts)} {starts:%H:%M}"


def day_words(day: date) -> str:
    """A day as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def names(seats: Iterable[Any], also: Sequence[str] = ()) -> str:
    """Who has these seats, and who comes beside them."""
    told = [
        _("{name}（先走）").format(name=seat.person.name) if seat.attends == "left" else seat.person.name
        for seat in seats
    ]
    return _("、").join([*told, *also]) or "—"


def sent_on(meeting: Any) -> date:
    """The day on which the notice went out."""
    sent = next(each for each in records_about(meeting) if each.verb == "meetings.send")
    return sent.at.astimezone(clock.ZONE).date()


def heard(hearing: Any) -> Iterator[Block]:
    """What was said, who stepped aside, how the vote was counted, what was resolved."""
    told = _("{kind}，第 {n} 稿").format(kind=hearing.kind_label, n=hearing.paper)
    if hearing.is_exception:
        told = _("{told}。没有先研究，两个人同意紧急上会。").format(told=told)
    yield Paragraph(told)
    if hours := hours_late_at(hearing):
        yield Paragraph(_("材料比规定晚交 {hours} 小时。").format(hours=hours))
    for line in hearing.minutes.all():
        yield Labelled(voice, line.text) if (voice := spoken_by(line)) else Paragraph(line.text)
    for each in hearing.recusals.all():
        yield Paragraph(_("{name}回避：{reason}").format(name=each.person.name, reason=each.reason))
    if hearing.manner:
        said = _("{manner}：赞成 {yes}，反对 {no}，弃权 {abstained}。{state}。")
        values = {"manner": hearing.get_manner_display(), "yes": hearing.yes, "no": hearing.no}
        if hearing.by_proxy:
            yield Paragraph(_("其中 {count} 票是受托代投的。").format(count=hearing.by_proxy))
        yield Paragraph(said.format(**values, abstained=hearing.abstained, state=hearing.state_label))
        yield Labelled(_("议决"), hearing.resolution)
    elif hearing.reason:
        yield Paragraph(_("{state}：{reason}").format(state=hearing.state_label, reason=hearing.reason))


def opinions(seats: Iterable[Any]) -> list[str]:
    """Who spoke for whom, and what was read out."""
    told = []
    for giver, holder in spoken_for(seats):
        who = _("{name}委托{holder}").format(name=giver.person.name, holder=holder.person.name)
        told.append(f"{who}：{giver.opinion}" if giver.opinion else who)
    return told


def spoken_by(line: Any) -> str:
    """Whose word a line of the minutes tells; that it corrects another, or was added after the last word."""
    if line.corrects_id:
        return _("更正（{name}）").format(name=line.speaker) if line.speaker else _("更正说明")
    return _("{name}（最后表态以后补记）").format(name=line.speaker) if line.is_late else line.speaker


def attendance(meeting: Any) -> dict[str, str]:
    """Who was there and who was not, by the names that templates have for it."""
    roster = roster_at(meeting)

    def named(*states: str, vote: bool = True, also: Sequence[str] = ()) -> str:
        return names(
            (seat for seat in roster.seats if seat.has_vote == vote and seat.attends in states), also
        )

    chair = meeting.chair.name if meeting.chair else ""
    if meeting.chair_reason:
        chair = _("{name}（换人主持：{reason}）").format(name=chair, reason=meeting.chair_reason)
    return {
        "时间": when(meeting),
        "地点": meeting.room,
        "主持": chair,
        "出席": named(*CAME),
        "请假": named("leave"),
        "书面意见": "\n".join(opinions(roster.seats)),
        "缺席": named("absent"),
        "列席": named(*CAME, vote=False, also=guests_of(meeting.guests)),
        "记录人": meeting.recorded_name,
    }


def agreed(hearing: Any) -> str:
    """What was resolved, or what became of it otherwise."""
    said = hearing.resolution or _("{state}。").format(state=hearing.state_label)
    if hearing.is_exception:
        return _("{told}。没有先研究，两个人同意紧急上会。").format(told=said.rstrip("。"))
    return said


def doing(hearing: Any) -> list[str]:
    """Who does it until when."""
    said = _("由{name}办，{day} 前办成。")
    return [said.format(name=each.person.name, day=day_words(each.due)) for each in decided_items(hearing)]


def found_again(actor: Any, meeting: Any) -> list[str]:
    """What was found in looking at earlier resolutions again."""
    told = []
    for each in looked_at_in(actor, meeting):
        said = _("回头看{day}议决的《{title}》：{found}")
        day, words = day_words(each.hearing.meeting.held_on), each.found.rstrip("。")
        once = said.format(day=day, title=each.hearing.title, found=words)
        again = (
            _("{told}，{day}以后再看。").format(told=once, day=day_words(each.review_on))
            if each.review_on
            else ""
        )
        told.append(again or _("{told}。").format(told=once))
    return told


def amended(meeting: Any) -> list[str]:
    """What was found wrong after the minutes were signed."""
    return [f"{each.made_on} {each.made_name}：{each.text}" for each in meeting.amendments.order_by("pk")]


def _with_pages(attachment: Any) -> str:
    """The name of a file, with its pages where it tells them."""
    pages = attachment.file.pages
    return _("{name}（{pages} 页）").format(name=attachment.name, pages=pages) if pages else attachment.name


def asked(actor: Any, item: Any) -> dict[str, str]:
    """What is to be decided, by whom it was proposed and agreed to, by the names that templates have for it."""
    urgent = ""
    if item.seconded_by:
        said = _("{first}申请、{second}附议，没有先研究：{reason}")
        both = {"first": item.urged_by.name, "second": item.seconded_by.name}
        urgent = said.format(**both, reason=item.urgent_reason)
    return {
        "议题": item.title,
        "种类": item.kind_label,
        "稿次": str(item.paper),
        "路径": " → ".join(registry.body(each).label.here() for each in item.bodies),
        "提出人": item.proposed_name,
        "提出日期": str(item.proposed_on),
        "请示": item.proposal,
        "材料": _("、").join(map(_with_pages, paper_of(actor, item))) or "—",
        "同意人": item.approved_by.name if item.approved_by else "",
        "紧急上会": urgent,
    }
