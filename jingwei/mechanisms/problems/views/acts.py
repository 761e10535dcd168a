"""The verbs on a problem: which form each has, what is said when it is done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms import Open
from jingwei.kernel.doors import Act
from jingwei.mechanisms.problems import actions, forms

OPEN_MATTER = "open-matter"
OPEN = Act(
    "problems.open_matter",
    actions.open_matter_from_problem,
    _l("发起了。现在两侧一起定计划。"),
    Open,
    ("organisation", "actor", "initial"),
)
NAME = Act(
    "problems.name", actions.name_problem, _l("提出了，负责的组织会收到。"), forms.Name, given=("actor",)
)
KNOWS = ("actor", "problem")
ACTS = {
    "close": Act("problems.close", actions.close_problem, _l("销号了。")),
    "return": Act("problems.return", actions.return_problem, _l("退回去了，对方会看到。"), forms.Reason),
    "report": Act(
        "problems.report",
        actions.report_problem,
        _l("报上去了，等提出的一方认可。"),
        forms.Report,
        ("problem",),
    ),
    "carry": Act("problems.carry", actions.carry_problem, _l("记下了，由这件事项解决。"), forms.Carry, KNOWS),
    "reopen": Act("problems.reopen", actions.reopen_problem, _l("重新打开了。"), forms.Reopen),
    "merge": Act("problems.merge", actions.merge_problem, _l("并过去了。"), forms.Merge, KNOWS),
    "withdraw": Act("problems.withdraw", actions.withdraw_problem, _l("撤回了。"), forms.Reason),
}
