"""What action items show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.queries import SEE, hanging_for, waiting_for
from jingwei.foundation.action_items.queries.finding import FINDS
from jingwei.foundation.action_items.views.panels import on_the_team_page
from jingwei.kernel.manifest import Mechanism, MenuItem, Panel

mechanism = Mechanism(
    name="action_items",
    label=_l("举措"),
    menu=(MenuItem("daily", _l("举措"), "/action-items/", "flag", verb=SEE, order=20),),
    panels=(Panel("team.page", "action_items/dispatch.html", on_the_team_page),),
    waiting=waiting_for,
    hanging=hanging_for,
    finds=FINDS,
)
