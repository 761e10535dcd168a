"""Every clause with what was done about it this year, in a fixed number of questions; one clause with the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import SEE as SEE_RECORDS
from jingwei.foundation.ledger.queries import records_for, sentences
from jingwei.foundation.policy.queries import (
    CONTENT,
    ClauseText,
    Followed,
    Standing,
    followed_by,
    official_texts,
    standings_for,
    work_counted_for,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.mechanisms.clauses import rules

LIFE = ("matters.open", "matters.amend", "matters.close", "matters.withdraw")
"""The verbs whose last record says whether a matter is in hand, and which clauses it carries out."""
IN_HAND = ("matters.open", "matters.amend")
CONFIRMED = ("matters.confirm", "matters.accept_milestone")
"""The verbs by which the other side confirms what was done."""
MOST_MATTERS, MOST_RECORDS = 50, 30


@dataclass(frozen=True)
class Work:
    """What was done under a clause: matters in hand now, closed this year, confirmed records this year."""

    in_hand: int = 0
    closed: int = 0
    confirmed: int = 0


@dataclass(frozen=True)
class Row:
    """A clause with its state; `text` is None until somebody attached the official one."""

    clause: Clause
    section: Section
    text: ClauseText | None
    work: Work
    standings: tuple[Standing, ...]
    state: str

    @property
    def label(self) -> str:
        """The state in words."""
        return str(rules.LABELS[self.state])

    @property
    def matters(self) -> int:
        """Matters in hand or closed this year."""
        return self.work.in_hand + self.work.closed

    @property
    def matters_url(self) -> str:
        """Where all matters that carry it out are listed."""
        return f"/matters/?clause={self.clause.id}"

    @property
    def gaps(self) -> tuple[Standing, ...]:
        """The obligations that somebody still owes."""
        return tuple(standing for standing in self.standings if standing.is_gap)


@dataclass(frozen=True)
class Sheet:
    """All clauses of the edition followed, as they stand on a day."""

    followed: Followed
    on: date
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many clauses are in each state."""
        return Counter(row.state for row in self.rows)

    def chapters(self, rows: Sequence[Row] | None = None) -> Iterator[tuple[Section, list[Row]]]:
        """The chapters with their clauses, those of `rows` where given; a chapter without any is left out."""
        for section in self.followed.edition.sections:
            if held := [row for row in (self.rows if rows is None else rows) if row.section == section]:
                yield section, held


def sheet_for(actor: Actor) -> Sheet:
    """All clauses with their state for the organisations whose work the actor may see."""
    followed, today = followed_by(actor), clock.today()
    return Sheet(followed, today, _rows(actor, followed, today, list(followed.edition.clauses.values())))


@dataclass(frozen=True)
class Carrier:
    """A matter that carries the clause out."""

    id: int
    title: str
    is_closed: bool
    at: datetime

    @property
    def url(self) -> str:
        """Its own page."""
        return f"/matters/{self.id}/"


@dataclass(frozen=True)
class Page:
    """One clause with the rows behind its numbers; `records_hidden` are those that the reader may not open."""

    followed: Followed
    on: date
    row: Row
    carriers: tuple[Carrier, ...]
    records: tuple[tuple[Any, str], ...]
    records_hidden: int


def clause_for(actor: Actor, clause_id: str) -> Page:
    """One clause of the edition followed, or NotFound."""
    followed, today = followed_by(actor), clock.today()
    if (clause := followed.edition.clauses.get(clause_id)) is None:
        raise NotFound
    (row,) = _rows(actor, followed, today, [clause])
    records = _confirmed(records_for(actor), today).filter(clauses__contains=f"|{clause.id}|")
    seen = records.count() if actor.holds_anywhere(SEE_RECORDS) and row.work.confirmed else 0
    shown = sentences(list(records.order_by("-id")[:MOST_RECORDS])) if seen else []
    hidden = max(row.work.confirmed - seen, 0)
    return Page(followed, today, row, _carriers(actor, followed, clause, today), tuple(shown), hidden)


def _rows(actor: Actor, followed: Followed, today: date, clauses: list[Clause]) -> tuple[Row, ...]:
    only = clauses[0].id if len(clauses) == 1 else ""
    sections = {section.number: section for section in followed.edition.sections}
    may_see_work = actor.holds_anywhere(CONTENT)
    wanted = {clause.id for clause in clauses}
    texts = official_texts(followed, only)
    work = _work(actor, followed, today) if may_see_work else {}
    asked = [each for each in followed.edition.obligations.values() if each.clause in wanted]
    standings = standings_for(actor, followed, today, asked)
    rows = []
    for clause in clauses:
        done = work.get(clause.id, Work())
        held = tuple(each for each in standings.values() if each.obligation.clause == clause.id)
        state = rules.state_of(
            orienting=clause.orienting,
            may_see_work=may_see_work,
            in_hand=done.in_hand,
            closed=done.closed,
            confirmed=done.confirmed,
            standings=held,
        )
        rows.append(Row(clause, sections[clause.section], texts.get(clause.id), done, held, state))
    return tuple(rows)


def _work(actor: Actor, followed: Followed, today: date) -> dict[str, Work]:
    """Two questions for all clauses: records are grouped by the clauses they cite, which few combinations make."""
    records = work_counted_for(actor, followed)
    found: dict[str, Counter[str]] = {}
    grouped = _last_of_each(records).order_by().values("verb", "clauses")
    for row in grouped.annotate(all=Count("id"), this_year=Count("id", filter=Q(month__gte=_january(today)))):
        if row["verb"] in IN_HAND:
            _add(found, row["clauses"], "in_hand", row["all"])
        elif row["verb"] == "matters.close":
            _add(found, row["clauses"], "closed", row["this_year"])
    confirmed = _confirmed(records, today).order_by().values("clauses").annotate(all=Count("id"))
    for row in confirmed:
        _add(found, row["clauses"], "confirmed", row["all"])
    return {clause: Work(**counts) for clause, counts in found.items()}


def _add(found: dict[str, Counter[str]], clauses: str, what: str, number: int) -> None:
    for clause in clauses.split("|"):
        if clause:
            found.setdefault(clause, Counter())[what] += number


def _last_of_each(records: QuerySet[Any]) -> QuerySet[Any]:
    """Of each matter the last record that says where it stands."""
    life = records.filter(verb__in=LIFE)
    return records.filter(pk__in=life.order_by().values("subject_id").annotate(last=Max("id")).values("last"))


def _confirmed(records: QuerySet[Any], today: date) -> QuerySet[Any]:
    return records.filter(verb__in=CONFIRMED, month__gte=_january(today))


def _carriers(actor: Actor, followed: Followed, clause: Clause, today: date) -> tuple[Carrier, ...]:
    if not actor.holds_anywhere(CONTENT):
        return ()
    last = _last_of_each(work_counted_for(actor, followed)).filter(clauses__contains=f"|{clause.id}|")
    last = last.filter(Q(verb__in=IN_HAND) | Q(verb="matters.close", month__gte=_january(today)))
    rows = last.order_by("-id").values_list("subject_id", "subject_title", "verb", "at")[:MOST_MATTERS]
    return tuple(Carrier(pk, title, verb == "matters.close", at) for pk, title, verb, at in rows)


def _january(today: date) -> int:
    return today.year * 100 + 1
