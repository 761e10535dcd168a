"""Lists: one declaration of columns, visible rows and order serves the page, the API and the sheet."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates, Unclear, text_of
from jingwei.kernel.errors import Invalid, Text
from jingwei.kernel.prepared import Prepared

DEFAULT_LIMIT, MOST = 50, 200
MOST_WORDS = 8
LONGEST_NUMBER = 4
Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: `key` names it in the API and in a row, `label` heads it for people."""

    key: str
    label: Text
    kind: Literal["text", "date", "time", "number", "chip", "digest"] = "text"
    width: int = 16


@dataclass(frozen=True)
class Filter:
    """One question the reader may narrow the list by; `narrow` turns the answer into rows' condition.

    What is one of a few has `choices`. What is one of thousands has `candidates`: it is typed by name, and
    `narrow` gets the id of the one that is meant. What is `linked` is never typed: a link brings it.
    """

    key: str
    label: Text
    narrow: Callable[[Actor, str], Q]
    choices: Callable[[Actor], Sequence[tuple[str, Text]]] | None = None
    candidates: Callable[[Actor], Candidates] | None = None
    kind: Literal["text", "month", "linked"] = "text"

    def condition(self, actor: Actor, answer: str) -> Q:
        """What the answer asks of the rows; Invalid, by the filter's name, where it means nothing."""
        try:
            return self.narrow(actor, answer if answer.isdigit() else self._meant(actor, answer))
        except Unclear as unclear:
            raise Invalid.field(self.key, str(unclear)) from unclear
        except (ValueError, LookupError) as error:
            raise Invalid.field(self.key, _("看不懂这个筛选条件。")) from error

    def words(self, answer: str) -> list[str]:
        """What is asked for one by one: each word of what is typed freely, any other answer as a whole."""
        is_free = self.kind == "text" and not (self.choices or self.candidates)
        return answer.split(None, MOST_WORDS - 1) if is_free else [answer]

    def told(self, actor: Actor, answer: str) -> str:
        """The answer as the reader types it: a name and a code, where the address holds an id."""
        if not (self.candidates and answer.isdigit()):
            return answer
        row = self.candidates(actor).rows.filter(pk=answer).first()
        return text_of(row) if row else answer

    def _meant(self, actor: Actor, answer: str) -> str:
        return str(self.candidates(actor).one(answer).pk) if self.candidates else answer


@dataclass(frozen=True)
class Scoped:
    """Visible rows told in two steps, so that the pages of a list are asked by a prepared question.

    `scope` says in plain values where an actor may see; `rows` gives what is to be seen there. `is_narrow` says for whom
    the rows are found in one way, whatever the values, so that PostgreSQL may keep how (`Prepared`).
    """

    scope: Callable[[Actor], tuple[Any, ...]]
    rows: Callable[..., QuerySet[Any]]
    is_narrow: Callable[[Actor], bool] = lambda actor: False

    def __call__(self, actor: Actor) -> QuerySet[Any]:
        return self.rows(*self.scope(actor))


@dataclass(frozen=True, eq=False)
class Listing:
    """`visible` gives the rows this actor may see; `present` turns a page of them into plain rows.

    `order` is a keyset: its last field is unique, `-` means downwards. `present` may ask one more question
    for a whole page of rows, never one a row; a row dict holds the column keys, plus `id` and `url`.
    `along` names what all its rows share and the index begins with that they are read along.
    `then` gives the same list as of a day that the reader names (`on`); a list without it knows the present only.
    `reads` names the fields that `present` and `order` look at: the rows then are named tuples of these alone,
    which cost a fraction of what objects do. `empty` says what will come where there is nothing yet.
    """

    name: str
    label: Text
    columns: tuple[Column, ...]
    visible: Callable[[Actor], QuerySet[Any]]
    present: Callable[[Actor, Sequence[Any]], list[Row]]
    order: tuple[str, ...] = ("-id",)
    filters: tuple[Filter, ...] = ()
    reads: tuple[str, ...] = ()
    along: tuple[str, ...] = ()
    then: Callable[[str], Listing] | None = None
    empty: Text = _l("这里还没有内容。")


@dataclass(frozen=True)
class Slice:
    """One page of a list. `next` is the cursor of the following page, None at the end."""

    items: list[Row]
    next: str | None


def as_of(listing: Listing, asked: Mapping[str, str]) -> Listing:
    """The list as of the day asked for, the present one where none is."""
    if not (day := asked.get("on", "")):
        return listing
    if listing.then is None:
        raise Invalid.field("on", _("这张表只有现在的样子，看不了过去某一天的。"))
    return listing.then(day)


def narrowed(listing: Listing, actor: Actor, asked: Mapping[str, str]) -> QuerySet[Any]:
    """The visible rows under the filters asked for; an unknown or malformed one is refused by name."""
    rows = listing.visible(actor)
    for filter_ in listing.filters:
        if answer := asked.get(filter_.key, "").replace("\x00", "").strip():
            for word in filter_.words(answer):
                rows = rows.filter(filter_.condition(actor, word))
    return rows


