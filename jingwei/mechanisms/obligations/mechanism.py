"""What obligations show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.obligations.queries import SEE

mechanism = Mechanism(
    name="obligations",
    label=_l("该做的"),
    menu=(MenuItem("through", _l("该做的"), "/obligations/", "calendar", SEE, order=15),),
)
