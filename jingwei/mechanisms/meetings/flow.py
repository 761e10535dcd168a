"""The states of a meeting that was recorded: it stands, or it was struck out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

RECORDED, STRUCK = "recorded", "struck"
MEETING = flow(
    "meetings",
    RECORDED,
    Step("correct", RECORDED, RECORDED),
    Step("strike", RECORDED, STRUCK),
    labels=((RECORDED, _l("记下了")), (STRUCK, _l("作废了"))),
)

GOING, ENDED = "going", "ended"
SERIES = flow(
    "series",
    GOING,
    Step("change", GOING, GOING),
    Step("end", GOING, ENDED),
    labels=((GOING, _l("按期开")), (ENDED, _l("不再开"))),
)

TOLD, CONFIRMED, DECLINED = "told", "confirmed", "declined"
SERVICE = flow(
    "services",
    TOLD,
    Step("confirm", TOLD, CONFIRMED),
    Step("decline", TOLD, DECLINED),
    labels=((TOLD, _l("等对方认可")), (CONFIRMED, _l("对方认可了")), (DECLINED, _l("对方说不是这样"))),
)
