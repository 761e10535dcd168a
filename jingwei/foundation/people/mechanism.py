"""What people show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.people.queries import SEE
from jingwei.kernel.manifest import Mechanism, MenuItem

mechanism = Mechanism(
    name="people",
    label=_l("人员"),
    menu=(MenuItem("through", _l("人员"), "/people/", "people", SEE, order=70),),
)
