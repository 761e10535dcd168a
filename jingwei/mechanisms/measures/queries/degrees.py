"""The four degrees of an organisation in a period: one headline fact each, and the facts beside it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, sqrt
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.policy.queries import followed_of
from jingwei.kernel.events import EVENTS
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.clause import Clause
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.packs.spec.term import Term
from jingwei.mechanisms.measures.queries.figures import Counts, Sources
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    counts_organisations,
    filter_of,
    once_a_quarter,
)
from jingwei.mechanisms.measures.queries.ready import figures_of
from jingwei.mechanisms.measures.queries.spans import Span, eight_quarters, told_with

FEW, Z = 30, 1.96
HIGHER, LOWER, SAME, UNKNOWN = "higher", "lower", "same", "unknown"


def between(counts: Counts) -> tuple[int, int]:
    """The interval of Wilson for a share, in whole numbers of a hundred, rounded outwards."""
    n, share = counts.denominator, counts.numerator / counts.denominator
    middle, half = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + Z * Z / n) for sign in (-1, 1))
    return max(0, floor(100 * low)), min(100, ceil(100 * high))


@dataclass(frozen=True)
class Figure:
    """The counts of an indicator in one span."""

    indicator: Indicator
    span: Span
    counts: Counts

    @property
    def is_share(self) -> bool:
        """Whether there are enough to say a share at all."""
        return self.counts.denominator >= max(self.indicator.min_group, 1)

    @cached_property
    def share(self) -> str:
        """The share as people read it, empty where there are too few."""
        return _("{percent}%").format(percent=self.counts.percent) if self.is_share else ""

    @cached_property
    def about(self) -> str:
        """Between what the share may as well lie where it is of few records: 19 times of 20, were they a sample.

        Empty where there are many, and where organisations are counted: those are all there are.
        """
        if not self.is_share or self.counts.denominator >= FEW or counts_organisations(self.indicator):
            return ""
        low, high = between(self.counts)
        return _("数少，说不准：{low}% 到 {high}% 都有可能").format(low=low, high=high)

    @cached_property
    def words(self) -> str:
        """«18 个节点里 13 个»; none is said as none."""
        unit, part = self.indicator.unit.here(), str(self.counts.numerator)
        if not self.counts.denominator:
            return _("还没有")
        if not (get_language() or "").startswith("en"):
            part = f"{part} {unit[0]}"
        return _("{whole} {unit}里 {part}").format(whole=self.counts.denominator, unit=unit, part=part)


@dataclass(frozen=True)
class Fact:
    """One indicator about one organisation: now, a year before, the period before, and eight quarters of its own past."""

    indicator: Indicator
    now: Figure
    year_before: Figure
    before: Figure
    sources: Sources
    quarters: tuple[Figure, ...]

    @property
    def beside(self) -> Figure:
        """What now is held against: the same months of the year before, since the work has terms; else the period before."""
        return self.year_before if self.year_before.is_share else self.before

    @property
    def beside_words(self) -> str:
        """How that is called."""
        return self.now.span.year_before_words if self.beside is self.year_before else _("上期")

    @property
    def direction(self) -> str:
        """How it lies to that: a fact about itself, not a judgement."""
        if not (self.now.is_share and self.beside.is_share):
            return UNKNOWN
        difference = self.now.counts.percent - self.beside.counts.percent
        return HIGHER if difference > 0 else LOWER if difference < 0 else SAME

    @property
    def change(self) -> str:
        """The difference to that, in words; where records are few and both could as well be the same, it says so."""
        points = abs(self.now.counts.percent - self.beside.counts.percent)
        told = {"beside": self.beside_words, "points": points}
        if self.direction == UNKNOWN:
            return _("{beside}：{words}").format(beside=told["beside"], words=self.beside.words)
        if self.direction == SAME:
            return _("和{beside}一样").format(**told)
        said = (
            _("比{beside}低 {points} 个百分点")
            if self.direction == LOWER
            else _("比{beside}高 {points} 个百分点")
        )
        return said.format(**told) + (_("，数少，说不准") if self.may_be_chance else "")

    @property
    def may_be_chance(self) -> bool:
        """Whether the two differ, one is of few records, and their intervals meet."""
        if self.direction not in (HIGHER, LOWER) or not (self.now.about or self.beside.about):
            return False
        (low, high), (lower, higher) = between(self.now.counts), between(self.beside.counts)
        return low <= higher and lower <= high

    @property
    def seasons(self) -> tuple[tuple[Figure, Figure], ...]:
        """The last four quarters, oldest first, each with the same quarter of the year before."""
        return tuple(zip(self.quarters[4:], self.quarters[:4], strict=True))

    @property
    def is_known(self) -> bool:
        """Whether there was anything to count, now or in what it is held against."""
        return bool(self.now.counts.denominator or self.beside.counts.denominator)

    @property
    def completeness(self) -> str:
        """From how many of the organisations the figure comes, in words."""
        if counts_organisations(self.indicator):
            return _("按名册，全部算到")
        return _("{alive} 个组织里 {sources} 个有记录").format(
            alive=self.sources.alive, sources=self.sources.organisations
        )

    @property
    def points(self) -> tuple[int | None, ...]:
        """The eight shares, None where there are too few to say one."""
        return tuple(each.counts.percent if each.is_share else None for each in self.quarters)

    @property
    def spoken(self) -> str:
        """The small line in words."""
        said = [f"{each.span.short} {each.share or each.words}" for each in self.quarters]
        return _("{label}：{quarters}").format(label=self.indicator.label.here(), quarters=_("，").join(said))


@dataclass(frozen=True)
class Degree:
    """One of 力度 深度 广度 效度 with its headline fact, and the indicators beside it."""

    term: Term
    headline: Fact
    beside: tuple[Indicator, ...]


def clause_of(indicator: Indicator) -> Clause | None:
    """The clause the indicator is about."""
    try:
        return registry.clause(indicator.clause)
    except registry.Unknown:
        return None


def how_counted(indicator: Indicator) -> str:
    """What counts once, in words."""
    if once_a_quarter(indicator):
        return _("一个季度里有一天在册就算一个，有一条自己的记录，就算在前一个数里；一年四个季度各算一次。")
    if counts_organisations(indicator):
        return _("这一期里有一天在册就算一个；有一条自己的记录，就算在前一个数里。")
    return {
        "record": _("一条记录算一次。"),
        "subject": _("同一{unit}在这一期里只算一次。").format(unit=indicator.unit.here()),
        "part": _("同一{unit}在这一期里只算一次。").format(unit=indicator.unit.here()),
    }[filter_of(indicator, DENOMINATOR).distinct]


def answered_for(indicator: Indicator) -> str:
    """Who stands behind what is counted, in words: the platform, another side, or its author alone."""
    if indicator.caution is not None:
        return indicator.caution.here()
    standings = {EVENTS[verb].standing for verb in filter_of(indicator, NUMERATOR).every_verb}
    if standings == {"reckoned"}:
        return _("平台按日期算出来的，没有人填。")
    return _("由另一侧、上级或者受益的人认可；做的人自己说了不算。")


def facts_of(organisation: Any, indicators: Sequence[Indicator], span: Span) -> tuple[Fact, ...]:
    """The facts of an organisation that `organisation_of` gave: three questions where they stand ready, else seven at most."""
    figures, quarters = figures_of(organisation, indicators, told_with(span)), eight_quarters(span)
    return tuple(_fact(each, span, quarters, figures) for each in indicators)


def _fact(indicator: Indicator, span: Span, quarters: Sequence[Span], figures: Any) -> Fact:
    def figure(of: Span) -> Figure:
        return Figure(indicator, of, figures.counts(indicator, of))

    past = tuple(figure(quarter) for quarter in quarters)
    earlier = figure(span.year_before()), figure(span.before())
    return Fact(indicator, figure(span), *earlier, figures.sources(indicator), past)


def asked_of(organisation: Any) -> list[Indicator]:
    """The indicators of all documents that the organisation's university follows today, or did on its day."""
    followed = followed_of(organisation.university, organisation.on or clock.today())
    return [indicator for each in followed for indicator in each.edition.version.indicators.values()]


