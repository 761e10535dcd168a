"""What the ledger will remember of a meeting that decides; what was said stays out, its digest goes in when it is signed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, label_here
from jingwei.kernel.packs.registry import called


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(Event):
    """A meeting was set for a time."""

    verb = "meetings.convene"
    sentence = _l("{actor}排了 {held_on} 的{subject}")
    body: str
    held_on: str
    starts_at: str
    room: str


@dataclass(frozen=True, kw_only=True)
class MeetingSent(Event):
    """The notice went out with the agenda; `at` is hour and room, `short_notice` by how many days it came late."""

    verb = "meetings.send"
    sentence = _l("{actor}发了 {held_on} {subject}的通知，{items} 个议题")
    held_on: str
    at: str = ""
    items: int
    seats: int
    short_notice: int


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """It will not be held; its items wait for the next one."""

    verb = "meetings.cancel"
    sentence = _l("{actor}取消了 {held_on} 的{subject}：{reason}")
    held_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RosterKept(Event):
    """Who keeps the minutes noted who is there; names stay out of the ledger."""

    verb = "meetings.attend"
    standing = "trace"
    sentence = _l("{actor}点了{subject}的到会：应到 {seats} 人，实到 {present} 人")
    seats: int
    present: int


@dataclass(frozen=True, kw_only=True)
class VoiceEntrusted(Event):
    """Somebody who cannot come has a member speak for them; to whom, and what, stays with the roster."""

    verb = "meetings.entrust"
    standing = "trace"
    sentence = _l("{actor}不能参加 {held_on} 的{subject}，委托了到会的人")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class VoiceRevoked(Event):
    """They take it back."""

    verb = "meetings.revoke"
    standing = "trace"
    sentence = _l("{actor}收回了 {held_on} 的{subject}上的委托")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class GuestsNamed(Event):
    """Who keeps the minutes noted who sits in without a seat; names stay out of the ledger."""

    verb = "meetings.name_guests"
    standing = "trace"
    sentence = _l("{actor}记了{subject}的列席：{guests} 人")
    guests: int


@dataclass(frozen=True, kw_only=True)
class SomebodyArrived(Event):
    """Somebody with a seat said that they came."""

    verb = "meetings.arrive"
    standing = "trace"
    sentence = _l("{actor}到了{subject}")


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(Event):
    """Somebody with a seat says beforehand that they cannot come; why is nobody's business here."""

    verb = "meetings.ask_leave"
    standing = "trace"
    sentence = _l("{actor}请假，不参加 {held_on} 的{subject}")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class LeaveGivenUp(Event):
    """They can come after all."""

    verb = "meetings.come_after_all"
    standing = "trace"
    sentence = _l("{actor}取消请假，参加 {held_on} 的{subject}")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class MeetingOpened(Event):
    """It began, under a chair; `reason` says why it is not the one whom the rule names.

    `early` is by how many minutes it began before its hour.
    """

    verb = "meetings.open"
    sentence = _l("{subject}开会，{chair}主持，应到 {seats} 人，实到 {present} 人")
    chair: str
    reason: str
    seats: int
    present: int
    early: int = 0


@dataclass(frozen=True, kw_only=True)
class MeetingHandedOver(Event):
    """Another organisation brings it to its end, its own having gone into it."""

    verb = "meetings.hand_over"
    sentence = _l("{subject}从{old}转到{new}收尾")
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class MeetingClosed(Event):
    """It ended; what had not been heard waits for the next one."""

    verb = "meetings.close"
    sentence = _l("{subject}散会：通过 {passed} 个，没有通过 {refused} 个，缓议 {postponed} 个")
    passed: int
    refused: int
    postponed: int


@dataclass(frozen=True, kw_only=True)
class MinutesApproved(Event):
    """The chair found the minutes right."""

    verb = "meetings.approve"
    standing = "answered"
    sentence = _l("{actor}审定了{subject}的记录")
    digest: str


@dataclass(frozen=True, kw_only=True)
class MinutesSigned(Event):
    """A second person signed: the minutes are locked."""

    verb = "meetings.sign"
    standing = "answered"
    sentence = _l("{actor}在{subject}的记录上签了字")
    digest: str


@dataclass(frozen=True, kw_only=True)
class MinutesAmended(Event):
    """What was found wrong in minutes that were signed."""

    verb = "meetings.amend"
    sentence = _l("{actor}更正了{subject}的记录")
    personal = ("text",)
    text: str


@dataclass(frozen=True, kw_only=True)
class ResolutionLookedAt(Event):
    """The body looked at what it had resolved again, and said what it found and when it does so next."""

    verb = "meetings.look_again"
    sentence = _l("{subject}回头看了《{title}》：{found}")
    hearing_id: int
    title: str
    found: str
    review_on: str


@dataclass(frozen=True, kw_only=True)
class HearingBegun(Event):
    """An item is being heard."""

    verb = "hearings.begin"
    sentence = _l("开始议《{subject}》（第 {paper} 稿）")
    body: str
    item_id: int
    paper: int
    is_exception: bool


@dataclass(frozen=True, kw_only=True)
class SteppedAside(Event):
    """Somebody left the count of an item, with a reason."""

    verb = "hearings.recuse"
    sentence = _l("《{subject}》议决时有人回避：{reason}")
    personal = ("person",)
    person: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HearingResolved(Event):
    """A vote was counted; on `review_on` the body looks at what it resolved again."""

    verb = "hearings.resolve"
    sentence = _l("{body}表决《{subject}》：赞成 {yes}，反对 {no}，弃权 {abstained}，{outcome}")
    said_as = {"body": called("bodies"), "outcome": label_here}
    body: str
    item_id: int
    paper: int
    manner: str
    seats: int
    present: int
    yes: int
    no: int
    abstained: int
    spoilt: int
    outcome: str
    is_exception: bool
    review_on: str = ""


@dataclass(frozen=True, kw_only=True)
class HearingPostponed(Event):
    """It waits for the next meeting."""

    verb = "hearings.postpone"
    sentence = _l("《{subject}》缓议：{reason}")
    item_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class HearingTakenOut(Event):
    """It was taken off the agenda before the meeting."""

    verb = "hearings.take_out"
    sentence = _l("{actor}把《{subject}》移出议程：{reason}")
    item_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class HearingMovedUp(Event):
    """It comes one place earlier on the agenda."""

    verb = "hearings.move_up"
    sentence = _l("{actor}把《{subject}》上移到第 {position} 项")
    item_id: int
    position: int


@dataclass(frozen=True, kw_only=True)
class MinuteWritten(Event):
    """A line of the minutes was written; its words stay with the minutes."""

    verb = "minutes.write"
    standing = "trace"
    sentence = _l("{actor}在《{subject}》下记了一条")
    hearing_id: int


@dataclass(frozen=True, kw_only=True)
class MinuteRewritten(Event):
    """A line was put in other words by who wrote it."""

    verb = "minutes.rewrite"
    standing = "trace"
    sentence = _l("{actor}改了《{subject}》下的一条记录")
    personal = ("before",)
    before: str


@dataclass(frozen=True, kw_only=True)
class MinuteCorrected(Event):
    """A line that corrects another was written beside it, after the last word; both stay."""

    verb = "minutes.correct"
    standing = "trace"
    sentence = _l("{actor}在《{subject}》下写了一条更正")
    corrects_id: int


@dataclass(frozen=True, kw_only=True)
class MinuteDropped(Event):
    """A line was taken out by who wrote it."""

    verb = "minutes.drop"
    standing = "trace"
    sentence = _l("{actor}删了《{subject}》下的一条记录")
    personal = ("before",)
    before: str
