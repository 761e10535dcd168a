"""Whom the steps of a seat concern: who has the next one, who nominated, and who is nominated."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import people_in_charge
from jingwei.kernel.notices import Kind, Press, tells
from jingwei.mechanisms.committees.models import CommitteeSeat

SEAT = Kind("committees.seat", _l("学术委员会的席位"))
NEXT = (
    *("committee_seats.find_eligible", "committee_seats.find_ineligible", "committee_seats.vote"),
    *("committee_seats.seat", "committee_seats.decline", "committee_seats.withdraw"),
)


def _at(record: Any) -> str:
    found = CommitteeSeat.objects.filter(pk=record.subject_id).values_list("committee", flat=True)
    return f"/committees/{found[0]}/seats/{record.subject_id}/" if found else "/committees/"


def _found(record: Any) -> CommitteeSeat | None:
    return CommitteeSeat.objects.filter(pk=record.subject_id).first()


def _unit(record: Any) -> set[int]:
    """Those in charge of the committee."""
    seat = _found(record)
    return (
        people_in_charge("committee_seats.find_eligible", [seat.committee.organisation_id]) if seat else set()
    )


def _party(record: Any) -> set[int]:
    """Those in charge of the organisation that nominated."""
    seat = _found(record)
    return people_in_charge("committee_seats.nominate", [seat.party_id]) if seat else set()


def _nominee(record: Any) -> set[int]:
    seat = _found(record)
    return {seat.person_id} if seat else set()


def _party_and_nominee(record: Any) -> set[int]:
    return _party(record) | _nominee(record)


def _everybody(record: Any) -> set[int]:
    return _unit(record) | _party_and_nominee(record)


tells(
    SEAT,
    "committee_seats.nominate",
    _l("{party}向{subject}提名了一位委员，等查资格。"),
    _unit,
    at=_at,
    settled_by=NEXT,
)
for verb, words in (
    ("committee_seats.find_eligible", _l("{subject}：提名的人选符合资格，等委员会表决。")),
    ("committee_seats.find_ineligible", _l("{subject}：提名的人选不符合资格，理由在里面。")),
    ("committee_seats.vote", _l("{subject}表决了：赞成 {yes}、反对 {no}、弃权 {abstained}。")),
    ("committee_seats.seat", _l("{subject}：提名的人选入席了，任期 {since} 到 {until}。")),
    ("committee_seats.decline", _l("{subject}：提名没有往下走，理由在里面。")),
    ("committee_seats.end", _l("{subject}：一位委员提前卸任，理由在里面。")),
):
    tells(SEAT, verb, words, _party_and_nominee, at=_at, press=Press.DAILY)
tells(
    SEAT,
    "committee_seats.withdraw",
    _l("{party}撤回了对{subject}委员的提名，不用再办。"),
    _unit,
    at=_at,
    press=Press.DAILY,
)
tells(
    SEAT,
    "committee_seats.foretell",
    _l("{subject}有一位委员的任期到 {until}。要续任，从提名走起。"),
    _everybody,
    at=_at,
    press=Press.DAILY,
    settled_by=("committee_seats.expire", "committee_seats.end"),
)
tells(
    SEAT,
    "committee_seats.expire",
    _l("{subject}有一位委员的任期满了。"),
    _everybody,
    at=_at,
    press=Press.DAILY,
)
