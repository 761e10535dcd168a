"""What matters show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.queries import waiting_for
from jingwei.kernel.manifest import Mechanism, MenuItem

mechanism = Mechanism(
    name="matters",
    label=_l("融合事项"),
    menu=(
        MenuItem(
            "daily", _l("融合事项"), "/matters/", "matter", verb="matters.see", order=10, phone=_l("事项")
        ),
    ),
    waiting=waiting_for,
)
