"""What the register of problems shows of itself."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem, Panel
from jingwei.mechanisms.problems.queries import SEE, waiting_for
from jingwei.mechanisms.problems.queries import concerned as concerned
from jingwei.mechanisms.problems.queries.finding import FINDS
from jingwei.mechanisms.problems.views.pages import of_an_organisation

mechanism = Mechanism(
    name="problems",
    label=_l("问题清单"),
    menu=(MenuItem("through", _l("问题清单"), "/problems/", "question", verb=SEE, order=20),),
    waiting=waiting_for,
    panels=(Panel("organisation.page", "problems/organisation.html", of_an_organisation, order=15),),
    finds=FINDS,
)
