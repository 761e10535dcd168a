"""Which months a question is about: a quarter, a year, or any run of whole months."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.kernel.dated import DAY
from jingwei.kernel.errors import Invalid

QUARTERS_SHOWN = 8
QUARTER, YEAR = 3, 12
LONGEST = 10 * YEAR
_period = re.compile(r"(20\d\d)(?:q([1-4]))?", re.IGNORECASE)
_month = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Span:
    """Whole months from `first` to `last`, both counted from year 0 and both inside."""

    first: int
    last: int

    @property
    def months(self) -> tuple[int, int]:
        """Its first and last month as yyyymm, the way records hold it."""
        return yyyymm(self.first), yyyymm(self.last)

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.first // YEAR, self.first % YEAR + 1, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        year, month = self.last // YEAR, self.last % YEAR + 1
        return date(year, month, monthrange(year, month)[1])

    @property
    def length(self) -> int:
        """How many months."""
        return self.last - self.first + 1

    @property
    def begun(self) -> str:
        """Its first month as an address says it."""
        return f"{self.begins:%Y-%m}"

    @property
    def ended(self) -> str:
        """Its last month as an address says it."""
        return f"{self.ends:%Y-%m}"

    @property
    def key(self) -> str:
        """How an address names a quarter or a year; empty for other spans."""
        if self.is_year:
            return str(self.begins.year)
        return f"{self.begins.year}q{self.first % YEAR // QUARTER + 1}" if self.is_quarter else ""

    @property
    def is_quarter(self) -> bool:
        """Whether it is one quarter of the calendar."""
        return self.length == QUARTER and self.first % QUARTER == 0

    @property
    def is_year(self) -> bool:
        """Whether it is one year of the calendar."""
        return self.length == YEAR and self.first % YEAR == 0

    @property
    def label(self) -> str:
        """The span in words."""
        year = self.begins.year
        if self.is_year:
            return _("{year} 年").format(year=year)
        if not self.is_quarter:
            return _("{begun} 至 {ended}").format(begun=self.begun, ended=self.ended)
        words = (_("{year} 年一季度"), _("{year} 年二季度"), _("{year} 年三季度"), _("{year} 年四季度"))
        return words[self.first % YEAR // QUARTER].format(year=year)

    @property
    def short(self) -> str:
        """The span in a few letters, for the foot of a small chart."""
        if not self.is_quarter:
            return self.label
        return _("{year} 年 {quarter} 季").format(
            year=f"{self.begins.year % 100:02d}", quarter=self.first % YEAR // QUARTER + 1
        )

    def quarters(self) -> tuple[Span, ...]:
        """Its quarters of the calendar, the oldest first; where it begins or ends within one, what it has of that."""
        firsts = range(self.first - self.first % QUARTER, self.last + 1, QUARTER)
        return tuple(Span(max(first, self.first), min(first + QUARTER - 1, self.last)) for first in firsts)

    def before(self) -> Span:
        """The span of the same length just before."""
        return Span(self.first - self.length, self.last - self.length)

    def year_before(self) -> Span:
        """The same months of the year before; of a longer span, of as many years before as it takes not to meet itself."""
        back = -(-self.length // YEAR) * YEAR
        return Span(self.first - back, self.last - back)

    @property
    def year_before_words(self) -> str:
        """How those are called beside it."""
        if self.is_year:
            return _("上一年")
        return (
            _("去年同季")
            if self.is_quarter
            else _("去年同期")
            if self.length <= YEAR
            else self.year_before().label
        )

    def known(self, on: date | None) -> Span | None:
        """Its months that were over by a day, None where none was; all of it where no day is given."""
        return self.within(Span(0, month_count(on + DAY) - 1)) if on else self

    def within(self, other: Span) -> Span | None:
        """The months that both have."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


def yyyymm(count: int) -> int:
    """A month counted from year 0 as yyyymm."""
    return count // YEAR * 100 + count % YEAR + 1


def month_count(day: date) -> int:
    """The month of a day, counted from year 0."""
    return day.year * YEAR + day.month - 1


def quarter_of(day: date) -> Span:
    """The quarter a day lies in."""
    first = month_count(day) // QUARTER * QUARTER
    return Span(first, first + QUARTER - 1)


def year_of(day: date) -> Span:
    """The year a day lies in."""
    return Span(day.year * YEAR, day.year * YEAR + YEAR - 1)


def this_quarter() -> Span:
    """The present quarter."""
    return quarter_of(clock.today())


def this_year() -> Span:
    """The present year."""
    return year_of(clock.today())


def lately_over(today: date) -> tuple[Span, ...]:
    """The four quarters and the year that ended last, the latest first."""
    last = quarter_of(today).before()
    quarters = [Span(last.first - QUARTER * back, last.last - QUARTER * back) for back in range(4)]
    return (quarters[0], year_of(today).before(), *quarters[1:])


def told_with(span: Span) -> tuple[Span, ...]:
    """All that is told of a fact in a span, that one first: what it is held against, and eight quarters of its past."""
    return tuple(dict.fromkeys((span, span.before(), span.year_before(), *eight_quarters(span))))


def opened_with(today: date) -> tuple[Span, ...]:
    """The spans that pages open with and lead to first: the present quarter and year, and those before them."""
    quarter, year = quarter_of(today), year_of(today)
    return quarter, year, quarter.before(), year.before()


def eight_quarters(span: Span) -> tuple[Span, ...]:
    """The quarters that end with the span's last one, oldest first."""
    last = quarter_of(span.ends)
    return tuple(
        Span(last.first - QUARTER * back, last.last - QUARTER * back)
        for back in range(QUARTERS_SHOWN - 1, -1, -1)
    )


def period(asked: str, on: date | None = None) -> Span:
    """The quarter (`2026q4`) or year (`2026`) asked for; that of the day `on`, or the present one, where none is."""
    if not asked:
        return quarter_of(on) if on else this_quarter()
    if not (found := _period.fullmatch(asked)):
        raise Invalid.field("period", _("时段写成 2026q4 或 2026。"))
    year, quarter = int(found[1]), found[2]
    if not quarter:
        return year_of(date(year, 1, 1))
    return quarter_of(date(year, int(quarter) * QUARTER, 1))


def months(begun: str, ended: str) -> Span:
    """The span from one month to another, each as `2026-10`."""
    first, last = _count("from", begun), _count("to", ended)
    if not first <= last < first + LONGEST:
        raise Invalid.field("to", _("结束的月份要在开始之后，相隔不超过十年。"))
    return Span(first, last)


def _count(field: str, asked: str) -> int:
    if not (found := _month.fullmatch(asked)):
        raise Invalid.field(field, _("月份写成 2026-10。"))
    return int(found[1]) * YEAR + int(found[2]) - 1
