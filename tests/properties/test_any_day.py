"""Random histories on past and future days: the tree of every day is that of a slow and obvious model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations.actions import (
    Part,
    carry_out,
    end_organisation,
    found_organisation,
    merge_organisations,
    move_organisation,
    rename_organisation,
    split_organisation,
)
from jingwei.foundation.organisations.models import Organisation, Placement, PlannedChange
from jingwei.foundation.organisations.queries import changes_due, placements_for
from jingwei.kernel.actor import system
from jingwei.kernel.errors import Refused
from tests.support import examples
from tests.support.world import BUILDER, World

BEGIN, DAY = date(2025, 3, 1), timedelta(days=1)
ACTS = ["found", "move", "move", "rename", "end", "merge", "merge_new", "split"]
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 30), st.integers(0, 30), st.integers(-4, 5))
Told = dict[int, tuple[str, int | None]]


@dataclass
class Life:
    """What is known of one organisation: from which day it had which name and parent, and its last day."""

    names: list[tuple[date, str]]
    parents: list[tuple[date, int | None]]
    until: date | None = None


@dataclass
class Book:
    """The slow model: one life each; a day is looked up by going through all of it."""

    lives: dict[int, Life] = field(default_factory=dict)
    planned: dict[int, list[tuple[int, str, object, date]]] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)

    def tree(self, day: date) -> Told:
        found: Told = {}
        for pk, life in self.lives.items():
            names = [name for since, name in life.names if since <= day]
            parents = [parent for since, parent in life.parents if since <= day]
            if names and (life.until is None or day <= life.until):
                found[pk] = (names[-1], parents[-1])
        return found

    def below(self, pk: int) -> list[int]:
        return [k for k, life in self.lives.items() if life.parents[-1][1] == pk and life.until is None]

    def turn(self, pk: int, what: str, value: object, day: date) -> None:
        life = self.lives[pk]
        if what == "name":
            life.names.append((day, str(value)))
        elif what == "parent":
            life.parents.append((day, value))  # type: ignore[arg-type]
        elif what == "end":
            life.until = day - DAY
        else:
            for child in self.below(pk):
                self.turn(child, "parent", value, day)
            life.until = day - DAY


@pytest.mark.slow
@settings(max_examples=examples.of(25), suppress_health_check=list(HealthCheck))
@given(script=st.lists(STEP, min_size=4, max_size=14))
def test_every_day_is_what_the_slow_model_says(world: World, script: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        book, home = known(world), world.universities["home"].pk
        for turn, step in enumerate(script):
            today = BEGIN + turn * DAY
            with clock_at(today):
                carried_out(book)
                try:
                    with transaction.atomic():
                        play(world, book, step, today, f"n{turn}")
                except Refused:
                    pass
        last = BEGIN + (len(script) + 6) * DAY
        with clock_at(last):
            carried_out(book)
            carried_out(book)
            reader = system("系统", "organisations.see", university_id=home)
            for number in range(-6, len(script) + 7):
                day = BEGIN + number * DAY
                rows = placements_for(reader, day).filter(organisation__tree="party")
                told = {r.organisation_id: (r.name, r.parent_id) for r in rows}
                assert told == book.tree(day), day
                stands(day)
        assert Record.objects.filter(verb="organisations.take_effect").count() == (
            PlannedChange.objects.filter(state="done").count()
        )
        paths = list(Placement.objects.values_list("path", "organisation").distinct())
        assert len({path for path, _pk in paths}) == len(paths)
        assert list(broken_links(home)) == []
        transaction.set_rollback(True)


def stands(day: date) -> None:
    """On each day, who has a parent stands right below it."""
    reader = system("系统", "organisations.see")
    there = {r.organisation_id: r for r in placements_for(reader, day)}
    for row in there.values():
        if row.parent_id in there:
            assert row.path[:-4] == there[row.parent_id].path


def known(world: World) -> Book:
    rows = Placement.objects.filter(
        organisation__university=world.universities["home"], organisation__tree="party"
    )
    return Book(
        {r.organisation_id: Life([(r.since, r.name)], [(r.since, r.parent_id)]) for r in rows.order_by("pk")}
    )


def carried_out(book: Book) -> None:
    for change in list(changes_due()):
        if carry_out(change):
            since = change.day
            came(book, Organisation.objects.filter(founded_on=since))
            for pk, what, value, day in book.planned.pop(change.pk):
                book.turn(pk, what, heir() if value == "new" else value, day)


def came(book: Book, founded: object) -> None:
    """Those that were founded meanwhile enter the book as they were founded."""
    for new in founded:  # type: ignore[attr-defined]
        if new.pk not in book.lives and new.tree == "party":
            first = Placement.objects.filter(organisation=new).order_by("pk").first()
            assert first is not None
            book.lives[new.pk] = Life([(first.since, first.name)], [(first.since, first.parent_id)])


def heir() -> int:
    return Organisation.objects.order_by("-pk").values_list("pk", flat=True)[0]


def play(world: World, book: Book, step: tuple[str, int, int, int], today: date, name: str) -> None:
    act, one, other, shift = step
    here = sorted(book.lives)
    pk, target = here[one % len(here)], here[other % len(here)]
    organisation, second = Organisation.objects.get(pk=pk), Organisation.objects.get(pk=target)
    day = today + shift * DAY
    changes: list[tuple[int, str, object, date]] = []
    if act == "found":
        made = found_organisation(organisation, actor=BUILDER, kind="teacher-branch", code=name, name=name)
        came(book, [made])
    elif act == "move":
        move_organisation(organisation, actor=BUILDER, parent=second, since=day)
        changes = [(pk, "parent", target, day)]
    elif act == "rename":
        rename_organisation(organisation, actor=BUILDER, name=name, since=day)
        changes = [(pk, "name", name, day)]
    elif act == "end":
        end_organisation(organisation, actor=BUILDER, reason="撤并", until=day)
        changes = [(pk, "end", None, day + DAY)]
    elif act == "merge":
        merge_organisations(organisation, actor=BUILDER, others=[target], since=day)
        changes = [(target, "into", pk, day)]
    elif act == "merge_new":
        merge_organisations(organisation, actor=BUILDER, code=name, name=name, since=day)
        changes = [(pk, "into", "new", day)]
    else:
        split_organisation(organisation, actor=BUILDER, parts=[Part(name, name)], since=day)
    noted(book, changes)


def noted(book: Book, changes: list[tuple[int, str, object, date]]) -> None:
    """What was done at once enters the book, what was planned waits for its day."""
    new = PlannedChange.objects.exclude(pk__in=book.known).first()
    if new:
        book.known.add(new.pk)
        book.planned[new.pk] = changes
        return
    came(
        book,
        Organisation.objects.exclude(pk__in=book.lives).filter(
            tree="party", university_id__gt=0, code__startswith="n"
        ),
    )
    for pk, what, value, day in changes:
        book.turn(pk, what, heir() if value == "new" else value, day)
