"""What the ledger will remember of committees and of seats; names and what is said of a person can be erased."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CommitteeFounded(Event):
    """A committee was founded."""

    verb = "committees.found"
    sentence = _l("{actor}设立了{subject}：{seats} 席，任期 {years} 年")
    kind: str
    seats: int
    years: int


@dataclass(frozen=True, kw_only=True)
class CommitteeAmended(Event):
    """Its name, its size or the length of its terms was changed."""

    verb = "committees.amend"
    sentence = _l(
        "{actor}改了{subject}：{seats} 席，任期 {years} 年（原来 {seats_before} 席、{years_before} 年）"
    )
    seats: int
    years: int
    seats_before: int
    years_before: int
    name_before: str


@dataclass(frozen=True, kw_only=True)
class CommitteeHandedOver(Event):
    """It, or a nomination to it, stands with the organisation that took the place of another."""

    verb = "committees.hand_over"
    sentence = _l("{subject}从{old}转到{new}")
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class CommitteeEnded(Event):
    """It was dissolved, and its seats with it."""

    verb = "committees.end"
    sentence = _l("{actor}撤销了{subject}，理由：{reason}")
    reason: str
    seats: int


@dataclass(frozen=True, kw_only=True)
class Nominated(Event):
    """The Party side nominated somebody for a seat."""

    verb = "committee_seats.nominate"
    sentence = _l("{party}提名{person}进入{subject}：{grounds}")
    personal = ("person", "grounds")
    person: str
    grounds: str
    party: str
    post: str


@dataclass(frozen=True, kw_only=True)
class FoundEligible(Event):
    """The side of the committee checked the facts and found the person eligible."""

    verb = "committee_seats.find_eligible"
    standing = "answered"
    sentence = _l("{actor}查了资格，{person}可以提交{subject}表决：{finding}")
    personal = ("person", "finding")
    person: str
    finding: str
    facts: str


@dataclass(frozen=True, kw_only=True)
class FoundIneligible(Event):
    """The side of the committee checked the facts and found the person not eligible."""

    verb = "committee_seats.find_ineligible"
    standing = "answered"
    sentence = _l("{actor}查了资格，{person}不提交{subject}表决：{finding}")
    personal = ("person", "finding")
    person: str
    finding: str
    facts: str


@dataclass(frozen=True, kw_only=True)
class VotedOn(Event):
    """The committee voted."""

    verb = "committee_seats.vote"
    standing = "answered"
    sentence = _l(
        "{actor}记下{subject}对{person}的表决：应到 {entitled}、实到 {present}，赞成 {yes}、反对 {no}、弃权 {abstained}"
    )
    personal = ("person",)
    person: str
    entitled: int
    present: int
    yes: int
    no: int
    abstained: int
    held_on: str


@dataclass(frozen=True, kw_only=True)
class Seated(Event):
    """A term began, after all the steps."""

    verb = "committee_seats.seat"
    standing = "answered"
    sentence = _l("{person}担任{subject}委员，任期 {since} 到 {until}（{actor}办理）")
    personal = ("person",)
    person: str
    since: str
    until: str


@dataclass(frozen=True, kw_only=True)
class SeatDeclined(Event):
    """The side of the committee goes no further."""

    verb = "committee_seats.decline"
    sentence = _l("{actor}没有让{person}进入{subject}，理由：{reason}")
    personal = ("person", "reason")
    person: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class NominationWithdrawn(Event):
    """Those who nominated took it back."""

    verb = "committee_seats.withdraw"
    sentence = _l("{party}撤回了对{person}进入{subject}的提名，理由：{reason}")
    personal = ("person", "reason")
    person: str
    reason: str
    party: str


@dataclass(frozen=True, kw_only=True)
class SeatEnded(Event):
    """A seat was given up before its term ended."""

    verb = "committee_seats.end"
    sentence = _l("{actor}记下{person}不再担任{subject}委员，理由：{reason}")
    personal = ("person", "reason")
    person: str
    reason: str
    until: str


@dataclass(frozen=True, kw_only=True)
class EndForetold(Event):
    """The end of a term is near."""

    verb = "committee_seats.foretell"
    sentence = _l("{person}在{subject}的任期到 {until}")
    personal = ("person",)
    person: str
    until: str


@dataclass(frozen=True, kw_only=True)
class SeatExpired(Event):
    """A term ended on its day."""

    verb = "committee_seats.expire"
    standing = "reckoned"
    sentence = _l("{person}在{subject}的任期满了（{until}）")
    personal = ("person",)
    person: str
    until: str
