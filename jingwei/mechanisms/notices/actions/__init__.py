"""What is done with notices: telling, sending, choosing, forgetting."""

from jingwei.mechanisms.notices.actions import concealing as concealing
from jingwei.mechanisms.notices.actions.apps import drop_app, set_app, test_app, turn_off_app, turn_on_app
from jingwei.mechanisms.notices.actions.choosing import choose, close_calendar, leave_by_link, open_calendar
from jingwei.mechanisms.notices.actions.devices import subscribe, unsubscribe
from jingwei.mechanisms.notices.actions.keeping import (
    forget_old_deliveries,
    forget_old_notices,
    forget_ways_of,
)
from jingwei.mechanisms.notices.actions.messenger import drop_robot, set_robot
from jingwei.mechanisms.notices.actions.sending import attempt, dispatch, send_later
from jingwei.mechanisms.notices.actions.telling import (
    read_all,
    read_one,
    see_page,
    settle,
    tell_of,
    tell_of_many,
)

__all__ = [
    "attempt",
    "choose",
    "close_calendar",
    "dispatch",
    "drop_app",
    "drop_robot",
    "forget_old_deliveries",
    "forget_old_notices",
    "forget_ways_of",
    "leave_by_link",
    "open_calendar",
    "read_all",
    "read_one",
    "see_page",
    "send_later",
    "set_app",
    "set_robot",
    "settle",
    "subscribe",
    "tell_of",
    "tell_of_many",
    "test_app",
    "turn_off_app",
    "turn_on_app",
    "unsubscribe",
]
