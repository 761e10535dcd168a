"""The states of an import: looked at first, then applied or dropped; what was applied may be taken back."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

IMPORT = flow(
    "imports",
    "previewed",
    Step("apply", "previewed", "applied"),
    Step("discard", "previewed", "discarded"),
    Step("undo", "applied", "undone"),
    labels=(
        ("previewed", _l("待确认")),
        ("applied", _l("已导入")),
        ("discarded", _l("已放弃")),
        ("undone", _l("已撤回")),
    ),
)
