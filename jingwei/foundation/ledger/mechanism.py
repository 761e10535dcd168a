"""The ledger: what was done is recorded once, by doing it."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.queries import SEE
from jingwei.kernel.manifest import Mechanism, MenuItem

mechanism = Mechanism(
    name="ledger",
    label=_l("台账"),
    menu=(MenuItem("through", _l("台账"), "/ledger/", "ledger", SEE, order=80),),
)
