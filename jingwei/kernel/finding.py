"""What is found by a few words: rooms declare what of theirs may be, and whoever asks finds only what they may open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, When

from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Text
from jingwei.kernel.listing import Listing, narrowed

MOST = 5


@dataclass(frozen=True)
class Found:
    """One thing: `beside` says where it belongs, `on` its day; `within` is shown where the words stand in it alone."""

    id: int | str
    title: str
    url: str
    beside: str = ""
    on: date | None = None
    within: str = ""


@dataclass(frozen=True)
class Finds:
    """A kind of thing that whoever holds `verb` somewhere may find; `noun` names it as in the API.

    `ask` gives the first things in which all the words stand, one beyond `MOST` where there are more. `more` is the
    address of their list up to the words, empty where no list takes words.
    """

    noun: str
    label: Text
    verb: str
    ask: Callable[[Actor, str], Sequence[Found]]
    more: str = ""
    order: int = 50


def in_list(
    listing: Listing,
    verb: str,
    at: str,
    *,
    reads: Sequence[str],
    told: Callable[[dict[str, Any]], Found],
    first: str = "",
    order: int = 50,
) -> Finds:
    """What a list shows under the words: its own rows by its own filter `q`, in one question.

    `at` is the address of the list, `told` says the fields `reads` of a row. Rows whose field `first` begins with the
    words come first, all others as in the list.
    """

    def ask(actor: Actor, words: str) -> list[Found]:
        rows = narrowed(listing, actor, {"q": words})
        begins = [Case(When(**{f"{first}__istartswith": words}, then=0), default=1)] if first else []
        return [told(row) for row in rows.order_by(*begins, *listing.order).values(*reads)[: MOST + 1]]

    return Finds(listing.name, listing.label, verb, ask, f"{at}?q=", order)
