"""What evidence shows of itself."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism

mechanism = Mechanism(name="evidence", label=_l("佐证"))
