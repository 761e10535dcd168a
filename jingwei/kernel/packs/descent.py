"""Whether a new version tells where everything of the version before went, and from when what it changes is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from jingwei.kernel.packs.fault import Fault
from jingwei.kernel.packs.lineage import WORDS, Noun, differences, parts
from jingwei.kernel.packs.load import Entry, Reading
from jingwei.kernel.packs.pack import Pack

TRACED: tuple[Noun, ...] = ("clause", "obligation", "indicator")
DATES = {"effective_from", "effective_to"}


def trace(reading: Reading, earlier: Sequence[Pack]) -> list[Fault]:
    """Every fault in the line of a version from those before it, which come in the order of their numbers."""
    head, about = reading.head, reading.about
    if head is None or about is None:
        return []
    faults = [fault for noun in TRACED for fault in _line(reading, noun, earlier)]
    if not earlier:
        return faults
    before = earlier[-1]
    if about.effective_from < before.about.effective_from:
        faults.append(head.fault(("effective_from",), f"earlier than that of version {before.version}"))
    for entry in reading.sound("obligation"):
        faults += _dated(entry, before)
    for entry in reading.sound("indicator"):
        faults += _countable(entry, before)
    return faults


def _line(reading: Reading, noun: Noun, earlier: Sequence[Pack]) -> Iterator[Fault]:
    before = parts(earlier[-1], noun) if earlier else {}
    long_ago = {each: old for old in earlier[:-1] for each in parts(old, noun) if each not in before}
    present = reading.ids(noun)
    for entry in reading.sound(noun):
        if entry.id in long_ago:
            text = f"{noun} «{entry.id}» ended after version {long_ago[entry.id].version}: an id never comes back"
            yield entry.fault(("id",), text)
        for index, replaced in enumerate(entry.spec.replaces):
            if problem := _problem(noun, entry, replaced, index, earlier, replaced in present):
                yield entry.fault(("replaces", index), problem)


def _problem(
    noun: Noun, entry: Entry, replaced: str, index: int, earlier: Sequence[Pack], stays: bool
) -> str:
    if replaced == entry.id:
        return f"{noun} «{entry.id}» takes its own place anyway"
    if replaced in entry.spec.replaces[:index]:
        return f"«{replaced}» is named twice"
    if not earlier:
        return "there is no version before this one"
    if replaced in (known := parts(earlier[-1], noun)):
        return (
            f"{noun} «{replaced}» stays in this version: what is split gives each part a new id"
            if stays
            else ""
        )
    near = get_close_matches(replaced, sorted(known), n=1, cutoff=0.75)
    instead = f": did you mean «{near[0]}»?" if near else ""
    return f"version {earlier[-1].version} has no {noun} «{replaced}»{instead}"


def _dated(entry: Entry, before: Pack) -> Iterator[Fault]:
    """What is asked otherwise than before says from when."""
    old = before.obligations.get(entry.id)
    if old is None or old.effective_from != entry.spec.effective_from:
        return
    changed = {each.field for each in differences(old, entry.spec)} - WORDS - DATES
    if changed:
        text = f"«{sorted(changed)[0]}» differs from version {before.version}: say from which day"
        yield entry.fault(("effective_from",), text)


def _countable(entry: Entry, before: Pack) -> Iterator[Fault]:
    """Figures of one indicator are laid side by side over the years, so they count the same things of the same kinds."""
    if (old := before.indicators.get(entry.id)) is None:
        return
    for field, then, now in (
        ("per", old.per, entry.spec.per),
        *((field, _things(getattr(old, field)), _things(getattr(entry.spec, field))) for field in SHARES),
    ):
        if then != now:
            text = f"counts other things than in version {before.version}: give it an id of its own"
            yield entry.fault((field,), text)


SHARES = ("numerator", "denominator")


def _things(count: Any) -> tuple[Any, ...]:
    records = getattr(count, "records", count)
    once_in = getattr(count, "once_in", "")
    return count.source, getattr(count, "kinds", ()), getattr(records, "distinct", ""), once_in
