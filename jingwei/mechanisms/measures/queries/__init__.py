"""What may be read of the measures: figures of an organisation, and the rows behind each."""

from jingwei.kernel.packs.registry import indicators
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.queries.degrees import (
    Fact,
    Figure,
    answered_for,
    asked_of,
    beside_of,
    by_quarter,
    clause_of,
    degrees_of,
    facts_of,
    headlines_of,
    how_counted,
    in_one_sentence,
)
from jingwei.mechanisms.measures.queries.reach import SEE, before, below, organisation_of
from jingwei.mechanisms.measures.queries.rows import PARTS, Opened, rows_of
from jingwei.mechanisms.measures.queries.side_by_side import COMPARE, may_compare, side_by_side_of
from jingwei.mechanisms.measures.queries.spans import (
    Span,
    months,
    period,
    quarter_of,
    this_quarter,
    this_year,
    year_of,
)

__all__ = [
    "COMPARE",
    "PARTS",
    "SEE",
    "Fact",
    "Figure",
    "Indicator",
    "Opened",
    "Span",
    "answered_for",
    "asked_of",
    "before",
    "below",
    "beside_of",
    "by_quarter",
    "clause_of",
    "degrees_of",
    "facts_of",
    "headlines_of",
    "how_counted",
    "in_one_sentence",
    "indicators",
    "may_compare",
    "months",
    "organisation_of",
    "period",
    "quarter_of",
    "rows_of",
    "side_by_side_of",
    "this_quarter",
    "this_year",
    "year_of",
]
