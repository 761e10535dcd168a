"""What directives show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.directives.queries import SEE, hanging_for, waiting_for
from jingwei.mechanisms.directives.queries.finding import FINDS

mechanism = Mechanism(
    name="directives",
    label=_l("一线贯通"),
    menu=(
        MenuItem("through", _l("一线贯通"), "/directives/", "cascade", verb=SEE, order=10, phone=_l("贯通")),
    ),
    waiting=waiting_for,
    hanging=hanging_for,
    finds=FINDS,
)
