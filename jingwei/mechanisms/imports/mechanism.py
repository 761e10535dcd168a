"""What imports show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem, Panel
from jingwei.mechanisms.imports.queries import SEE
from jingwei.mechanisms.imports.views import first_steps

mechanism = Mechanism(
    name="imports",
    label=_l("导入"),
    menu=(MenuItem("through", _l("导入"), "/imports/", "upload", SEE, order=80),),
    panels=(Panel("desk.empty", "imports/first-steps.html", first_steps),),
)
