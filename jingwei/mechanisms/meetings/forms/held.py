"""What people type about a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.forms.fields import Day, Sentence
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import Person
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.forms.planned import hour
from jingwei.mechanisms.meetings.forms.serving import AT, fits_field, parted, served_field
from jingwei.mechanisms.meetings.models import Meeting


class Written(forms.Form):
    """What it was about and what came of it."""

    topic = forms.CharField(label=_l("主题"), max_length=80)
    outcome = Sentence(
        rows=4,
        label=_l("议定了什么"),
        max_length=1000,
        required=False,
        help_text=_l("几句话就行，可以不写。"),
    )
    guests = forms.CharField(label=_l("还有谁列席"), max_length=200, required=False)


class RecordMeeting(Written):
    """One screen: which body, on which day, who was there (all, until somebody is taken out), what came of it.

    Where no day is known, it is asked for, and is not after `last`.
    """

    body = forms.ChoiceField(label=_l("什么会"), widget=forms.RadioSelect)
    held_on = Day(label=_l("哪天"))
    present = forms.TypedMultipleChoiceField(
        label=_l("到会"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _l("名册按这一天列了，请再看一遍到会的人。"),
            "required": _l("请勾上到会的人。"),
        },
    )
    begins_at = hour(_l("几点"), required=False)
    ends_at = hour(_l("几点结束"), required=False)
    room = forms.CharField(label=_l("在哪里"), max_length=60, required=False)
    served = served_field()
    fits = fits_field()
    field_order = (
        *("body", "held_on", "topic", "begins_at", "ends_at", "room", "present", "outcome", "guests"),
        *("served", "fits"),
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        bodies: list[Body],
        expected: list[Person],
        last: date,
        whom: Candidates,
        planned: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation, self.expected, self.day = organisation, expected, last
        self.planned = planned
        fields: Any = self.fields
        fields["body"].choices = [(each.id, each.label.here()) for each in bodies]
        fields["present"].choices = [(person.pk, person.name) for person in expected]
        today = clock.today()
        latest = today if self.initial.get("held_on") else last
        fields["held_on"].widget.attrs |= {
            "min": clock.last_month(today).isoformat(),
            "max": latest.isoformat(),
        }
        self.chosen = next((each for each in bodies if each.id == self["body"].value()), bodies[0])
        fields["body"].initial = self.chosen.id
        if self.chosen.serves:
            fields["served"].offer(whom, at=AT, side_by_side=False)
            fields["served"].required = planned is not None
        else:
            del fields["served"], fields["fits"], fields["ends_at"]
        self._ask_what_fits()

    @property
    def known(self) -> str:
        """Who stands on the roster that is shown, by number."""
        return ",".join(str(person.pk) for person in self.expected)

    @property
    def where(self) -> str:
        """The hours and the room that came with the day of a series, in words; who records another meeting is not asked."""
        if self.chosen.private:
            return ""
        said = {name: self[name].value() for name in ("begins_at", "ends_at", "room") if name in self.fields}
        hours = "–".join(str(said[name]) for name in ("begins_at", "ends_at") if said.get(name))
        return " ".join(filter(None, (hours, said["room"])))

    def clean(self) -> dict[str, Any]:
        """Whom it served, an organisation and words apart."""
        cleaned = super().clean() or {}
        return parted(cleaned) if self.chosen.serves else cleaned

    def _ask_what_fits(self) -> None:
        """Of a talk nothing but its day; of a committee nobody is there until ticked."""
        if self.chosen.private:
            for name in ("topic", "outcome", "guests", "begins_at", "room"):
                del self.fields[name]
        if self.chosen.expected == "nobody":
            del self.fields["present"]
        elif self.chosen.expected == "members":
            known, typed = self.initial.get("known", ()), self.initial.get("present", ())
            there = [each.pk for each in self.expected if str(each.pk) in typed or str(each.pk) not in known]
            self.initial["present"] = there
        else:
            self.initial["present"] = [
                each.pk for each in self.expected if str(each.pk) in self.initial.get("present", ())
            ]


class Strike(forms.Form):
    """Why it is struck out."""

    reason = Sentence(
        label=_l("为什么作废"),
        max_length=200,
        help_text=_l("一句话，留在台账里；记错日子的，作废以后重新记。"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if meeting.held_on < clock.last_month(clock.today()):
            self.fields["reason"].help_text = _(
                "一句话，留在台账里。那个月已经过了，作废以后不能补记；那时该做的，可能变成没做到。"
            )


class Correct(Written):
    """The same words, put right, and why."""

    reason = Sentence(label=_l("为什么改正"), max_length=200, help_text=_l("一句话，留在台账里。"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        known = {name: getattr(meeting, name) for name in Written.base_fields}
        super().__init__(*args, **{"initial": known} | kwargs)
