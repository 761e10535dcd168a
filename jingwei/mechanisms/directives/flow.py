"""The states of a directive and of the receipt of one that it addresses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

DRAFT, ISSUED, WITHDRAWN, REPLACED, CLOSED = "draft", "issued", "withdrawn", "replaced", "closed"
DIRECTIVE = flow(
    "directives",
    DRAFT,
    Step("redraft", DRAFT, DRAFT),
    *(Step(step, DRAFT, DRAFT) for step in ("add", "leave_out", "unname")),
    Step("issue", DRAFT, ISSUED),
    Step("withdraw", DRAFT, WITHDRAWN),
    Step("revise", ISSUED, ISSUED),
    Step("supplement", ISSUED, ISSUED),
    Step("withdraw", ISSUED, WITHDRAWN),
    Step("replace", ISSUED, ISSUED),
    Step("give_way", ISSUED, REPLACED),
    Step("close", ISSUED, CLOSED),
    labels=(
        (DRAFT, _l("起草中")),
        (ISSUED, _l("落实中")),
        (WITHDRAWN, _l("已撤回")),
        (REPLACED, _l("已由新的代替")),
        (CLOSED, _l("已办结")),
    ),
)

SENT, SIGNED, TAKEN, REPORTED = "sent", "signed", "taken", "reported"
RETURNED, DECLINED, EXCUSED = "returned", "declined", "excused"
OWING = (SENT, SIGNED, TAKEN, RETURNED)
"""Something is still to be done by the one addressed."""
STANDING = (SENT, SIGNED, RETURNED)
"""Nothing is in hand yet: what stands here for days is stuck."""
IN_HAND = (SIGNED, TAKEN, RETURNED)
"""Signed, and still to be done: so it may go into the hands of a person."""
SETTLED = (CLOSED, EXCUSED)
RECEIPT = flow(
    "receipts",
    SENT,
    Step("sign", SENT, SIGNED),
    *(Step("take_on", state, TAKEN) for state in (SENT, SIGNED, RETURNED)),
    Step("take_on", TAKEN, TAKEN),
    *(Step("forward", state, TAKEN) for state in OWING),
    *(Step("report", state, REPORTED) for state in (SIGNED, TAKEN, RETURNED)),
    Step("reckon", TAKEN, REPORTED),
    *(Step("decline", state, DECLINED) for state in (SENT, SIGNED)),
    Step("return", REPORTED, RETURNED),
    Step("return", DECLINED, RETURNED),
    *(Step("excuse", state, EXCUSED) for state in (*OWING, DECLINED)),
    Step("close", REPORTED, CLOSED),
    *(Step("nudge", state, state) for state in OWING),
    *(Step(step, state, state) for step in ("hand", "give_back") for state in IN_HAND),
    labels=(
        (SENT, _l("送达")),
        (SIGNED, _l("已签收")),
        (TAKEN, _l("已承接")),
        (REPORTED, _l("已回报")),
        (RETURNED, _l("退回补充")),
        (DECLINED, _l("说不归自己办")),
        (EXCUSED, _l("免办")),
        (CLOSED, _l("已核销")),
    ),
)
REACHED = {SENT: 1, DECLINED: 1, SIGNED: 2, TAKEN: 3, RETURNED: 3, REPORTED: 4, CLOSED: 4}
"""How far a receipt has come: received, understood, in hand, reported."""
