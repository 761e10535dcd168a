"""What notices show of themselves: the shell's bell and account menu lead to them."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.notices.queries import OVERSEE, SET_APP

mechanism = Mechanism(
    name="notices",
    label=_l("通知"),
    menu=(
        MenuItem("through", _l("消息发送情况"), "/notices/deliveries/", "send", OVERSEE, order=90),
        MenuItem("through", _l("应用消息"), "/notices/apps/", "link", SET_APP, order=91),
    ),
)
