"""The states of an import: read, looked at, then written or dropped; what was written may be taken back.

What a person asks for (`preview`, `apply`, `undo`) and what comes of it (`read`, `write`, `remove`, `give_up`) are steps
of their own: a large sheet lies between them until the queue has done it.
"""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

READING, PREVIEWED, REFUSED = "reading", "previewed", "refused"
APPLYING, APPLIED, UNDOING = "applying", "applied", "undoing"
ASKED = {READING: "preview", APPLYING: "apply", UNDOING: "undo"}
"""The states in which something is under way, and the verb by which it was asked for."""

IMPORT = flow(
    "imports",
    READING,
    Step("read", READING, PREVIEWED),
    Step("give_up", READING, REFUSED),
    Step("discard", READING, "discarded"),
    Step("apply", PREVIEWED, APPLYING),
    Step("discard", PREVIEWED, "discarded"),
    Step("write", APPLYING, APPLIED),
    Step("give_up", APPLYING, PREVIEWED),
    Step("discard", APPLYING, "discarded"),
    Step("undo", APPLIED, UNDOING),
    Step("remove", UNDOING, "undone"),
    Step("give_up", UNDOING, APPLIED),
    labels=(
        (READING, _l("正在读表")),
        (PREVIEWED, _l("待确认")),
        (REFUSED, _l("没有读成")),
        (APPLYING, _l("正在导入")),
        (APPLIED, _l("已导入")),
        ("discarded", _l("已放弃")),
        (UNDOING, _l("正在撤回")),
        ("undone", _l("已撤回")),
    ),
)
