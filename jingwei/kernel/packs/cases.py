"""Runs the cases of a pack: a tiny reference reading of roles, conditions, obligations and indicators."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jingwei.kernel.packs.conditions import Value, holds
from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.load import Reading
from jingwei.kernel.packs.spec.case import (
    Case,
    ConditionCase,
    GivenDuty,
    GivenFact,
    GivenLedger,
    GivenOrganisation,
    GivenRecord,
    IndicatorCase,
    ObligationCase,
    RoleCase,
)
from jingwei.kernel.packs.spec.indicator import Indicator, OrganisationsWith, RecordsFilter
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.role import Role, Tree

_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


def run(reading: Reading, bases: Iterable[Reading] = ()) -> list[Fault]:
    """Run every case; a case that names something unknown is left to the references."""
    runner = _Runner((*bases, reading))
    return [
        entry.fault(("then", *at), message)
        for entry in reading.sound("case")
        for at, message in runner.contradictions(entry.spec)
    ]


class _Runner:
    def __init__(self, readings: Iterable[Reading]) -> None:
        self.roles: dict[str, Role] = {}
        self.obligations: dict[str, Obligation] = {}
        self.indicators: dict[str, Indicator] = {}
        for reading in readings:
            self.roles |= {entry.id: entry.spec for entry in reading.sound("role")}
            self.obligations |= {entry.id: entry.spec for entry in reading.sound("obligation")}
            self.indicators |= {entry.id: entry.spec for entry in reading.sound("indicator")}

    def contradictions(self, case: Case) -> Iterator[tuple[tuple[str, ...], str]]:
        """Where the pack says otherwise than the case."""
        match case:
            case RoleCase() if role := self.roles.get(case.given.role):
                for verb in case.when.verbs:
                    if role.holds(verb) != case.then.holds:
                        does = "does not hold" if case.then.holds else "holds"
                        yield ("holds",), f"role «{role.id}» {does} {verb}"
            case ConditionCase():
                verdict = holds(case.when.condition, _facts(case.given.facts))
                if verdict.holds != case.then.holds:
                    yield ("holds",), f"the condition gives {_yes(verdict.holds)}: {verdict.because.en}"
            case ObligationCase() if duty := self.obligations.get(case.when.obligation):
                owed, met = owes(duty, case.given, case.when.month)
                if owed != case.then.owed:
                    yield ("owed",), f"obligation «{duty.id}» gives {_yes(owed)}"
                if case.then.met is not None and met != case.then.met:
                    yield ("met",), f"obligation «{duty.id}» gives {_yes(met)}"
            case IndicatorCase() if indicator := self.indicators.get(case.when.indicator):
                share = share_of(indicator, case.given, case.when.month, case.when.organisations)
                for name, counted in zip(("numerator", "denominator"), share, strict=True):
                    if counted != (told := getattr(case.then, name)):
                        yield (name,), f"indicator «{indicator.id}» counts {counted}, not {told}"


def owes(duty: Obligation, given: GivenDuty, month: int) -> tuple[bool, bool]:
    """Whether an organisation owes it in the cycle around a month, and whether its records meet it."""
    organisation, last = given.organisation, _first(month + 1)
    in_force = duty.effective_from < last and (
        duty.effective_to is None or duty.effective_to >= _first(month)
    )
    owed = organisation.kind in duty.who and in_force and _alive(organisation, month)
    if owed and duty.when is not None:
        owed = holds(duty.when, _facts(given.facts)).holds
    if duty.count is None:
        return owed, False
    counted = [
        record
        for record in given.records
        if record.verb in (*duty.count.verbs, *duty.count.less)
        and (not duty.count.result or record.result in duty.count.result)
        and organisation.id in (record.party, record.unit)
        and (duty.cycle == "once" or _cycle(record.month, duty.cycle) == _cycle(month, duty.cycle))
    ]
    taken_back = sum(record.verb in duty.count.less for record in counted)
    return owed, len(counted) - 2 * taken_back >= duty.count.at_least


def share_of(
    indicator: Indicator, given: GivenLedger, month: int, organisations: tuple[str, ...]
) -> tuple[int, int]:
    """Numerator and denominator in a month, for the named organisations or for all."""
    records = [
        record
        for record in given.records
        if record.month == month and (not organisations or _whose(record, indicator.per) in organisations)
    ]
    alive = [
        each
        for each in given.organisations
        if _alive(each, month) and (not organisations or each.id in organisations)
    ]
    return (
        _count(indicator.numerator, records, alive, indicator.per),
        _count(indicator.denominator, records, alive, indicator.per),
    )


def _count(count: object, records: list[GivenRecord], alive: list[GivenOrganisation], per: Tree) -> int:
    if isinstance(count, RecordsFilter):
        return len({_once(record, number, count) for number, record in enumerate(_fitting(records, count))})
    kinds = getattr(count, "kinds", ())
    found = [each for each in alive if each.kind in kinds]
    if isinstance(count, OrganisationsWith):
        having = {_whose(record, per) for record in _fitting(records, count.records)}
        found = [each for each in found if each.id in having]
    return len(found)


def _fitting(records: list[GivenRecord], wanted: RecordsFilter) -> list[GivenRecord]:
    undone = {record.subject for record in records if record.verb in wanted.undone_by}
    return [record for record in records if record.subject not in undone and _fits(record, wanted)]


def _fits(record: GivenRecord, wanted: RecordsFilter) -> bool:
    return any(
        record.verb in which.verbs
        and (not which.side or record.side in which.side)
        and (not which.result or record.result in which.result)
        and (not which.tags or bool({*which.tags} & {*record.tags}))
        and not {*which.barred} & {*record.tags}
        for which in wanted.each
    )


def _once(record: GivenRecord, number: int, wanted: RecordsFilter) -> tuple[object, ...]:
    if wanted.distinct == "record":
        return (number,)
    return (record.subject,) if wanted.distinct == "subject" else (record.subject, record.part)


def _whose(record: GivenRecord, per: Tree) -> str:
    return record.party if per == "party" else record.unit


def _alive(organisation: GivenOrganisation, month: int) -> bool:
    ended = organisation.ends is not None and organisation.ends <= _first(month)
    return organisation.begins < _first(month + 1) and not ended


def _first(month: int) -> date:
    """The first day of a month written 202609; 202613 is January 2027."""
    year, number = divmod(month, 100)
    return date(year + (number > 12), 1 if number > 12 else number, 1)


def _cycle(month: int, cycle: str) -> int:
    year, number = divmod(month, 100)
    return (year * 12 + number - 1) // _MONTHS_OF[cycle]


def _facts(facts: Iterable[GivenFact]) -> Mapping[str, Value]:
    return {each.fact: each.value for each in facts}


def _yes(answer: bool) -> str:
    return "true" if answer else "false"
