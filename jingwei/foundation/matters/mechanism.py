"""What matters show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.queries import SEE, hanging_for, waiting_for
from jingwei.foundation.matters.queries.finding import FINDS
from jingwei.foundation.matters.views.panels import beside_the_desk, of_an_organisation, on_the_desk
from jingwei.kernel.manifest import Mechanism, MenuItem, Panel

mechanism = Mechanism(
    name="matters",
    label=_l("融合事项"),
    menu=(MenuItem("daily", _l("融合事项"), "/matters/", "matter", verb=SEE, order=10, phone=_l("事项")),),
    panels=(
        Panel("desk.main", "matters/panels/desk.html", on_the_desk, order=20),
        Panel("desk.side", "matters/panels/cloth.html", beside_the_desk, order=10),
        Panel("organisation.page", "matters/panels/organisation.html", of_an_organisation, order=10),
    ),
    waiting=waiting_for,
    hanging=hanging_for,
    finds=FINDS,
)
