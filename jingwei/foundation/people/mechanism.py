"""What people show of themselves."""

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from jingwei.foundation.people.queries import SEE, SEE_ACCOUNTS, waiting_for
from jingwei.foundation.people.queries.finding import FINDS
from jingwei.kernel.manifest import Mechanism, MenuItem

mechanism = Mechanism(
    name="people",
    label=_l("人员"),
    menu=(
        MenuItem("through", _l("人员"), "/people/", "people", SEE, order=70),
        MenuItem(
            "through",
            _l("更正申请"),
            "/people/amendments/",
            "pencil",
            "amendments.accept",
            order=72,
        ),
        MenuItem(
            "through", pgettext_lazy("several", "账号"), "/people/accounts/", "lock", SEE_ACCOUNTS, order=75
        ),
    ),
    waiting=waiting_for,
    finds=FINDS,
)
