"""Whom the verbs on matters concern: those who answer for a side, whoever has a task, whoever noted something."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import OPEN, PLANNED
from jingwei.foundation.matters.models import BOTH, SIDES, Deed, Matter, Milestone, Task, other_side
from jingwei.foundation.organisations.queries import Organisation, people_in_charge
from jingwei.kernel.notices import Kind, Press, tells

TASK = Kind("matters.task", _l("分给我的任务"))
PARTNER = Kind("matters.partner", _l("等我这一侧的事"))
ANSWER = Kind("matters.answer", _l("记一笔的认可和退回"))
CORRECTION = Kind("matters.correction", _l("要校准的偏差"))
STAGE = Kind("matters.stage", _l("事项走到哪一步"))
INSPECTION = Kind("matters.inspection", _l("请我去检查"))


def _address(record: Any) -> str:
    """The matter, at the part that the record is about."""
    anchor = f"#{record.part.replace(':', '-')}" if record.part else ""
    return f"/matters/{record.subject_id}/{anchor}"


def _part_id(record: Any) -> int:
    return int(record.part.partition(":")[2])


def _leads(record: Any, *sides: str, verb: str = "matters.agree_plan") -> set[int]:
    """Those who answer for these sides of the matter as it is carried now."""
    matter = Matter.objects.filter(pk=record.subject_id).first()
    return people_in_charge(verb, [getattr(matter, f"{side}_id") for side in sides]) if matter else set()


def _other_lead(record: Any) -> set[int]:
    """The side that did not act, while it has not done the same."""
    return set() if record.values.get("complete") else _leads(record, other_side(record.side))


def _both_leads(record: Any) -> set[int]:
    return _leads(record, *SIDES)


def _both_at_once(record: Any) -> set[int]:
    """Both sides, where the second has now done what the first had."""
    return _both_leads(record) if record.values.get("complete") else set()


def _given_to(record: Any) -> set[int]:
    rows = Task.objects.filter(pk=_part_id(record), state=OPEN).exclude(person=None)
    return set(rows.values_list("person_id", flat=True))


def _with_tasks(record: Any) -> set[int]:
    """Both sides, and everybody who had a task."""
    rows = Task.objects.filter(matter=record.subject_id).exclude(person=None)
    return _both_leads(record) | set(rows.values_list("person_id", flat=True))


def _who_answers(record: Any) -> set[int]:
    """Who may confirm the note: the side that benefits, but for whoever noted it."""
    deed = Deed.objects.filter(pk=_part_id(record)).first()
    return _leads(record, deed.benefits, verb="matters.confirm") - {deed.noted_by_id} if deed else set()


def _who_noted(record: Any) -> set[int]:
    return set(Deed.objects.filter(pk=_part_id(record)).values_list("noted_by_id", flat=True)) - {None}


def _who_mends(record: Any) -> set[int]:
    return _leads(record, record.side)


def _who_missed(record: Any) -> set[int]:
    """Who answers for a milestone that was not met by its date."""
    milestone = Milestone.objects.filter(pk=_part_id(record), state=PLANNED).first()
    if milestone is None:
        return set()
    return _leads(record, *(SIDES if milestone.side == BOTH else (milestone.side,)))


def _who_inspects(record: Any) -> set[int]:
    """Those who inspect at the Party organisation right above the one that carries the matter."""
    matter = Matter.objects.filter(pk=record.subject_id).first()
    if matter is None:
        return set()
    above = Organisation.objects.filter(path=matter.party.path[: -Organisation.steplen])
    return people_in_charge("matters.inspect", list(above.values_list("pk", flat=True)))


AGREED = ("matters.agree_plan", "matters.reopen_plan", "matters.withdraw")
DEPLOYED = ("matters.agree_deployment", "matters.reopen_plan", "matters.withdraw")
ANSWERED = ("matters.confirm", "matters.return", "matters.withdraw_deed")

tells(
    PARTNER,
    "matters.open",
    _l("{actor}发起了《{subject}》，和你们一起办。先一起定计划。"),
    lambda record: _leads(record, other_side(record.side)),
    at=_address,
    settled_by=AGREED,
)
tells(
    PARTNER,
    "matters.agree_plan",
    _l("另一侧同意了《{subject}》的计划，等你这一侧。"),
    _other_lead,
    at=_address,
    settled_by=AGREED,
)
tells(
    STAGE,
    "matters.agree_plan",
    _l("《{subject}》的计划两侧都同意了，进入同部署。"),
    _both_at_once,
    at=_address,
    press=Press.DAILY,
)
tells(
    TASK,
    "matters.assign_task",
    _l("{actor}在《{subject}》里分给你一项任务：{title}，{due} 前。"),
    _given_to,
    at=_address,
    settled_by=("matters.finish_task", "matters.return_task", "matters.hand_task"),
)
tells(
    TASK,
    "matters.hand_task",
    _l("{actor}把《{subject}》里的一项任务交给你：{title}。"),
    _given_to,
    at=_address,
    settled_by=("matters.finish_task", "matters.return_task", "matters.hand_task"),
)
tells(
    PARTNER,
    "matters.return_task",
    _l("{actor}退回了《{subject}》里的任务：{title}，等你改派。"),
    _who_mends,
    at=_address,
    settled_by=("matters.hand_task",),
)
tells(
    PARTNER,
    "matters.agree_deployment",
    _l("另一侧同意了《{subject}》的部署，等你这一侧。"),
    _other_lead,
    at=_address,
    settled_by=DEPLOYED,
)
tells(
    STAGE,
    "matters.agree_deployment",
    _l("《{subject}》部署好了，进入同落实。"),
    _both_at_once,
    at=_address,
    press=Press.DAILY,
)
tells(
    STAGE,
    "matters.reopen_plan",
    _l("{actor}让《{subject}》回到同谋划，理由：{reason}"),
    _both_leads,
    at=_address,
)
tells(
    PARTNER,
    "matters.note",
    _l("{actor}在《{subject}》记了一笔，等你认可：{text}"),
    _who_answers,
    at=_address,
    press=Press.DAILY,
    settled_by=ANSWERED,
)
tells(
    ANSWER,
    "matters.return",
    _l("{actor}退回了你记的“{text}”，请补充：{reason}"),
    _who_noted,
    at=_address,
    settled_by=("matters.amend_deed", "matters.withdraw_deed"),
)
tells(
    ANSWER,
    "matters.confirm",
    _l("{actor}认可了你记的“{text}”。"),
    _who_noted,
    at=_address,
    press=Press.PAGE,
)
tells(
    INSPECTION,
    "matters.call_inspection",
    _l("{actor}请人来检查《{subject}》。"),
    _who_inspects,
    at=_address,
    press=Press.DAILY,
    settled_by=("matters.inspect",),
)
tells(
    STAGE,
    "matters.inspect",
    _l("{actor}检查了《{subject}》：{finding}"),
    _both_leads,
    at=_address,
    press=Press.DAILY,
)
tells(
    CORRECTION,
    "matters.raise_correction",
    _l("《{subject}》查出一项偏差，由你这一侧校准：{what}，{due} 前。"),
    _who_mends,
    at=_address,
    settled_by=("matters.close_correction",),
)
tells(
    STAGE,
    "matters.reckon_milestone",
    _l("《{subject}》的节点“{title}”过了期限 {due}，还没有认可。"),
    _who_missed,
    at=_address,
    press=Press.DAILY,
    settled_by=("matters.accept_milestone",),
)
tells(
    STAGE,
    "matters.close",
    _l("{actor}办结了《{subject}》。"),
    _with_tasks,
    at=_address,
    press=Press.DAILY,
)
tells(
    STAGE,
    "matters.withdraw",
    _l("{actor}撤回了《{subject}》，理由：{reason}"),
    _with_tasks,
    at=_address,
    press=Press.DAILY,
)
