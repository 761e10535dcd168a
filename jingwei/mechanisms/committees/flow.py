"""The states of an academic committee, and of a seat from its nomination to the end of its term."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

NOMINATED, ELIGIBLE, CARRIED, SEATED = "nominated", "eligible", "carried", "seated"
INELIGIBLE, DEFEATED, DECLINED, WITHDRAWN, ENDED = "ineligible", "defeated", "declined", "withdrawn", "ended"
ON_THE_WAY = (NOMINATED, ELIGIBLE, CARRIED)
"""Somebody has the next step."""
COMMITTEE_SEAT = flow(
    "committee_seats",
    NOMINATED,
    Step("find_eligible", NOMINATED, ELIGIBLE),
    Step("find_ineligible", NOMINATED, INELIGIBLE),
    Step("vote", ELIGIBLE, CARRIED),
    Step("vote", ELIGIBLE, DEFEATED),
    Step("seat", CARRIED, SEATED),
    *(Step("decline", state, DECLINED) for state in (ELIGIBLE, CARRIED)),
    *(Step("withdraw", state, WITHDRAWN) for state in ON_THE_WAY),
    Step("foretell", SEATED, SEATED),
    Step("end", SEATED, ENDED),
    Step("expire", SEATED, ENDED),
    labels=(
        (NOMINATED, _l("提名了，等查资格")),
        (ELIGIBLE, _l("符合资格，等表决")),
        (CARRIED, _l("表决通过，等定任期")),
        (SEATED, _l("在任")),
        (INELIGIBLE, _l("不符合资格")),
        (DEFEATED, _l("表决没有通过")),
        (DECLINED, _l("提名终止")),
        (WITHDRAWN, _l("提名撤回了")),
        (ENDED, _l("任期结束了")),
    ),
)

STANDING, DISSOLVED = "standing", "dissolved"
COMMITTEE = flow(
    "committees",
    STANDING,
    Step("amend", STANDING, STANDING),
    Step("hand_over", STANDING, STANDING),
    *(
        Step(step, STANDING, STANDING)
        for step in ("nominate", "find_eligible", "find_ineligible", "vote", "seat", "decline", "withdraw")
    ),
    Step("end", STANDING, DISSOLVED),
    labels=((STANDING, _l("在届")), (DISSOLVED, _l("撤销了"))),
)
