"""What meetings show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.manifest import Mechanism, MenuItem
from jingwei.mechanisms.meetings.queries import RECORD, SEE, waiting_for

mechanism = Mechanism(
    name="meetings",
    label=_l("会议"),
    menu=(MenuItem("daily", _l("会议"), "/meetings/", "meeting", verb=SEE, order=15),),
    waiting=waiting_for,
    begins={RECORD: "/meetings/record/?body={result}&organisation={organisation}&by={by}"},
)
