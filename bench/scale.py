"""How the cost of a page grows with the province: the same pages, asked in turns of provinces of 1, 9 and 81 universities."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from bench.pages import Subject, subjects_of
from bench.places import SIZES, Place, side_by_side
from bench.report import Line
from bench.serving import Cost, ask_many, serving

ROUNDS, REQUESTS, PROVINCE_REQUESTS = 5, 20, 4
MOST = 1.2


def run(scale: Sequence[str], keep: Path | None) -> list[Line]:
    """Ask every page at every size, several rounds; medians, and how each grows from the first size."""
    with side_by_side(SIZES, scale, keep) as places, ExitStack() as open_:
        if not places:
            return []
        subjects, keys, questions, servers = {}, {}, {}, {}
        for name, place in places.items():
            province = place.province
            subjects[name] = {each.name: each for each in _subjects(province)}
            keys[name] = place.inside("keys", *province["accounts"].values())
            counted = place.inside("questions", *(each.asked for each in subjects[name].values()))
            questions[name] = {each.name: counted[each.asked] for each in subjects[name].values()}
            served = serving("jingwei.config.wsgi:application", place.variables, database=place.server)
            servers[name] = open_.enter_context(served)
        costs: dict[tuple[str, str], list[Cost]] = {}
        for _round in range(ROUNDS):
            for page in subjects[str(SIZES[0])]:
                for name in places:
                    subject = subjects[name][page]
                    requests = PROVINCE_REQUESTS if subject.account == "province" else REQUESTS
                    headers = subject.headers(keys[name])
                    cost = ask_many(servers[name], subject.address, *headers, requests=requests)
                    costs.setdefault((name, page), []).append(cost)
        print(f"  {_sizes(places)}", file=sys.stderr)
        return [_line(page, list(places), costs, questions) for page in subjects[str(SIZES[0])]]


def _subjects(province: dict[str, Any]) -> list[Subject]:
    named = province["accounts"]
    return [
        *subjects_of(province),
        *(Subject(f"trees, {who}", named[who], "/organisations/") for who in named),
        *(
            Subject(f"people called 王, {who}", named[who], "/people/?q=王")
            for who in named
            if who != "province"
        ),
        *(
            Subject(f"{page}, province", named["province"], address)
            for page, address in (
                ("matters", "/matters/"),
                ("desk", "/"),
                ("measures", "/measures/"),
            )
        ),
    ]


def _sizes(places: dict[str, Place]) -> str:
    return "; ".join(
        f"{name}: {place.province['people']} people, {place.province['organisations']} organisations"
        for name, place in places.items()
    )


def _line(
    page: str,
    names: list[str],
    costs: dict[tuple[str, str], list[Cost]],
    questions: dict[str, dict[str, int]],
) -> Line:
    cpu = [median(cost.cpu_ms for cost in costs[name, page]) for name in names]
    asked = [questions[name][page] for name in names]
    grown, same = cpu[-1] / cpu[0], len(set(asked)) == 1
    own = not page.endswith("province")
    return Line(
        page,
        f"PostgreSQL, {' / '.join(names)} universities",
        f"{' / '.join(f'{each:.1f}' for each in cpu)} ms CPU, {' / '.join(map(str, asked))} questions",
        f"{cpu[0]:.1f} ms",
        f"{grown:.2f}",
        f"≤ {MOST}, as many questions" if own else "as many questions",
        same and (grown <= MOST or not own),
    )
