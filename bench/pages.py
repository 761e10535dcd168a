"""Lists, details, desk and measures, each beside the bare page with the same 50 rows, asked in turns."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.places import Place
from bench.report import Line
from bench.serving import Cost, Server, ask_many, serving

ROUNDS, REQUESTS, LINES = 5, 40, 4
FRAGMENT = "HX-Request: true"
SEARCH = "/search/?q=%E6%95%99%E5%B8%88"
"""教师, which stands in the names of many branches and of nobody."""
BARE, UNCOUNTED = "bare page", "bare page, uncounted"


@dataclass(frozen=True)
class Subject:
    """An address as an account asks it. `most` is the target: CPU times the floor's, or its requests a second."""

    name: str
    account: str
    address: str
    most_cpu: float = 0.0
    least_rate: float = 0.0
    most_questions: int = 0
    is_fragment: bool = False

    @property
    def asked(self) -> str:
        """How the counting of questions is told of it."""
        return f"{self.account}={'#' if self.is_fragment else ''}{self.address}"

    def headers(self, keys: dict[str, dict[str, str]]) -> tuple[str, ...]:
        """The headers of such a question; `keys` by account and by what opens pages and the API."""
        kind = "api" if self.address.startswith("/api/") else "page"
        return (keys[self.account][kind], *((FRAGMENT,) if self.is_fragment else ()))


def subjects_of(province: dict[str, Any]) -> list[Subject]:
    """Every page that is measured, with its targets."""
    people, detail = {"most_cpu": 1.0, "most_questions": 4}, {"most_cpu": 2.5, "most_questions": 15}
    named = province["accounts"]
    return [
        *(
            Subject(f"people, {who}", named[who], "/people/", **people)
            for who in ("university", "school", "branch")
        ),
        *(
            Subject(f"people by API, {who}", named[who], "/api/v1/people", least_rate=2.5, most_questions=4)
            for who in ("university", "school")
        ),
        Subject("matters, university", named["university"], "/matters/", most_questions=15),
        Subject("one matter, branch", named["branch"], f"/matters/{province['matter']}/", **detail),
        Subject("one person, university", named["university"], f"/people/{province['person']}/", **detail),
        Subject(
            "one school, university", named["university"], f"/organisations/{province['school']}/", **detail
        ),
        *(Subject(f"desk, {who}", named[who], "/", **detail) for who in ("university", "school", "branch")),
        *(
            Subject(f"search, {who}", named[who], SEARCH, most_questions=15, is_fragment=True)
            for who in ("university", "school", "branch")
        ),
        *(
            Subject(f"measures, {who}", named[who], "/measures/", **detail)
            for who in ("university", "branch")
        ),
        Subject(
            "facts beside, university",
            named["university"],
            "/measures/beside/",
            most_questions=15,
            is_fragment=True,
        ),
    ]


def run(place: Place) -> list[Line]:
    """Ask every subject and its floor in turns, several rounds; medians."""
    province = place.province
    subjects = subjects_of(province)
    keys = place.inside("keys", *province["accounts"].values())
    questions = place.inside("questions", *(subject.asked for subject in subjects))
    costs: dict[str, list[Cost]] = {}
    rates: dict[str, list[Cost]] = {}
    with (
        serving("bench.bare.wsgi:application", place.variables, database=place.server) as bare,
        serving("jingwei.config.wsgi:application", place.variables, database=place.server) as own,
    ):
        floor = f"/people/{province['university']}/"
        for _round in range(ROUNDS):
            _ask(costs, BARE, bare, floor)
            _ask(rates, BARE, bare, floor, lines=LINES)
            _ask(costs, UNCOUNTED, bare, floor.replace("people", "uncounted"))
            for subject in subjects:
                question = (subject.name, own, subject.address, *subject.headers(keys))
                _ask(costs, *question)
                if subject.least_rate:
                    _ask(rates, *question, lines=LINES)
    lines = [_floor(place, costs, rates), _uncounted(place, costs)]
    return lines + [_line(place, subject, costs, rates, questions[subject.asked]) for subject in subjects]


def _ask(
    into: dict[str, list[Cost]], name: str, server: Server, address: str, *headers: str, lines: int = 1
) -> None:
    """One round: over one connection for the CPU, over several for the requests a second."""
    cost = ask_many(server, address, *headers, requests=REQUESTS * lines, lines=lines)
    into.setdefault(name, []).append(cost)


def _cpu(costs: dict[str, list[Cost]], name: str) -> float:
    return median(cost.cpu_ms for cost in costs[name])


def _rate(rates: dict[str, list[Cost]], name: str) -> float:
    return median(cost.rate for cost in rates[name])


def _floor(place: Place, costs: dict[str, list[Cost]], rates: dict[str, list[Cost]]) -> Line:
    measured = f"{_cpu(costs, BARE):.2f} ms CPU, {_rate(rates, BARE):.0f}/s"
    return Line("bare page: ORM, count, template", place.name, measured, "floor", "1.00")


def _uncounted(place: Place, costs: dict[str, list[Cost]]) -> Line:
    cpu = _cpu(costs, UNCOUNTED)
    return Line(
        "the same without its count",
        place.name,
        f"{cpu:.2f} ms CPU",
        f"{_cpu(costs, BARE):.2f} ms",
        f"{cpu / _cpu(costs, BARE):.2f}",
    )


def _line(
    place: Place,
    subject: Subject,
    costs: dict[str, list[Cost]],
    rates: dict[str, list[Cost]],
    questions: int,
) -> Line:
    cpu, floor_cpu = _cpu(costs, subject.name), _cpu(costs, BARE)
    asked = f"{questions} questions"
    few = questions <= subject.most_questions
    limit = f"≤ {subject.most_questions} questions"
    if subject.least_rate:
        rate, floor_rate = _rate(rates, subject.name), _rate(rates, BARE)
        met = rate / floor_rate >= subject.least_rate and few
        floor, ratio = f"{floor_rate:.0f}/s", f"{rate / floor_rate:.2f}"
        return Line(
            subject.name,
            place.name,
            f"{rate:.0f}/s, {cpu:.2f} ms CPU, {asked}",
            floor,
            ratio,
            f"≥ {subject.least_rate:g}, {limit}",
            met,
        )
    ratio = cpu / floor_cpu
    target = f"≤ {subject.most_cpu:g}, {limit}" if subject.most_cpu else ""
    met = ratio <= subject.most_cpu and few if subject.most_cpu else None
    return Line(
        subject.name,
        place.name,
        f"{cpu:.2f} ms CPU, {asked}",
        f"{floor_cpu:.2f} ms",
        f"{ratio:.2f}",
        target,
        met,
    )
