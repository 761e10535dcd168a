"""The state table of a change that is planned for a day ahead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

PLANNED, HELD, DONE, WITHDRAWN = "planned", "held", "done", "withdrawn"
PENDING = (PLANNED, HELD)

CHANGE = flow(
    "planned-change",
    PLANNED,
    Step("take_effect", PLANNED, DONE),
    Step("hold", PLANNED, HELD),
    Step("take_effect", HELD, DONE),
    Step("withdraw", PLANNED, WITHDRAWN),
    Step("withdraw", HELD, WITHDRAWN),
    labels=(
        (PLANNED, _l("到日子生效")),
        (HELD, _l("没能生效")),
        (DONE, _l("已生效")),
        (WITHDRAWN, _l("已撤回")),
    ),
)
