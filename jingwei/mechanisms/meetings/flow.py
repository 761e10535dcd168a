"""The states of meetings, of agenda items, and of an item at one meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

RECORDED, STRUCK, PLANNED = "recorded", "struck", "planned"
CONVENED, SENT, OPEN, CLOSED, APPROVED, SIGNED, CANCELLED = (
    "convened",
    "sent",
    "open",
    "closed",
    "approved",
    "signed",
    "cancelled",
)
MEETING = flow(
    "meetings",
    CONVENED,
    Step("take_out", CONVENED, CONVENED),
    Step("move_up", CONVENED, CONVENED),
    Step("send", CONVENED, SENT),
    Step("cancel", CONVENED, CANCELLED),
    Step("cancel", SENT, CANCELLED),
    Step("take_out", SENT, SENT),
    Step("attend", SENT, SENT),
    Step("arrive", SENT, SENT),
    Step("ask_leave", SENT, SENT),
    Step("come_after_all", SENT, SENT),
    Step("entrust", SENT, SENT),
    Step("revoke", SENT, SENT),
    *(Step("name_guests", state, state) for state in (SENT, OPEN, CLOSED)),
    Step("open", SENT, OPEN),
    Step("attend", OPEN, OPEN),
    Step("arrive", OPEN, OPEN),
    Step("begin", OPEN, OPEN),
    Step("write", OPEN, OPEN),
    Step("recuse", OPEN, OPEN),
    Step("resolve", OPEN, OPEN),
    Step("postpone", OPEN, OPEN),
    *(Step("look_again", state, state) for state in (OPEN, CLOSED)),
    Step("close", OPEN, CLOSED),
    *(Step("hand_over", state, state) for state in (OPEN, CLOSED, APPROVED)),
    Step("write", CLOSED, CLOSED),
    Step("approve", CLOSED, APPROVED),
    Step("sign", APPROVED, SIGNED),
    Step("amend", SIGNED, SIGNED),
    Step("sign_up", PLANNED, PLANNED),
    Step("give_up", PLANNED, PLANNED),
    Step("cancel", PLANNED, CANCELLED),
    Step("record", PLANNED, RECORDED),
    Step("correct", RECORDED, RECORDED),
    Step("strike", RECORDED, STRUCK),
    labels=(
        (CONVENED, _l("在准备")),
        (SENT, _l("通知了")),
        (OPEN, _l("正在开")),
        (CLOSED, _l("散会了，等审定记录")),
        (APPROVED, _l("审定了，等签字")),
        (SIGNED, _l("签字了")),
        (CANCELLED, _l("取消了")),
        (PLANNED, _l("排好了，可以报名")),
        (RECORDED, _l("记下了")),
        (STRUCK, _l("作废了")),
    ),
)

PROPOSED, BACK, READY, SETTLED, DECLINED, WITHDRAWN = (
    "proposed",
    "returned",
    "ready",
    "settled",
    "declined",
    "withdrawn",
)
AGENDA_ITEM = flow(
    "agenda_items",
    PROPOSED,
    Step("revise", PROPOSED, PROPOSED),
    Step("lay", PROPOSED, PROPOSED),
    Step("lay", BACK, PROPOSED),
    Step("lay", READY, PROPOSED),
    Step("approve", PROPOSED, READY),
    Step("return", PROPOSED, BACK),
    Step("revise", BACK, PROPOSED),
    Step("revise", READY, PROPOSED),
    Step("return", READY, BACK),
    Step("enter", READY, READY),
    Step("urge", READY, READY),
    Step("second", READY, READY),
    Step("end", READY, SETTLED),
    Step("end", READY, DECLINED),
    Step("withdraw", PROPOSED, WITHDRAWN),
    Step("withdraw", BACK, WITHDRAWN),
    Step("withdraw", READY, WITHDRAWN),
    *(Step("review", state, state) for state in (PROPOSED, BACK, READY, SETTLED, DECLINED, WITHDRAWN)),
    Step("hand_over", PROPOSED, PROPOSED),
    Step("hand_over", BACK, PROPOSED),
    Step("hand_over", READY, PROPOSED),
    labels=(
        (PROPOSED, _l("等审")),
        (BACK, _l("退回了")),
        (READY, _l("可以上会")),
        (SETTLED, _l("已议决")),
        (DECLINED, _l("没有通过")),
        (WITHDRAWN, _l("撤回了")),
    ),
)

LISTED, UNDER_WAY, PASSED, REFUSED, POSTPONED, TAKEN_OUT = (
    "listed",
    "under-way",
    "passed",
    "refused",
    "postponed",
    "taken-out",
)
HEARING = flow(
    "hearings",
    LISTED,
    Step("take_out", LISTED, TAKEN_OUT),
    Step("move_up", LISTED, LISTED),
    Step("begin", LISTED, UNDER_WAY),
    Step("write", UNDER_WAY, UNDER_WAY),
    Step("recuse", UNDER_WAY, UNDER_WAY),
    Step("resolve", UNDER_WAY, PASSED),
    Step("resolve", UNDER_WAY, REFUSED),
    Step("postpone", LISTED, POSTPONED),
    Step("postpone", UNDER_WAY, POSTPONED),
    Step("write", PASSED, PASSED),
    Step("write", REFUSED, REFUSED),
    Step("write", POSTPONED, POSTPONED),
    labels=(
        (LISTED, _l("还没议")),
        (UNDER_WAY, _l("正在议")),
        (PASSED, _l("通过")),
        (REFUSED, _l("没有通过")),
        (POSTPONED, _l("缓议")),
        (TAKEN_OUT, _l("移出议程了")),
    ),
)

GOING, ENDED = "going", "ended"
SERIES = flow(
    "series",
    GOING,
    Step("change", GOING, GOING),
    Step("end", GOING, ENDED),
    labels=((GOING, _l("按期开")), (ENDED, _l("不再开"))),
)

IN_USE, DROPPED = "in-use", "dropped"
PAPER_TEMPLATE = flow(
    "paper_templates",
    IN_USE,
    Step("drop", IN_USE, DROPPED),
    labels=((IN_USE, _l("在用")), (DROPPED, _l("不用了"))),
)

TAKEN_IN = "taken-in"
OLD_MINUTES = flow(
    "old_minutes",
    TAKEN_IN,
    Step("strike", TAKEN_IN, STRUCK),
    labels=((TAKEN_IN, _l("照原件收进来的")), (STRUCK, _l("作废了"))),
)

INTENDED, TOLD, CONFIRMED, DECLINED, FALLEN = "intended", "told", "confirmed", "declined", "fallen"
SERVICE = flow(
    "services",
    TOLD,
    Step("tell", INTENDED, TOLD),
    Step("confirm", TOLD, CONFIRMED),
    Step("decline", TOLD, DECLINED),
    *(Step("fall", state, FALLEN) for state in (TOLD, CONFIRMED, DECLINED)),
    labels=(
        (INTENDED, _l("打算去")),
        (TOLD, _l("等对方认可")),
        (CONFIRMED, _l("对方认可了")),
        (DECLINED, _l("对方说不是这样")),
        (FALLEN, _l("随会议作废了")),
    ),
)
