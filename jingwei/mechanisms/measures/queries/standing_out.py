"""What stands out in the records of an organisation: shown with the reason to whoever reads its measures, and not punished.

No figure is lowered by any of it. Each may have a good reason, which the records do not tell; whoever inspects looks there first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.queries import matters_for
from jingwei.foundation.matters.queries.noted import (
    FEW,
    LATE,
    confirmed_by_unit,
    confirmed_with,
    entered_late,
    notes_between,
    repeated_sentences,
)
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotAllowed
from jingwei.mechanisms.measures.queries.reach import READER, Reaches, reaches_of
from jingwei.mechanisms.measures.queries.spans import Span

EACH_OTHER, SAME_WORDS, AT_ONCE = "each-other", "same-words", "at-once"
MUTUAL, MUTUAL_LEAST = 3, 5
"""A third of all that was confirmed on both sides: work with a far unit is one thing among several, and both seldom
are so much to each other. Below five there is nothing to see."""
COPIES, COPIED = 3, 5
"""Three times within a year, since a meeting a quarter is rightly told alike; a fifth of the notes, since a few always are."""
ENTERED, ENTERED_SHARE = 10, 5
"""Ten notes on one day, more than a week's work of a branch, and a fifth of the notes of the span."""
FROM_ALL = system("融合分析", "matters.see")


@dataclass(frozen=True)
class Finding:
    """One thing that stands out: how many of how many, in words, why it is shown, and what it is seen from."""

    kind: str
    label: str
    words: str
    why: str
    part: int
    whole: int
    details: tuple[str, ...] = ()


def standing_out_of(actor: Actor, organisation: Organisation, span: Span) -> tuple[Finding, ...]:
    """What stands out in a span among the matters that the actor may see; eleven questions at most.

    An authority is refused: whoever reads for many universities looks at one after the other.
    """
    if organisation.university.kind == "authority":
        raise NotAllowed("rule", _("这里有很多所高校，请一所一所看。"))
    begins, ends = span.begins, min(span.ends, organisation.on or span.ends)
    reaches = reaches_of(organisation)
    seen = matters_for(actor).filter(under("party__path", reaches.party.paths))
    found: list[Finding] = [*_each_other(seen, reaches, begins, ends)]
    if whole := notes_between(seen, begins, ends):
        found += [*_same_words(seen, begins, ends, whole), *_at_once(seen, begins, ends, whole)]
    return tuple(found)


def _each_other(seen: Any, reaches: Reaches, begins: date, ends: date) -> Iterator[Finding]:
    """Units that the organisation does not answer for, which confirm much here, and for which much is confirmed from here."""
    counts = confirmed_by_unit(seen, begins, ends)
    whole = sum(counts.values())
    many = [unit for unit, part in counts.items() if part >= max(MUTUAL_LEAST, whole / MUTUAL)]
    own = under("path", reaches.unit.paths)
    if not many or not reaches.unit.paths:
        return
    for unit in organisations_for(READER).filter(pk__in=many).exclude(own).order_by("code"):
        theirs = _matters_of(unit)
        back, of_theirs = confirmed_with(
            theirs, begins, ends, under("matter__unit__path", reaches.unit.paths)
        )
        if back >= max(MUTUAL_LEAST, of_theirs / MUTUAL):
            part = counts[unit.pk]
            words = _(
                "得到认可的 {whole} 笔里，{part} 笔是{unit}认可的，它不在这里覆盖的单位里；"
                "它那边得到认可的，也有三分之一以上由这边认可。"
            ).format(whole=whole, part=part, unit=unit.name)
            why = _("两家一起做事是好事。只是彼此认可得多，别人就不容易看出来；检查的人会想看一眼依据。")
            yield Finding(EACH_OTHER, _("和{unit}互相认可").format(unit=unit.name), words, why, part, whole)


def _matters_of(unit: Organisation) -> Any:
    """All matters of the Party organisations that answer for a unit, or that are below those."""
    covering = organisations_for(READER).filter(in_force(clock.today(), "coverages__"), coverages__unit=unit)
    paths = tuple(covering.order_by().values_list("path", flat=True))
    return matters_for(FROM_ALL).filter(under("party__path", paths))


def _same_words(seen: Any, begins: date, ends: date, whole: int) -> Iterator[Finding]:
    sentences = repeated_sentences(seen, begins, ends, COPIES)
    part = sum(each.now for each in sentences)
    if COPIED * part < whole:
        return
    words = _("这一期记的 {whole} 笔里，{part} 笔的话一年里写过三次以上。").format(whole=whole, part=part)
    why = _("说法一样不等于没有做。补一句这一次和上一次有什么不同，看的人就明白了。")
    named = tuple(
        _("“{text}” {times} 次").format(text=each.text, times=each.times) for each in sentences[:FEW]
    )
    yield Finding(SAME_WORDS, _("同样的话写了好几遍"), words, why, part, whole, named)


def _at_once(seen: Any, begins: date, ends: date, whole: int) -> Iterator[Finding]:
    days = entered_late(seen, begins, ends, ENTERED)
    part = sum(count for _day, count in days)
    if not days or ENTERED_SHARE * part < whole:
        return
    words = _("这一期记的 {whole} 笔里，{part} 笔是过了 {days} 天以上才集中补记的。").format(
        whole=whole, part=part, days=LATE
    )
    why = _("补记可以。只是隔得久了，日子和细节说不准；检查的人会想看当时留下的依据。")
    named = tuple(_("{day} 补记 {count} 笔").format(day=day, count=count) for day, count in days)
    yield Finding(AT_ONCE, _("很久以后一次补记"), words, why, part, whole, named)
