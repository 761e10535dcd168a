"""The states of thanks."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

THANKS = flow(
    "thanks_probe",
    "open",
    Step("withdraw", "open", "withdrawn"),
    labels=(("open", _l("已致谢")), ("withdrawn", _l("已撤回"))),
)
