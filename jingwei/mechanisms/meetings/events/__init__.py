"""What the ledger remembers of meetings."""

from jingwei.mechanisms.meetings.events.held import MeetingCorrected, MeetingRecorded, MeetingStruck, told_of

__all__ = ["MeetingCorrected", "MeetingRecorded", "MeetingStruck", "told_of"]
