"""What obligations show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem, Panel
from jingwei.mechanisms.obligations.queries import SEE
from jingwei.mechanisms.obligations.views import on_the_desk

mechanism = Mechanism(
    name="obligations",
    label=_l("该做的"),
    panels=(Panel("desk.side", "obligations/desk.html", on_the_desk, order=5),),
    menu=(MenuItem("through", _l("该做的"), "/obligations/", "calendar", SEE, order=15),),
)
