"""What the policy shows of itself."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.policy.queries import shown_of, waiting_for
from jingwei.foundation.policy.queries.reported import told_of
from jingwei.kernel.manifest import Mechanism, Panel

mechanism = Mechanism(
    name="policy",
    label=_l("政策"),
    panels=(Panel("organisation.page", "policy/owed.html", shown_of, order=5),),
    waiting=waiting_for,
    reported=told_of,
)
