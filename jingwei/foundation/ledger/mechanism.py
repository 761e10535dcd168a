"""The ledger: what was done is recorded once, by doing it."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism

mechanism = Mechanism(name="ledger", label=_l("台账"))
