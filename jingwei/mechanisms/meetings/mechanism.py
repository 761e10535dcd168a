"""What meetings show of themselves."""

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.sheets.kinds import SheetKind
from jingwei.kernel.manifest import Mechanism, MenuItem, Panel
from jingwei.mechanisms.meetings.actions import bring_in_meetings, take_back_meetings
from jingwei.mechanisms.meetings.queries import RECORD, SEE, rosters, waiting_for
from jingwei.mechanisms.meetings.queries.calendar import coming_for
from jingwei.mechanisms.meetings.queries.finding import FINDS
from jingwei.mechanisms.meetings.views.series import on_the_desk

OLD_MEETINGS = SheetKind(
    name="meetings",
    label=_l("旧会议"),
    holds=_l("三会一课、主题党日的旧台账"),
    columns=(rosters.ROSTER, rosters.ACTIVITIES),
    sheets=rosters.SHEETS,
    taken=rosters.TAKEN,
    choices=rosters.body_words,
    plan=rosters.plan_rosters,
    write=bring_in_meetings,
    made_by=RECORD,
    standing=rosters.standing_on_meetings,
    titles=rosters.titles_of_meetings,
    take_back=take_back_meetings,
    compared_with=("meeting", "organisation"),
    url="/meetings/",
)

mechanism = Mechanism(
    name="meetings",
    label=_l("会议"),
    menu=(MenuItem("daily", _l("会议"), "/meetings/", "meeting", verb=SEE, order=15),),
    waiting=waiting_for,
    begins={RECORD: "/meetings/record/?body={result}&organisation={organisation}&by={by}"},
    panels=(Panel("desk.side", "meetings/desk.html", on_the_desk, order=4),),
    coming=coming_for,
    sheets=(OLD_MEETINGS,),
    finds=FINDS,
)
