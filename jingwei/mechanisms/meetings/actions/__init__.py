"""The verbs on meetings."""

from jingwei.mechanisms.meetings.actions import belonging as belonging
from jingwei.mechanisms.meetings.actions import keeping as keeping
from jingwei.mechanisms.meetings.actions import succession as succession
from jingwei.mechanisms.meetings.actions.agenda import (
    approve_item,
    end_item,
    enter_item,
    lay_paper,
    propose_item,
    return_item,
    review_item,
    revise_item,
    second_item,
    urge_item,
    withdraw_item,
)
from jingwei.mechanisms.meetings.actions.arriving import (
    arrive_at_meeting,
    ask_leave,
    code_of,
    come_after_all,
    entrust_voice,
    revoke_voice,
)
from jingwei.mechanisms.meetings.actions.bulk import Held, record_many_meetings
from jingwei.mechanisms.meetings.actions.convening import (
    cancel_meeting,
    convene_meeting,
    keep_roster,
    name_guests,
    open_meeting,
    send_meeting,
    short_notice,
)
from jingwei.mechanisms.meetings.actions.hearing import (
    begin_hearing,
    move_up_hearing,
    postpone_hearing,
    resolve_hearing,
    step_aside,
    take_out_hearing,
)
from jingwei.mechanisms.meetings.actions.lists import Kind, adopt_item_list
from jingwei.mechanisms.meetings.actions.looking import look_again
from jingwei.mechanisms.meetings.actions.minutes import (
    amend_minutes,
    approve_minutes,
    close_meeting,
    correct_minute,
    drop_minute,
    rewrite_minute,
    sign_minutes,
    write_minute,
)
from jingwei.mechanisms.meetings.actions.old_minutes import strike_old_minutes, take_in_old_minutes
from jingwei.mechanisms.meetings.actions.planned import give_up, plan_meeting, sign_up
from jingwei.mechanisms.meetings.actions.recording import correct_meeting, record_meeting, strike_meeting
from jingwei.mechanisms.meetings.actions.rosters import bring_in_meetings, take_back_meetings
from jingwei.mechanisms.meetings.actions.series import begin_series, change_series, end_series
from jingwei.mechanisms.meetings.actions.serving import confirm_service, decline_service, tell_service
from jingwei.mechanisms.meetings.actions.templates import drop_paper_template, set_paper_template

__all__ = [
    "Held",
    "Kind",
    "adopt_item_list",
    "amend_minutes",
    "approve_item",
    "approve_minutes",
    "arrive_at_meeting",
    "ask_leave",
    "begin_hearing",
    "begin_series",
    "bring_in_meetings",
    "cancel_meeting",
    "change_series",
    "close_meeting",
    "code_of",
    "come_after_all",
    "confirm_service",
    "convene_meeting",
    "correct_meeting",
    "correct_minute",
    "decline_service",
    "drop_minute",
    "drop_paper_template",
    "end_item",
    "end_series",
    "enter_item",
    "entrust_voice",
    "give_up",
    "keep_roster",
    "lay_paper",
    "look_again",
    "move_up_hearing",
    "name_guests",
    "open_meeting",
    "plan_meeting",
    "postpone_hearing",
    "propose_item",
    "record_many_meetings",
    "record_meeting",
    "resolve_hearing",
    "return_item",
    "review_item",
    "revise_item",
    "revoke_voice",
    "rewrite_minute",
    "second_item",
    "send_meeting",
    "set_paper_template",
    "short_notice",
    "sign_minutes",
    "sign_up",
    "step_aside",
    "strike_meeting",
    "strike_old_minutes",
    "take_back_meetings",
    "take_in_old_minutes",
    "take_out_hearing",
    "tell_service",
    "urge_item",
    "withdraw_item",
    "write_minute",
]
