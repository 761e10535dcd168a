"""What people say of whom a meeting served: picked by name, or in words; what it used is chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms.fields import Sentence, Ticks
from jingwei.kernel.candidates import Candidates
from jingwei.mechanisms.meetings.queries.serving import fit_choices
from jingwei.ui.picking import Picked

AT = "/meetings/served/suggest/"
LONGEST_WORDS = 60


class PickedOrSaid(Picked):
    """An organisation where one is meant, else the words as they were typed."""

    def clean(self, value: Any) -> Any:
        """The organisation, the words, or None where nothing was typed."""
        try:
            return super().clean(value)
        except ValidationError:
            words = " ".join(str(value).split())
            if self.candidates is None or len(words) > LONGEST_WORDS or self.candidates.named(words):
                raise
            return words


def served_field(candidates: Candidates | None = None) -> PickedOrSaid:
    """Whom it served."""
    field = PickedOrSaid(
        label=_l("服务了谁"), required=False, help_text=_l("校内单位从提示里选，对方会认可；校外的直接写。")
    )
    if candidates:
        field.offer(candidates, at=AT, side_by_side=False)
    return field


def fits_field() -> Ticks:
    """What of discipline and post it used."""
    return Ticks(label=_l("用上了什么"), required=False, choices=fit_choices)


def parted(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was said of whom, apart: an organisation or words."""
    said = cleaned.pop("served", None)
    if isinstance(said, str):
        return cleaned | {"served": None, "served_words": said}
    return cleaned | {"served": said, "served_words": ""}


class TellService(forms.Form):
    """Whom it served and what it used, told afterwards."""

    served = served_field()
    fits = fits_field()

    def __init__(self, *args: Any, candidates: Candidates, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["served"]
        field.offer(candidates, at=AT, side_by_side=False)
        field.required = True

    def clean(self) -> dict[str, Any]:
        """Organisation and words apart."""
        return parted(super().clean() or {})


class Decline(forms.Form):
    """Why it was not so."""

    reason = Sentence(label=_l("怎么不是这样"), max_length=200, help_text=_l("一句话，记的人看得到。"))
