"""The states of an attachment: beside its subject, or taken away."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.flow import Step, flow

ATTACHED, DETACHED = "attached", "detached"
ATTACHMENT = flow(
    "evidence",
    ATTACHED,
    Step("detach", ATTACHED, DETACHED),
    labels=((ATTACHED, _l("附着")), (DETACHED, _l("已取下"))),
)
