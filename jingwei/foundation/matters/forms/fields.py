"""The fields that forms on matters share, and the base that knows matter and actor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.models import Matter
from jingwei.foundation.matters.models.sides import Owner, Side
from jingwei.foundation.matters.rules import sides_of
from jingwei.kernel.actor import Actor

UNCHOSEN = _l("不选")


class Day(forms.DateField):
    """A day, chosen from the calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Sentence(forms.CharField):
    """One sentence in a box of a few lines."""

    def __init__(self, *, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Figure(forms.DecimalField):
    """A figure with at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **kwargs)


class Ticks(forms.MultipleChoiceField):
    """Several of a closed list."""

    widget = forms.CheckboxSelectMultiple


class MatterForm(forms.Form):
    """Base: knows the matter it is about and the actor, for its choices. `verb` is the one it fills."""

    verb = ""

    def __init__(self, *args: Any, matter: Matter, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.actor = matter, actor
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the matter."""

    def offer(self, name: str, choices: Any) -> None:
        """Set the choices of a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def ask_side(self) -> None:
        """Ask for the side only of those who hold the verb on both."""
        if len(sides_of(self.actor, self.matter, self.verb)) > 1:
            self.fields["side"] = forms.ChoiceField(
                label=_l("代表哪一侧"), choices=Side.choices, widget=forms.RadioSelect
            )


def owner_field(*, both: bool) -> forms.ChoiceField:
    """Which side answers for it."""
    choices = Owner.choices if both else Side.choices
    return forms.ChoiceField(label=_l("谁负责"), choices=choices, widget=forms.RadioSelect)