def take(
    listing: Listing, actor: Actor, asked: Mapping[str, str], *, cursor: str = "", limit: int = DEFAULT_LIMIT
) -> Slice:
    """One page of the list by keyset: no total is counted and no page is skipped through."""
    listing = as_of(listing, asked)
    limit = min(max(limit, 1), MOST)
    visible = listing.visible
    if isinstance(visible, Scoped) and not any(asked.get(each.key) for each in listing.filters):
        scope = visible.scope(actor)
        key = _read_cursor(listing, visible.rows(*scope).model, cursor) if cursor else []
        pages = _pages(listing, visible.is_narrow(actor))
        found = pages(*scope, *key, after=len(key), most=limit + 1)
    else:
        rows = _ordered(listing, actor, asked)
        if cursor:
            rows = rows.filter(_beyond(listing.order, _read_cursor(listing, rows.model, cursor)))
        found = list(rows[: limit + 1])
    kept = found[:limit]
    following = _write_cursor(listing.order, kept[-1]) if len(found) > len(kept) else None
    return Slice(listing.present(actor, kept), following)


def take_from(rows: Sequence[Row], *, cursor: str = "", limit: int = DEFAULT_LIMIT) -> Slice:
    """One page of rows that are at hand already; the cursor is the id of the last one taken."""
    start = 0
    if cursor:
        start = next((number for number, row in enumerate(rows, 1) if row["id"] == cursor), 0)
        if not start:
            raise Invalid.field("cursor", _("这个翻页位置已经失效，请从第一页看起。"))
    kept = list(rows[start : start + min(max(limit, 1), MOST)])
    return Slice(kept, kept[-1]["id"] if start + len(kept) < len(rows) else None)


def take_through(
    listing: Listing,
    parts: Sequence[QuerySet[Any]],
    actor: Actor,
    *,
    cursor: str = "",
    limit: int = DEFAULT_LIMIT,
) -> Slice:
    """One page that goes on from part to part, by one question; the cursor names the part before the place in it.

    All parts are rows of one model, taken instead of those that are `visible`; each is read in the order of the list. A row
    holds what the list `reads`, then the number of its `part`.
    """
    limit = min(max(limit, 1), MOST)
    begun, _dot, place = cursor.partition(".")
    if cursor and not (begun.isdecimal() and len(begun) < LONGEST_NUMBER and int(begun) < len(parts)):
        raise Invalid.field("cursor", _("这个翻页位置已经失效，请从第一页看起。"))
    first, *others = enumerate(parts[int(begun or 0) :], int(begun or 0))
    at, rows = first
    if cursor:
        rows = rows.filter(_beyond(listing.order, _read_cursor(listing, rows.model, place)))

    def numbered(at: int, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
        rows = rows.order_by().annotate(part=Value(at))
        return rows.values_list(*listing.reads, "part", named=True)

    joined = numbered(at, rows).union(*(numbered(*other) for other in others), all=True)
    found = list(joined.order_by("part", *listing.order)[: limit + 1])
    kept = found[:limit]
    following = f"{kept[-1].part}.{_write_cursor(listing.order, kept[-1])}" if len(found) > limit else None
    return Slice(listing.present(actor, kept), following)


def stream(listing: Listing, actor: Actor, asked: Mapping[str, str], *, chunk: int = 2000) -> Iterator[Row]:
    """Every row of the list, read in keyset chunks, so that memory stays flat."""
    listing = as_of(listing, asked)
    rows = ordered = _ordered(listing, actor, asked)
    while found := list(rows[:chunk]):
        yield from listing.present(actor, found)
        if len(found) < chunk:
            return
        rows = ordered.filter(_beyond(listing.order, _key_of(listing.order, found[-1])))


@cache
def _pages(listing: Listing, is_narrow: bool) -> Prepared[Any]:
    """The pages of an unfiltered list: of a scope, the rows `after` a key of so many values, at `most` so many."""
    visible = listing.visible
    assert isinstance(visible, Scoped)

    def ask(*values: Any, after: int, most: int) -> QuerySet[Any, Any]:
        scope, key = values[: len(values) - after], values[len(values) - after :]
        rows = _in_order(listing, visible.rows(*scope))
        return (rows.filter(_beyond(listing.order, key)) if key else rows)[:most]

    return Prepared(ask, narrow=is_narrow)


def _ordered(listing: Listing, actor: Actor, asked: Mapping[str, str]) -> QuerySet[Any, Any]:
    return _in_order(listing, narrowed(listing, actor, asked))


def _in_order(listing: Listing, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    rows = rows.order_by(*listing.along, *listing.order)
    return rows.values_list(*listing.reads, named=True) if listing.reads else rows


def _key_of(order: Sequence[str], row: Any) -> list[Any]:
    return [getattr(row, name.lstrip("-")) for name in order]


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


def _beyond(order: Sequence[str], key: Sequence[Any]) -> Q:
    """The rows after `key` in keyset order: a > x, or a = x and b > y."""
    name, value = order[0], key[0]
    field, ahead = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
    strictly = Q(**{f"{field}__{ahead}": value})
    if len(order) == 1:
        return strictly
    return Q(**{f"{field}__{ahead}e": value}) & (strictly | _beyond(order[1:], key[1:]))


def _write_cursor(order: Sequence[str], row: Any) -> str:
    key = [v.isoformat() if isinstance(v, date | datetime) else v for v in _key_of(order, row)]
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def _read_cursor(listing: Listing, model: type[Model], cursor: str) -> list[Any]:
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        fields = [_field(model, name.lstrip("-")) for name in listing.order]
        values = [field.to_python(value) for field, value in zip(fields, key, strict=True)]
        if None in values:
            raise ValueError("an order never stands on what may be empty")
        return values
    except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError) as error:
        raise Invalid.field("cursor", _("这个翻页位置已经失效，请从第一页看起。")) from error
