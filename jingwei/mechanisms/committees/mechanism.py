"""What academic committees show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem, Panel
from jingwei.mechanisms.committees.queries import SEE
from jingwei.mechanisms.committees.queries import concerned as concerned
from jingwei.mechanisms.committees.views.pages import on_the_desk

mechanism = Mechanism(
    name="committees",
    label=_l("学术委员会"),
    menu=(MenuItem("through", _l("学术委员会"), "/committees/", "briefcase", verb=SEE, order=30),),
    panels=(Panel("desk.side", "committees/desk.html", on_the_desk, order=8),),
)
