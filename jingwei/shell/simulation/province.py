"""Makes the province: an authority, its universities one after the other or side by side, accounts to read with."""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from random import Random
from typing import Any

from django.apps import apps
from django.db import connections

from jingwei.adapters import clock, worker
from jingwei.adapters.beside import beside
from jingwei.adapters.chance import drawing_from
from jingwei.foundation.ledger.queries import chains
from jingwei.foundation.people.actions import open_account
from jingwei.foundation.people.queries import people_for
from jingwei.foundation.universities.queries import University, university_by_code
from jingwei.kernel.bulk import go_on_after
from jingwei.kernel.call import Call, calling
from jingwei.shell.demo.founding import AUTHORITY, UNIVERSITIES, Top, platform, tops
from jingwei.shell.demo.making import months_before
from jingwei.shell.demo.personas import PASSWORD
from jingwei.shell.simulation.patterns import rehearse
from jingwei.shell.simulation.university import Size, Writing, Written

FILLED = tuple(
    "ledger.Record ledger.PersonalValues people.Person organisations.Placement organisations.Membership "
    "organisations.Appointment organisations.Coverage matters.Matter matters.Goal matters.Milestone matters.Task "
    "matters.Agreement matters.Deed matters.Inspection matters.Correction".split()
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Province:
    """What is asked for."""

    universities: int = 1
    years: int = 3
    seed: int = 38
    size: Size = field(default_factory=Size)


@dataclass(frozen=True)
class Made:
    """What came of it: the truth of each university, who may sign in, how long writing and indexes took."""

    truth: dict[str, Any]
    accounts: dict[str, str]
    records: int
    seconds: float


def simulate(asked: Province, say: Say, keep: Callable[[dict[str, Any]], None]) -> Made:
    """Make a province in an empty installation, whole or not at all; `keep` gets the truth just before it is there."""
    today = clock.today()
    filled = [apps.get_model(label) for label in FILLED]
    kept = list(apps.get_app_config("policy").get_models())
    random = Random(f"{asked.seed} {today}")
    call = Call(request_id=random.randbytes(8).hex())
    with beside(filled, kept) as making, drawing_from(random), calling(call):
        begin = months_before(today, 12 * asked.years)
        made = tops(begin, [UNIVERSITIES[0], *named(asked.universities)])
        # A draw of its own, so that the first university is the same in a province of any size.
        library = rehearse(
            Random(f"{asked.seed} {today} lives"), today, actor=platform(made[AUTHORITY].university)
        )
        say(f"{len(library.rehearsed)} lives rehearsed")
        began = time.monotonic()
        writing = Writing(asked.seed, asked.size, begin, today, library)
        of_universities = [top for code, top in made.items() if code != AUTHORITY]
        written = []
        for each in _written(writing, of_universities, parallel=making.is_parallel):
            written.append(each)
            say(_told(each, len(of_universities), len(written), time.monotonic() - began))
        _go_on(written)
        say("indexes")
        making.settle()
        took = time.monotonic() - began
        accounts = _accounts(made, written)
        heights = {university_id: height for university_id, height, _head in chains()}
        records = sum(heights.values())
        say(f"{records} records in {took:.1f} s with their indexes: {records / took:.0f} a second")
        truth = _truth(asked, today, written, made, heights)
        keep(truth)
    say("figures")
    worker.drain()
    return Made(truth, accounts, records, took)


def named(count: int) -> Iterator[tuple[str, str, str]]:
    """So many universities by code, name and kind."""
    for number in range(1, count + 1):
        yield f"99{number:08d}", f"北原第{number}大学", "university"


_shared: list[Writing] = []
"""What the processes that write have from before they were parted."""


def _written(writing: Writing, of: Sequence[Top], *, parallel: bool) -> Iterator[Written]:
    """Write the universities, on as many processors as there are where they can be written side by side."""
    numbered = list(enumerate(of, 1))
    if not parallel or len(of) == 1:
        for number, top in numbered:
            yield writing.write(number, top)
        return
    for connection in connections.all():
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
    _shared[:] = [writing]
    count = min(os.cpu_count() or 1, len(of))
    with ProcessPoolExecutor(count, get_context("fork"), initializer=gc.disable) as processes:
        # They make millions of rows and hardly a circle: looking for circles would take a tenth of their time.
        yield from processes.map(_write, numbered)


def _write(numbered: tuple[int, Top]) -> Written:
    return _shared[0].write(*numbered)


def _told(written: Written, of: int, so_far: int, seconds: float) -> str:
    counts = written.truth.counts
    return (
        f"{so_far}/{of} {written.truth.name}: {counts['organisations']} organisations, {counts['people']} people,"
        f" {counts['matters']} matters, {seconds:.0f} s"
    )


def _go_on(written: Sequence[Written]) -> None:
    """Let each table give out ids behind those that were taken."""
    highest: Counter[str] = Counter()
    for each in written:
        highest |= each.highest
    go_on_after({apps.get_model(label): last for label, last in highest.items()})


def _accounts(made: Mapping[str, Top], written: Sequence[Written]) -> dict[str, str]:
    """An officer for each university; in the first, the secretaries of a School and of a branch as well."""
    accounts = {"province": made[AUTHORITY].university.name}
    for number, each in enumerate(written, 1):
        university = university_by_code(each.truth.code)
        for role in ("university", "school", "branch") if number == 1 else ("university",):
            username = f"{role}-{number:03d}"
            person = _person(university, each.posts[role])
            open_account(
                university,
                actor=platform(university),
                username=username,
                password=PASSWORD,
                person=person,
            )
            accounts[username] = f"{university.name} {person.name}"
    return accounts


def _person(university: University, person_id: int) -> Any:
    return people_for(platform(university)).get(pk=person_id)


def _truth(
    asked: Province,
    today: date,
    written: Sequence[Written],
    made: Mapping[str, Top],
    heights: Mapping[int, int],
) -> dict[str, Any]:
    for each in written:
        each.truth.counts["records"] = heights[made[each.truth.code].university.pk]
    return {
        "seed": asked.seed,
        "years": asked.years,
        "today": str(today),
        "universities": [each.truth.as_json() for each in written],
    }
