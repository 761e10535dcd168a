"""What people type about occasions and action items: one form a verb, its fields named as the verb's values."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items.actions import Settled
from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.action_items.queries import matters_to_carry
from jingwei.foundation.matters.forms.fields import UNCHOSEN, Day, Sentence
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import people_to_choose
from jingwei.kernel.actor import Actor
from jingwei.ui.picking import Picked

ROWS = 6
"""Lines for action items on one page; all but the first are folded away until they are wanted."""
IN = timedelta(days=30)
ABOUT = _l("说的是哪件事项")
PARTS = ("text", "person", "due", "matter_id")

BY_HAND = [each for each in Occasion.Kind.choices if each[0] != Occasion.Kind.DECISION]
"""What a meeting decided comes from its resolutions, not from here."""


class Hold(forms.Form):
    """What was held, about what, on which day, and the action items that it ended in."""

    kind = forms.ChoiceField(label=_l("这次是"), choices=BY_HAND, widget=forms.RadioSelect)
    topic = forms.CharField(
        label=_l("主题"), max_length=80, help_text=_l("学了什么，或者议了什么，几个字就行。")
    )
    held_on = Day(label=_l("哪天"))

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = clock.today()
        people, at = people_to_choose(actor), reverse("action_items:hold")
        matters = list(matters_to_carry(actor, organisation))
        for number in range(1, ROWS + 1):
            first = number == 1
            self.fields |= _row(number, required=first, matters=matters)
            picked: Any = self.fields[f"person_{number}"]
            picked.offer(people, at=at, side_by_side=False)

    def lines(self) -> list[list[BoundField]]:
        """The fields of each line."""
        return [
            [self[f"{part}_{number}"] for part in PARTS if f"{part}_{number}" in self.fields]
            for number in range(1, ROWS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """The values of the verb. A line that says something says who and by when; a line left out is left out."""
        values = super().clean() or {}
        held_on = values.get("held_on")
        for number in range(1, ROWS + 1):
            due = values.get(f"due_{number}")
            if not values.get(f"text_{number}"):
                if values.get(f"person_{number}") and f"text_{number}" not in self.errors:
                    self.add_error(f"text_{number}", _("写要办什么。"))
                continue
            if due and held_on and due < held_on:
                self.add_error(f"due_{number}", _("要办完的日子不能早于定举措的那天。"))
            for part, words in (("person", _("写谁来办。")), ("due", _("写哪天前办成。"))):
                field = f"{part}_{number}"
                if not values.get(field) and field not in self.errors:
                    self.add_error(field, words)
        return values if self.errors else self._said(values)

    def _said(self, values: dict[str, Any]) -> dict[str, Any]:
        lines = [n for n in range(1, ROWS + 1) if values.get(f"text_{n}")]
        return {
            **{name: values[name] for name in ("kind", "topic", "held_on")},
            "items": [
                Settled(
                    values[f"text_{n}"],
                    values[f"person_{n}"].pk,
                    values[f"due_{n}"],
                    values.get(f"matter_id_{n}"),
                )
                for n in lines
            ],
        }


def _row(number: int, *, required: bool, matters: list[Any]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "text": forms.CharField(label=_l("举措"), max_length=80, required=required),
        "person": Picked(label=_l("谁办"), required=required, help_text=_l("写姓名或学工号。")),
        "due": Day(label=_l("哪天前"), required=required, initial=clock.today() + IN),
    }
    if matters:
        fields["matter_id"] = _matter(matters, ABOUT)
    return {f"{name}_{number}": field for name, field in fields.items()}


def _matter(matters: list[Any], label: Any, *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=required,
        coerce=int,
        empty_value=None,
        choices=[("", UNCHOSEN), *((each.pk, each.title) for each in matters)],
    )


class Settle(forms.Form):
    """One more action item of an occasion."""

    text = forms.CharField(label=_l("举措"), max_length=80)
    person = Picked(label=_l("谁办"), help_text=_l("写姓名或学工号。"))
    due = Day(label=_l("哪天前"))

    def __init__(self, *args: Any, actor: Actor, occasion: Occasion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].initial = clock.today() + IN
        if matters := list(matters_to_carry(actor, occasion.organisation)):
            self.fields["matter_id"] = _matter(matters, ABOUT)
        picked: Any = self.fields["person"]
        at = reverse("action_items:settle", args=(occasion.pk,))
        picked.offer(people_to_choose(actor), at=at, side_by_side=False)


class Finish(forms.Form):
    """What came of it."""

    text = Sentence(
        label=_l("办成了什么"), max_length=300, help_text=_l("一句话；以后总结、报表都从这里取。")
    )


class Carry(forms.Form):
    """Which matter carries it on."""

    matter_id = _matter([], _l("用哪件事项"), required=True)

    def __init__(self, *args: Any, actor: Actor, item: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matters = matters_to_carry(actor, item.organisation)
        field: Any = self.fields["matter_id"]
        field.choices = [("", UNCHOSEN), *((each.pk, each.title) for each in matters)]
        field.help_text = _("事项办结，这项举措就跟着办成，不用再报一遍。")
        self.initial.setdefault("matter_id", item.matter_id)


class Hand(forms.Form):
    """Into whose hands it goes."""

    person = Picked(label=_l("交给谁"), help_text=_l("写姓名或学工号。"))

    def __init__(self, *args: Any, actor: Actor, item: ActionItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picked: Any = self.fields["person"]
        at = reverse("action_items:act", args=(item.pk, "hand"))
        picked.offer(people_to_choose(actor), at=at, side_by_side=False)


class Postpone(forms.Form):
    """Another day, and why."""

    due = Day(label=_l("改到哪天前"))
    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，办的人会看到。"))


class Reason(forms.Form):
    """Why."""

    reason = Sentence(label=_l("为什么"), max_length=200, help_text=_l("一句话，对方会看到。"))
