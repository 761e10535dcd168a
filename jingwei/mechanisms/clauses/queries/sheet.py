"""Every clause with what was done about it this year, in a fixed number of questions; one clause with the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import SEE as SEE_RECORDS
from jingwei.foundation.ledger.queries import records_for, sentences
from jingwei.foundation.policy.queries import (
    CONTENT,
    IN_HAND,
    ClauseText,
    Followed,
    Standing,
    Work,
    all_followed,
    all_left,
    citing,
    confirmed_in,
    january,
    last_of_each,
    official_texts,
    standings_for,
    work_counted_for,
    work_of,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.mechanisms.clauses import rules

MOST_MATTERS, MOST_RECORDS = 50, 30


@dataclass(frozen=True)
class Row:
    """A clause with its state; `text` is None until somebody attached the official one.

    `kept` says that it is read as it was before the version in force changed it, `open` that the reader may see the
    work of organisations at all.
    """

    clause: Clause
    section: Section
    text: ClauseText | None
    work: Work
    standings: tuple[Standing, ...]
    state: str
    kept: bool
    open: bool

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
    """All clauses of one of the documents followed, as they stand on a day."""

    followed: Followed
    on: date
    rows: tuple[Row, ...]
    documents: tuple[Followed, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many clauses are in each state."""
        return Counter(row.state for row in self.rows)

    def chapters(self, rows: Sequence[Row] | None = None) -> Iterator[tuple[Section, list[Row]]]:
        """The chapters with their clauses, those of `rows` where given; a chapter without any is left out."""
        for section in self.followed.edition.sections:
            if held := [row for row in (self.rows if rows is None else rows) if row.section == section]:
                yield section, held


def sheet_for(actor: Actor, pack: str = "") -> Sheet:
    """All clauses of a document with their state for the organisations whose work the actor may see."""
    today = clock.today()
    documents = all_followed(actor, on=today)
    followed = next((each for each in documents if each.pack == pack), documents[0])
    rows = _rows(actor, followed, today, list(followed.edition.clauses.values()))
    return Sheet(followed, today, rows, documents)


def now_at(actor: Actor, clause_id: str) -> tuple[str, ...]:
    """Where a clause of an older version is read now: the clauses that took its place, or NotFound."""
    for followed in all_followed(actor):
        if clause_id in followed.read_as:
            return followed.read_as[clause_id]
    raise NotFound


def left_with(actor: Actor, clause_id: str) -> Followed | None:
    """The document left since in which a clause stood on its last day, so that old work can still be read by it."""
    return next((each for each in all_left(actor) if clause_id in each.edition.clauses), None)


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
    """One clause of the documents followed, or NotFound."""
    today = clock.today()
    followed = next((f for f in all_followed(actor, on=today) if clause_id in f.edition.clauses), None)
    if followed is None:
        raise NotFound
    clause = followed.edition.clauses[clause_id]
    (row,) = _rows(actor, followed, today, [clause])
    records = confirmed_in(records_for(actor), today).filter(citing(followed, clause.id))
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
    work = work_of(actor, followed, today) if may_see_work else {}
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
        kept = clause.id in followed.edition.kept
        text, section = texts.get(clause.id), sections[clause.section]
        rows.append(Row(clause, section, text, done, held, state, kept, may_see_work))
    return tuple(rows)


def _carriers(actor: Actor, followed: Followed, clause: Clause, today: date) -> tuple[Carrier, ...]:
    if not actor.holds_anywhere(CONTENT):
        return ()
    last = last_of_each(work_counted_for(actor, followed)).filter(citing(followed, clause.id))
    last = last.filter(Q(verb__in=IN_HAND) | Q(verb="matters.close", month__gte=january(today)))
    rows = last.order_by("-id").values_list("subject_id", "subject_title", "verb", "at")[:MOST_MATTERS]
    return tuple(Carrier(pk, title, verb == "matters.close", at) for pk, title, verb, at in rows)
