"""A field for one of many people or organisations: typed by name, helped by suggestions, understood without them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from jingwei.kernel.candidates import GAP, MOST, SUGGEST, Candidates, Unclear, text_of
from jingwei.kernel.errors import NotFound


class Suggesting(forms.TextInput):
    """A line to type a name into; the form's own address `at` answers with what may be meant."""

    def __init__(self, at: str) -> None:
        super().__init__({"autocomplete": "off"})
        self.at = at

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The list that hangs on the line, and when it is asked for."""
        asking = {
            "list": _list_of(name, attrs),
            "hx-get": f"{self.at}?{SUGGEST}={name}",
            "hx-trigger": "focus once, input changed delay:200ms",
            "hx-target": "next datalist",
            "hx-swap": "innerHTML",
            "hx-select": "unset",
            "hx-select-oob": "unset",
            "hx-sync": "this:replace",
        }
        return super().get_context(name, value, {**(attrs or {}), **asking})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The line with its list, empty as yet."""
        line = super().render(name, value, attrs, renderer)
        return format_html('{}<datalist id="{}"></datalist>', line, _list_of(name, attrs))


def suggesting(name: str, value: str, at: str = "") -> SafeString:
    """Such a line outside a form of Django's: a filter of a list."""
    return Suggesting(at).render(name, value, {"class": "input", "id": f"filter-{name}"})


def _list_of(name: str, attrs: dict[str, Any] | None) -> str:
    return f"{(attrs or {}).get('id', name)}-list"


class Picked(forms.CharField):
    """One of the candidates a form offers; until it offers some, there are none."""

    candidates: Candidates | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=160, **kwargs)

    def offer(
        self, candidates: Candidates, *, at: str = "", side_by_side: bool = True, with_beside: bool = False
    ) -> list[Any]:
        """Take `candidates`; the first rows are given back, and stand side by side where they are few.

        There they are told by name alone, or `with_beside` also with what is told beside it.
        """
        self.candidates = candidates
        first = list(candidates.rows[: MOST + 1]) if side_by_side else []
        few = 0 < len(first) <= MOST
        told = candidates.beside(first) if with_beside and first else {}
        choices = [(text_of(each), GAP.join(filter(None, (each.name, told.get(each.pk))))) for each in first]
        self.widget = forms.RadioSelect(choices=choices) if few else Suggesting(at)
        self.widget.is_required = self.required
        return first

    def prepare_value(self, value: Any) -> Any:
        """What the field says for a row; what was typed stays as it was typed."""
        return text_of(value) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        """The one candidate that is meant, None where nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return None
        if self.candidates is None:
            raise ValidationError(_("这里没有可选的。"))
        try:
            return self.candidates.one(typed)
        except Unclear as unclear:
            raise ValidationError(str(unclear)) from unclear


def suggestions(request: HttpRequest, form: forms.Form) -> HttpResponse | None:
    """The suggestions for the field the reader is typing in, where the address asks for them."""
    name = request.GET.get(SUGGEST, "")
    if not name:
        return None
    field = form.fields.get(name)
    if not isinstance(field, Picked) or field.candidates is None:
        raise NotFound
    return field.candidates.answer(request, name)
