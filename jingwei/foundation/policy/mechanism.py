"""What the policy shows of itself."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism

mechanism = Mechanism(name="policy", label=_l("政策"))
