"""What one organisation owes in one period, said from its records and facts alone: a total function, no questions."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import IN_TERM
from jingwei.kernel.packs.conditions import Value, holds
from jingwei.kernel.packs.spec.obligation import Obligation, Term

MONTHS = {"month": 1, "quarter": 3, "year": 12}
State = Literal["met", "due", "overdue", "excused", "uncounted", "none"]


@dataclass(frozen=True)
class Owner:
    """An organisation as far as it owes something, and when its university's ledger begins."""

    id: int
    name: str
    kind: str
    path: str
    founded_on: date | None
    ended_on: date | None
    university_id: int
    begun: datetime | None = None
    led_since: date | None = None
    led_on: date | None = None

    @property
    def recorded(self) -> date | None:
        """The day in Asia/Shanghai on which the ledger of its university begins."""
        return self.begun.astimezone(clock.ZONE).date() if self.begun else None

    @property
    def url(self) -> str:
        """Its own page."""
        return f"/organisations/{self.id}/"


@dataclass(frozen=True)
class Ask:
    """An obligation of a version (`pack@3`) in one period, looked at on a day; `until` is None where it is owed once."""

    obligation: Obligation
    version: str
    since: date
    until: date | None
    on: date

    @property
    def as_of(self) -> date:
        """The day whose facts, dates and version count: the last of the period, or today while it runs."""
        return self.on if self.until is None else min(self.on, self.until)

    @property
    def number(self) -> str:
        """The number of the version."""
        return self.version.rpartition("@")[2]

    @property
    def words(self) -> str:
        """The period in words."""
        year, month = self.since.year, self.since.month
        return {
            "month": _("{year} 年 {month} 月").format(year=year, month=month),
            "quarter": _("{year} 年第 {quarter} 季度").format(year=year, quarter=(month + 2) // 3),
            "year": _("{year} 年").format(year=year),
        }.get(self.obligation.cycle, _("一次"))

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed."""
        return self.until is not None and self.until < self.on

    @property
    def months(self) -> tuple[int, int]:
        """The months whose records count, as records hold them; 0 is from ever."""
        return (clock.month_of(self.since) if self.until else 0), clock.month_of(self.as_of)


@dataclass(frozen=True)
class Owed:
    """How an organisation stands with what is asked, how many records count for it, and why it is excused.

    Of a term `count` says for how many months whoever leads has been in the post.
    """

    owner: Owner
    ask: Ask
    state: State
    count: int
    reason: str = ""
    excuse: int | None = None

    @property
    def days_left(self) -> int | None:
        """Days until the last one, None where there is none, or where a term has days of its own."""
        if self.ask.obligation.term is not None:
            return None
        return (self.ask.until - self.ask.on).days if self.ask.until else None

    @property
    def measured(self) -> str:
        """How much of what is wanted there is, in words."""
        obligation = self.ask.obligation
        if obligation.term is not None:
            told = _("已任 {months} 个月，任期 {limit} 个月")
            return told.format(months=self.count, limit=obligation.measure)
        return _("记了 {count} 条，要 {wanted} 条").format(count=self.count, wanted=obligation.measure)

    @property
    def records_url(self) -> str:
        """Where the records that count are told."""
        counted = self.ask.obligation.count
        first, last = self.ask.months
        verbs = ",".join((*counted.verbs, *counted.less)) if counted else ""
        results = f"&results={','.join(counted.result)}" if counted and counted.result else ""
        return f"/ledger/?organisation={self.owner.id}&verbs={verbs}{results}&months={first}-{last}"


def period_of(obligation: Obligation, on: date) -> tuple[date, date | None]:
    """The first and the last day of the period of an obligation in which a day lies."""
    if (months := MONTHS.get(obligation.cycle)) is None:
        return obligation.effective_from, None
    first = (on.month - 1) // months * months + 1
    last = first + months - 1
    return date(on.year, first, 1), date(on.year, last, calendar.monthrange(on.year, last)[1])


def in_effect(obligation: Obligation, on: date) -> bool:
    """Whether the obligation binds on a day."""
    return obligation.effective_from <= on and (
        obligation.effective_to is None or on <= obligation.effective_to
    )


def judge(ask: Ask, owner: Owner, count: int, facts: Mapping[str, Value], recorded: date | None) -> State:
    """What an organisation owes: `facts` as of `ask.as_of`, `recorded` the day on which its university's ledger begins.

    What was done counts even where it was not owed; nobody is late for a period in which the organisation, or the
    ledger, was there for a part only.
    """
    obligation = ask.obligation
    if owner.kind not in obligation.who or not in_effect(obligation, ask.as_of):
        return "none"
    if obligation.when is not None and not holds(obligation.when, facts).holds:
        return "none"
    if obligation.term is not None:
        return _in_term(obligation.term, facts.get(IN_TERM))
    if obligation.count is None:
        return "uncounted"
    if count >= obligation.count.at_least:
        return "met"
    if not _was_there(ask, owner) or (ask.is_over and (recorded is None or recorded > ask.since)):
        return "none"
    return "overdue" if ask.is_over else "due"


def _in_term(term: Term, months: Value | None) -> State:
    """Whether whoever leads is within the term; where nobody leads there is no term."""
    if not isinstance(months, int):
        return "none"
    if months >= term.months:
        return "overdue"
    return "due" if months >= term.months - term.ahead else "met"


def _was_there(ask: Ask, owner: Owner) -> bool:
    """Whether the organisation is there from the first day of the period to the last; what is owed once asks for today."""
    first, last = (ask.since, ask.until) if ask.until else (ask.on, ask.on)
    begun = owner.founded_on is None or owner.founded_on <= first
    return begun and (owner.ended_on is None or owner.ended_on >= last)
