"""Who or what a field may be filled with: suggested while a name is typed, found again by the same rows when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from jingwei.kernel.errors import Text

MOST = 12
SUGGEST = "suggest"
GAP = "　"


@dataclass(frozen=True)
class Candidate:
    """A row to choose: `text` is what is sent for it, `beside` says where it belongs."""

    row: Any
    text: str
    beside: str


def text_of(row: Any) -> str:
    """The name and the code of a row: readable, and meaning that row alone."""
    return f"{row.name}{GAP}{row.code}"


class Unclear(ValueError):
    """What was typed means none of the candidates, or more than one; it reads as the sentence that says so."""


@dataclass(frozen=True)
class Candidates:
    """`rows` are those the actor may choose here, in the order to suggest; each has a `name` and a `code` of its own.

    `narrow` is the condition that a few typed characters mean; `beside` says of some rows where each belongs, in
    one question; `numbered` is what people call the code.
    """

    rows: QuerySet[Any]
    narrow: Callable[[str], Q]
    beside: Callable[[Sequence[Any]], Mapping[int, str]]
    numbered: Text

    def suggested(self, typed: str = "") -> list[Candidate]:
        """The first rows that fit what is typed so far."""
        rows = self.rows.filter(self.narrow(typed)) if typed else self.rows
        return self._told(list(rows[:MOST]))

    def named(self, typed: str) -> list[Candidate]:
        """The rows that are called so: one where the code is told, several where only a shared name is."""
        name, _gap, code = typed.replace(GAP, " ").rpartition(" ")
        exact = Q(code=typed) | Q(name=typed) | Q(name=name.strip(), code=code)
        found = list(self.rows.filter(exact)[: MOST + 1])
        told = [row for row in found if row.code in (typed, code)]
        return self._told(told[:1] or found)

    def one(self, typed: str) -> Any:
        """The row that is meant; Unclear where none or several are."""
        found = self.named(typed)
        if len(found) == 1:
            return found[0].row
        if not found:
            raise Unclear(
                _("没有找到“{typed}”。请从提示里选，或者写{numbered}。").format(
                    typed=typed, numbered=self.numbered
                )
            )
        names = _("、").join(
            _("{text}（{beside}）").format(text=each.text, beside=each.beside) for each in found[:MOST]
        )
        raise Unclear(
            _("叫“{typed}”的不止一个：{names}。请加上{numbered}。").format(
                typed=typed, names=names, numbered=self.numbered
            )
        )

    def _told(self, rows: Sequence[Any]) -> list[Candidate]:
        beside = self.beside(rows) if rows else {}
        return [Candidate(row, text_of(row), beside.get(row.pk, "")) for row in rows]

    def answer(self, request: HttpRequest, name: str) -> HttpResponse:
        """The suggestions for what is typed into the field `name` so far."""
        shown = self.suggested(request.GET.get(name, "").replace("\x00", "").strip())
        return HttpResponse(
            format_html_join(
                "", '<option value="{}" label="{}">', ((each.text, each.beside) for each in shown)
            )
        )
