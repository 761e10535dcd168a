"""What clauses show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.policy.queries import SEE
from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.clauses.queries import waiting_for
from jingwei.mechanisms.clauses.queries.finding import FINDS

mechanism = Mechanism(
    name="clauses",
    label=_l("条款落实"),
    menu=(MenuItem("through", _l("条款落实"), "/clauses/", "clause", verb=SEE, order=20),),
    waiting=waiting_for,
    finds=FINDS,
)
