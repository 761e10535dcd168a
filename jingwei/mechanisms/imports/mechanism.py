"""What imports show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.imports.queries import SEE

mechanism = Mechanism(
    name="imports",
    label=_l("导入"),
    menu=(MenuItem("through", _l("导入"), "/imports/", "upload", SEE, order=80),),
)
