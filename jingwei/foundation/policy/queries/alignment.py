"""Which sentences of an official text belong to which clause: a guess in the order of the document, for a person to mend."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from jingwei.foundation.policy.queries.editions import Edition

ENOUGH = 0.3
"""What share of a clause's own words a sentence should hold, rare words weighing more."""
CLEAR = 0.8
"""What share makes a sentence belong to a clause even out of order."""
NUMERALS = "零一二三四五六七八九十"
_CHAPTER = re.compile(r"(?:第)?([一二三四五六七八九十]{1,2})(?:、|章)")
_SENTENCES = re.compile(r"[^。！？；]+[。！？；]?[”’]?")


@dataclass(frozen=True)
class Alignment:
    """The sentences of a file by number from 1, and those given to each clause; the others are loose."""

    paragraphs: tuple[str, ...]
    given: Mapping[str, tuple[int, ...]]

    @property
    def loose(self) -> tuple[int, ...]:
        """The sentences that no clause has."""
        held = {number for numbers in self.given.values() for number in numbers}
        return tuple(number for number in range(1, len(self.paragraphs) + 1) if number not in held)

    @property
    def texts(self) -> dict[str, str]:
        """The text of each clause."""
        return {
            clause: "".join(self.paragraphs[number - 1] for number in numbers)
            for clause, numbers in self.given.items()
        }

    @property
    def clauses(self) -> dict[int, str]:
        """The clause of each sentence that has one."""
        return {number: clause for clause, numbers in self.given.items() for number in numbers}

    def with_clause(self, clause: str, numbers: Iterable[int]) -> Alignment:
        """The same, with these sentences and no other given to a clause."""
        taken = frozenset(numbers)
        given = {
            each: tuple(n for n in had if n not in taken)
            for each, had in self.given.items()
            if each != clause
        }
        given[clause] = tuple(sorted(taken))
        return Alignment(self.paragraphs, {each: had for each, had in given.items() if had})


def align(paragraphs: Sequence[str], edition: Edition) -> Alignment:
    """Give the sentences of a text to the clauses of an edition, in the order of both."""
    sentences = tuple(
        s.strip() for paragraph in paragraphs for s in _SENTENCES.findall(paragraph) if s.strip()
    )
    clauses = list(edition.clauses.values())
    weights = _Weights([clause.summary.zh for clause in clauses])
    chapters = {section.number for section in edition.sections}
    given: dict[str, list[int]] = {}
    for chapter, numbers in _by_chapter(sentences, chapters).items():
        held = [clause for clause in clauses if chapter in (0, clause.section)]
        scores = [[weights.share(clause.summary.zh, sentences[n - 1]) for clause in held] for n in numbers]
        ordered = _in_order(scores)
        taken = {place for place in ordered if place is not None}
        for number, place, row in zip(numbers, ordered, scores, strict=True):
            clear = place if place is not None else _unmistakable(row, taken)
            if clear is not None:
                given.setdefault(held[clear].id, []).append(number)
    order = {clause.id: place for place, clause in enumerate(clauses)}
    return Alignment(sentences, {each: tuple(given[each]) for each in sorted(given, key=order.__getitem__)})


def _unmistakable(scores: Sequence[float], taken: set[int]) -> int | None:
    """The clause that a sentence out of order says almost in our words, where no other sentence has it."""
    place = max(range(len(scores)), key=scores.__getitem__, default=None)
    return place if place is not None and scores[place] >= CLEAR and place not in taken else None


def _by_chapter(sentences: Sequence[str], chapters: set[int]) -> dict[int, list[int]]:
    """The numbers of the sentences in each chapter; 0 where the text names none of the chapters."""
    found: dict[int, list[int]] = {}
    chapter = 0
    for number, sentence in enumerate(sentences, 1):
        head = _CHAPTER.match(sentence)
        if head and (named := _numeral(head[1])) in chapters and named > chapter:
            chapter = named
        found.setdefault(chapter, []).append(number)
    if chapter and 0 in found:
        del found[0]
    return found


def _numeral(text: str) -> int:
    if len(text) == 1:
        return NUMERALS.index(text)
    return 10 + NUMERALS.index(text[1]) if text[0] == "十" else 10 * NUMERALS.index(text[0])


class _Weights:
    """How much two letters that stand together say: the fewer clauses have them, the more."""

    def __init__(self, texts: Sequence[str]) -> None:
        held = Counter(pair for text in texts for pair in _pairs(text))
        self._weight = {pair: math.log(1 + len(texts) / count) for pair, count in held.items()}

    def share(self, clause: str, sentence: str) -> float:
        """The share of a clause's words that a sentence holds."""
        words = _pairs(clause)
        whole = sum(self._weight[pair] for pair in words)
        return sum(self._weight[pair] for pair in words & _pairs(sentence)) / whole if whole else 0.0


def _pairs(text: str) -> frozenset[str]:
    letters = [letter for letter in text if letter.isalnum()]
    return frozenset(map("".join, pairwise(letters)))


Way = tuple[Any, int | None] | None
"""The choices made so far, the last one first."""


def _in_order(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each sentence the place of its clause or None, never going back, with the highest scores together."""
    if not scores or not scores[0]:
        return [None] * len(scores)
    best: list[float] = [0.0] * len(scores[0])
    ways: list[Way] = [None] * len(best)
    for row in scores:
        ahead, way = -1.0, ways[0]
        next_best: list[float] = []
        next_ways: list[Way] = []
        for place, score in enumerate(row):
            if best[place] > ahead:
                ahead, way = best[place], ways[place]
            gained = score - ENOUGH if score >= ENOUGH else 0.0
            next_best.append(ahead + gained)
            next_ways.append((way, place if gained else None))
        best, ways = next_best, next_ways
    way = ways[max(range(len(best)), key=best.__getitem__)]
    found: list[int | None] = []
    while way is not None:
        way, place_of = way
        found.append(place_of)
    return found[::-1]
