"""The states of a problem: named, worked on as a matter, reported solved, ended."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

OPEN, CARRIED, REPORTED = "open", "carried", "reported"
CLOSED, WITHDRAWN, MERGED = "closed", "withdrawn", "merged"
PROBLEM = flow(
    "problems",
    OPEN,
    Step("open_matter", OPEN, CARRIED),
    Step("carry", OPEN, CARRIED),
    Step("carry", CARRIED, CARRIED),
    Step("report", OPEN, REPORTED),
    Step("report", CARRIED, REPORTED),
    Step("close", REPORTED, CLOSED),
    Step("return", REPORTED, OPEN),
    Step("return", REPORTED, CARRIED),
    Step("reopen", CLOSED, OPEN),
    Step("give_back", CARRIED, OPEN),
    Step("give_back", REPORTED, OPEN),
    Step("give_back", REPORTED, REPORTED),
    *(Step("withdraw", state, WITHDRAWN) for state in (OPEN, CARRIED, REPORTED)),
    *(Step("merge", state, MERGED) for state in (OPEN, CARRIED)),
    labels=(
        (OPEN, _l("等办")),
        (CARRIED, _l("转成了事项")),
        (REPORTED, _l("申请销号")),
        (CLOSED, _l("已销号")),
        (WITHDRAWN, _l("已撤回")),
        (MERGED, _l("并入了另一条")),
    ),
)
IN_HAND = (OPEN, CARRIED)
"""Its owner has the next step."""
UNDER_WAY = (*IN_HAND, REPORTED)
"""Not ended yet."""
