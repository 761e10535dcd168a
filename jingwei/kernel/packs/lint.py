"""What an indicator, a balance or a turn may not be: made of traces, bare claims, shares of too few, or in words of a contest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.load import Reading
from jingwei.kernel.packs.spec.balance import Balance
from jingwei.kernel.packs.spec.indicator import Indicator, OrganisationsWith, RecordsFilter
from jingwei.kernel.packs.spec.turn import Turn
from jingwei.kernel.packs.spec.words import Words
from jingwei.kernel.packs.text import Location

CONTEST = re.compile(
    r"积分|得分|打分|排名|名次|打卡|点赞|阅读量|在线时长|\b(?:scores?|ranks?|ranking|streaks?)\b",
    re.IGNORECASE,
)
"""Words of what no school may be measured by: points, order, marks of having been there."""
FEWEST, FEWEST_SERVED = 3, 5
SERVED = "services."
"""Records in which people say whether they were served."""


def lint(reading: Reading, standings: Mapping[str, str]) -> list[Fault]:
    """What stands against the indicators, balances and turns of a pack; `standings` says of each verb what its record proves."""
    found = [
        (entry, problem)
        for entry in reading.sound("indicator")
        for problem in _problems(entry.spec, standings)
    ]
    found += [(entry, problem) for entry in reading.sound("balance") for problem in _unbalanced(entry.spec)]
    found += [(entry, problem) for entry in reading.sound("turn") for problem in _contested(entry.spec)]
    return [entry.fault(at, problem) for entry, (at, problem) in found]


def _problems(spec: Indicator, standings: Mapping[str, str]) -> Iterator[tuple[Location, str]]:
    yield from _traces(spec, standings)
    yield from _claims(spec, standings)
    yield from _too_few(spec)
    yield from _contest(spec)


def _filters(spec: Indicator) -> Iterator[tuple[Location, RecordsFilter]]:
    for name in ("numerator", "denominator"):
        count = getattr(spec, name)
        if isinstance(count, RecordsFilter):
            yield (name,), count
        elif isinstance(count, OrganisationsWith):
            yield (name, "records"), count.records


def _traces(spec: Indicator, standings: Mapping[str, str]) -> Iterator[tuple[Location, str]]:
    for at, wanted in _filters(spec):
        for number, which in enumerate(wanted.each):
            here = (*at, "or_these", number - 1) if number else at
            for index, verb in enumerate(which.verbs):
                if standings.get(verb) == "trace":
                    yield (
                        (*here, "verbs", index),
                        f"«{verb}» is a mere trace: whoever wants the figure leaves it",
                    )


def _claims(spec: Indicator, standings: Mapping[str, str]) -> Iterator[tuple[Location, str]]:
    said = any(standings.get(verb) == "said" for _at, wanted in _filters(spec) for verb in wanted.every_verb)
    if said and spec.caution is None:
        yield (
            ("numerator",),
            (
                "counts what nobody but its author answers for: say so in «caution», "
                "or count what another side confirmed"
            ),
        )
    if spec.caution is not None and not said:
        yield ("caution",), "nothing here is a bare claim, so there is nothing to caution of"


def _too_few(spec: Indicator) -> Iterator[tuple[Location, str]]:
    served = any(verb.startswith(SERVED) for verb in getattr(spec.denominator, "every_verb", ()))
    fewest = FEWEST_SERVED if served else FEWEST
    if spec.min_group < fewest:
        yield ("min_group",), f"a share of fewer than {fewest} tells of somebody, not of work"


def _contest(spec: Indicator) -> Iterator[tuple[Location, str]]:
    for name in ("label", "meaning", "improve", "caution", "unit"):
        yield from _graded((name,), getattr(spec, name))


def _unbalanced(spec: Balance) -> Iterator[tuple[Location, str]]:
    if spec.min_matters < FEWEST:
        yield ("min_matters",), f"a warning on fewer than {FEWEST} matters tells of somebody, not of work"
    yield from _graded(("origin",), spec.origin)
    for side in ("warp", "weft"):
        for name in ("label", "reason"):
            yield from _graded((side, name), getattr(getattr(spec, side), name))


def _contested(spec: Turn) -> Iterator[tuple[Location, str]]:
    for name in ("before", "after", "asks", "origin"):
        yield from _graded((name,), getattr(spec, name))


def _graded(at: Location, words: Words | None) -> Iterator[tuple[Location, str]]:
    if words is not None and (found := CONTEST.search(f"{words.zh} {words.en}")):
        yield at, f"«{found[0]}» is a word of a contest: work is measured here, nobody is graded"
