"""The states of a request to have one's data corrected: answered once, either way."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"
AMENDMENT = flow(
    "amendments",
    OPEN,
    Step("accept", OPEN, ACCEPTED),
    Step("decline", OPEN, DECLINED),
    labels=((OPEN, _l("等待答复")), (ACCEPTED, _l("已更正")), (DECLINED, _l("未更正"))),
)
