"""What thanks show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.thanks_probe.queries import FINDS, SEE

mechanism = Mechanism(
    name="thanks_probe",
    label=_l("致谢"),
    menu=(MenuItem("daily", _l("致谢"), "/thanks-probe/", "people", SEE),),
    finds=FINDS,
)
