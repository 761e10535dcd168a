"""Which verbs of deciding belong to the organisation that decides: all but reading, and the review of exceptions from above."""

from __future__ import annotations

from jingwei.kernel.actions import objects_to
from jingwei.mechanisms.meetings.rules import acts_here

OWN = (
    *("agenda_items.propose", "agenda_items.revise", "agenda_items.lay", "agenda_items.approve"),
    *("agenda_items.return", "agenda_items.withdraw", "agenda_items.enter", "agenda_items.urge"),
    *("agenda_items.second", "item_lists.adopt"),
    *("meetings.convene", "meetings.send", "meetings.cancel", "meetings.attend", "meetings.open"),
    *("meetings.name_guests", "meetings.look_again"),
    *("meetings.close", "meetings.approve", "meetings.sign", "meetings.amend"),
    *("hearings.begin", "hearings.recuse", "hearings.resolve", "hearings.postpone", "hearings.take_out"),
    "hearings.move_up",
    *("minutes.write", "minutes.rewrite", "minutes.drop", "minutes.correct"),
)
for verb in OWN:
    objects_to(verb)(acts_here)
