"""Measures: the four degrees of an organisation, each number opening into the records behind it."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem, Panel
from jingwei.mechanisms.measures.queries import SEE
from jingwei.mechanisms.measures.views.pages import headlines_later, warned_later

mechanism = Mechanism(
    name="measures",
    label=_l("融合分析"),
    menu=(MenuItem("judge", _l("融合分析"), "/measures/", "chart", SEE, order=10),),
    panels=(
        Panel("desk.side", "measures/weave-later.html", warned_later, order=12),
        Panel("organisation.page", "measures/panel.html", headlines_later, order=20),
    ),
)
