"""What may be read of notices: one's own, what one chose, what is due to be sent."""

from jingwei.mechanisms.notices.queries.apps import (
    APPS,
    SET_APP,
    app_called,
    app_for,
    apps_page,
    outcome_of,
    reached_by,
)
from jingwei.mechanisms.notices.queries.choosing import (
    calendar_of,
    channels_of,
    channels_of_all,
    devices_of,
    preference_for,
    preference_of,
    preferences_of,
)
from jingwei.mechanisms.notices.queries.dates import calendar_for
from jingwei.mechanisms.notices.queries.seeing import (
    NOTICES,
    notice_for,
    notices_for,
    post_that_sees,
    sees,
    thing_of,
    unread,
)
from jingwei.mechanisms.notices.queries.sending import (
    OVERSEE,
    deliveries_for,
    due_for,
    leaving_of,
    leaving_token,
    message_of,
    overview_for,
)

__all__ = [
    "APPS",
    "NOTICES",
    "OVERSEE",
    "SET_APP",
    "app_called",
    "app_for",
    "apps_page",
    "calendar_for",
    "calendar_of",
    "channels_of",
    "channels_of_all",
    "deliveries_for",
    "devices_of",
    "due_for",
    "leaving_of",
    "leaving_token",
    "message_of",
    "notice_for",
    "notices_for",
    "outcome_of",
    "overview_for",
    "post_that_sees",
    "preference_for",
    "preference_of",
    "preferences_of",
    "reached_by",
    "sees",
    "thing_of",
    "unread",
]
