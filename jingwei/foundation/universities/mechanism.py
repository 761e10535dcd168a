"""What universities show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism

mechanism = Mechanism(name="universities", label=_l("学校"))
