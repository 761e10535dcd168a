"""The search: what rooms declare to be found, asked kind by kind; the words are marked where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from django.utils.translation import gettext as _

from jingwei.adapters.sheets.cells import text
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, Text
from jingwei.kernel.finding import MOST, Finds, Found
from jingwei.kernel.manifest import installed
from jingwei.kernel.said import said

SHORTEST, LONGEST = 2, 60
AROUND = 16
Pieces = list[tuple[str, bool]]
"""A text in pieces: each with whether it is one of the words."""


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more` leads to all of it where there is more and a list shows it."""

    noun: str
    label: Text
    things: tuple[Found, ...]
    more: str


@cache
def _declared() -> tuple[Finds, ...]:
    declared = (each for mechanism in installed() for each in mechanism.finds)
    return tuple(sorted(declared, key=lambda each: each.order))


def kinds_for(actor: Actor) -> tuple[Finds, ...]:
    """The kinds of things that the post in use may find."""
    return tuple(each for each in _declared() if actor.holds_anywhere(each.verb))


def words_of(typed: str) -> str:
    """What was typed as it is looked for: plain letters and figures, single blanks; Invalid where too short or long."""
    words = said("q", str(text(typed[: 2 * LONGEST])), LONGEST)
    if len(words.replace(" ", "")) < SHORTEST:
        raise Invalid.field("q", _("至少写两个字。"))
    return words


def found_by(actor: Actor, words: str) -> list[Group]:
    """What the actor finds by the words, one question a kind; kinds of which nothing is found are left out."""
    found = []
    for kind in kinds_for(actor):
        if things := kind.ask(actor, words):
            more = f"{kind.more}{quote(words)}" if kind.more and len(things) > MOST else ""
            found.append(Group(kind.noun, kind.label, tuple(things[:MOST]), more))
    return found


def marked(told: str, words: str) -> Pieces:
    """A text in pieces, so that the words in it can be shown as such."""
    pattern = "|".join(map(re.escape, sorted(words.split(), key=len, reverse=True)))
    pieces = re.split(f"({pattern})", told, flags=re.IGNORECASE)
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def excerpt(thing: Found, words: str) -> Pieces:
    """What stands around the first word in `within`, where neither title nor place says why the thing was found."""
    if any(is_word for said_ in (thing.title, thing.beside) for _piece, is_word in marked(said_, words)):
        return []
    before, is_word = "", False
    for piece, is_word in marked(thing.within, words):
        if is_word:
            break
        before += piece
    if not is_word:
        return []
    start = max(len(before) - AROUND, 0)
    cut = thing.within[start : len(before) + 2 * AROUND]
    left = "…" if start else ""
    right = "…" if start + len(cut) < len(thing.within) else ""
    return marked(f"{left}{cut}{right}", words)
