"""The verbs on agenda items, meetings, hearings and minutes: which form each has, what is said when it is done."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.doors import Act
from jingwei.mechanisms.meetings import actions, forms
from jingwei.mechanisms.meetings.flow import PASSED
from jingwei.mechanisms.meetings.queries.limits import hours_late


def _resolved(hearing: Any) -> str:
    return _("记下了，通过。") if hearing.state == PASSED else _("记下了，没有通过。")


def _laid(item: Any) -> str:
    if hours := hours_late(item):
        return _("材料附上了，比规定晚了 {hours} 小时，台账会注明。").format(hours=hours)
    return _("材料附上了。")


ITEM_ACTS = {
    "approve": Act("agenda_items.approve", actions.approve_item, _l("同意了，可以上会。")),
    "return": Act("agenda_items.return", actions.return_item, _l("退回了，提的人会看到。"), forms.Reason),
    "revise": Act(
        "agenda_items.revise",
        actions.revise_item,
        _l("改好了，等同意上会。"),
        forms.Revise,
        ("item",),
        edits=True,
    ),
    "lay": Act("agenda_items.lay", actions.lay_paper, _laid, forms.Lay, ("item",)),
    "urge": Act("agenda_items.urge", actions.urge_item, _l("申请了，等另一个人附议。"), forms.Urge),
    "second": Act("agenda_items.second", actions.second_item, _l("附议了，上级会收到。")),
    "review": Act("agenda_items.review", actions.review_item, _l("复核了。"), forms.Review),
    "withdraw": Act("agenda_items.withdraw", actions.withdraw_item, _l("撤回了。"), forms.Reason),
}
MEETING_ACTS = {
    "send": Act("meetings.send", actions.send_meeting, _l("通知发了。")),
    "attend": Act("meetings.attend", actions.keep_roster, _l("到会点好了。"), forms.Attend, ("meeting",)),
    "name-guests": Act(
        "meetings.name_guests",
        actions.name_guests,
        _l("记下了，记录里可以选他们。"),
        forms.Guests,
        ("meeting",),
    ),
    "open": Act("meetings.open", actions.open_meeting, _l("开会了。"), forms.Open, ("meeting",)),
    "ask-leave": Act("meetings.ask_leave", actions.ask_leave, _l("请假了，记的人会看到。")),
    "come-after-all": Act("meetings.come_after_all", actions.come_after_all, _l("取消请假了，到时候请来。")),
    "entrust": Act(
        "meetings.entrust",
        actions.entrust_voice,
        _l("委托了，他会收到。"),
        forms.Entrust,
        ("meeting", "actor"),
    ),
    "look-again": Act(
        "meetings.look_again",
        actions.look_again,
        _l("记下了，写进这次的记录。"),
        forms.LookAgain,
        ("meeting",),
    ),
    "revoke": Act("meetings.revoke", actions.revoke_voice, _l("收回了。")),
    "close": Act("meetings.close", actions.close_meeting, _l("散会了，等主持人审定记录。")),
    "approve": Act("meetings.approve", actions.approve_minutes, _l("审定了，等签字。")),
    "sign": Act("meetings.sign", actions.sign_minutes, _l("签了字，记录锁定了。")),
    "amend": Act("meetings.amend", actions.amend_minutes, _l("更正写在下面了。"), forms.Amend),
    "cancel": Act("meetings.cancel", actions.cancel_meeting, _l("取消了，议题留到下一次。"), forms.Reason),
}
HEARING_ACTS = {
    "begin": Act("hearings.begin", actions.begin_hearing, _l("开始议。"), norm="tell"),
    "write": Act(
        "minutes.write", actions.write_minute, _l("记下了。"), forms.Write, ("hearing",), may_wait=True
    ),
    "resolve": Act(
        "hearings.resolve",
        actions.resolve_hearing,
        _resolved,
        forms.Resolve,
        ("hearing", "actor"),
        norm="tell",
    ),
    "recuse": Act(
        "hearings.recuse", actions.step_aside, _l("记下了，他不计入这一项。"), forms.StepAside, ("hearing",)
    ),
    "postpone": Act("hearings.postpone", actions.postpone_hearing, _l("缓议了，留到下一次。"), forms.Reason),
    "move-up": Act("hearings.move_up", actions.move_up_hearing, _l("上移了。"), edits=True),
    "take-out": Act("hearings.take_out", actions.take_out_hearing, _l("移出议程了。"), forms.Reason),
}
MINUTE_ACTS = {
    "rewrite": Act(
        "minutes.rewrite", actions.rewrite_minute, _l("改好了。"), forms.Rewrite, ("minute",), edits=True
    ),
    "correct": Act(
        "minutes.correct", actions.correct_minute, _l("更正写在后面了。"), forms.CorrectMinute, ("minute",)
    ),
    "drop": Act("minutes.drop", actions.drop_minute, _l("删了。")),
}
CORRECT = Act(
    "meetings.correct",
    actions.correct_meeting,
    _l("改正了，原来写的留在台账里。"),
    forms.Correct,
    ("meeting",),
    edits=True,
)
PLANNED_ACTS = {
    "sign-up": Act("meetings.sign_up", actions.sign_up, _l("报上名了，到时候请来。"), may_wait=True),
    "give-up": Act("meetings.give_up", actions.give_up, _l("取消报名了。")),
    "cancel": Act(
        "meetings.cancel", actions.cancel_meeting, _l("取消了，报了名的人会收到通知。"), forms.Reason
    ),
}
STRIKE = Act("meetings.strike", actions.strike_meeting, _l("作废了，不再算数。"), forms.Strike, ("meeting",))