def _headlines_among(asked: Sequence[Indicator]) -> dict[str, Indicator]:
    """By degree the headline of the first document that names one; those of further documents stand beside it."""
    return {each.degree: each for each in reversed(asked) if each.headline}


def degrees_of(organisation: Any, span: Span) -> tuple[Degree, ...]:
    """The four degrees by their headlines, in the order of the pack's terms."""
    asked = asked_of(organisation)
    first = _headlines_among(asked)
    facts = {each.indicator.degree: each for each in facts_of(organisation, [*first.values()], span)}
    return tuple(
        Degree(
            term, facts[term.id], tuple(e for e in asked if e.degree == term.id and e is not first[term.id])
        )
        for term in registry.terms("degree")
        if term.id in facts
    )


def beside_of(organisation: Any, span: Span) -> list[tuple[Term, list[Fact]]]:
    """The facts beside the headlines, by degrees."""
    asked = asked_of(organisation)
    first = _headlines_among(asked)
    facts = facts_of(organisation, [each for each in asked if each is not first.get(each.degree)], span)
    return [(term, [f for f in facts if f.indicator.degree == term.id]) for term in registry.terms("degree")]


def headlines_asked(organisation: Any) -> list[tuple[Term, Indicator]]:
    """The degrees in the order of the pack's terms, each with its headline."""
    first = _headlines_among(asked_of(organisation))
    return [(term, first[term.id]) for term in registry.terms("degree") if term.id in first]


def headlines_of(organisation: Any, span: Span) -> list[tuple[Term, Figure]]:
    """The headline of each degree in a span, of an organisation that `organisation_of` gave."""
    asked = headlines_asked(organisation)
    figures = figures_of(organisation, [each for _term, each in asked], (span,))
    return [(term, Figure(each, span, figures.counts(each, span))) for term, each in asked]


def by_quarter(degrees: Sequence[Degree]) -> list[dict[str, Any]]:
    """The eight quarters as rows of a table, one column a headline fact."""
    if not degrees:
        return []
    columns = [[(degree.term.label.here(), each) for each in degree.headline.quarters] for degree in degrees]
    return [{"label": row[0][1].span.label, "figures": row} for row in zip(*columns, strict=True)]


def in_one_sentence(degrees: Sequence[Degree]) -> str:
    """What the headline facts say together, without adding them up."""
    said = {
        HIGHER: _("{degrees}比{beside}高"),
        LOWER: _("{degrees}比{beside}低"),
        SAME: _("{degrees}和{beside}一样"),
        UNKNOWN: _("{degrees}的数太少，不比"),
    }
    named: dict[tuple[str, str], list[str]] = {}
    for degree in sorted(degrees, key=lambda each: [*said].index(each.headline.direction)):
        way = degree.headline.direction
        beside = "" if way == UNKNOWN else degree.headline.beside_words
        named.setdefault((way, beside), []).append(degree.term.label.here())
    parts = [
        said[way].format(degrees=_("、").join(those), beside=beside) for (way, beside), those in named.items()
    ]
    few = [each.term.label.here() for each in degrees if each.headline.may_be_chance]
    unsure = _("{degrees}的数少，说不准。").format(degrees=_("、").join(few)) if few else ""
    return _("{parts}。").format(parts=_("，").join(parts)) + unsure
