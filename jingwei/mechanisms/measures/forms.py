"""What the address of a measures page asks for: an organisation, a span, and which half of a share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.queries import PARTS, Span, months, period
from jingwei.mechanisms.measures.queries.strands import READINGS
from jingwei.mechanisms.measures.queries.turns import STANDS, Read, words_of


class Close(forms.Form):
    """Which quarter or year; the last that are over and not closed yet."""

    period = forms.ChoiceField(
        label=_l("封存哪一期"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _l("请选一个过完了、还没有封存的时段。")},
    )

    def __init__(self, *args: Any, open_spans: Sequence[Span], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = [(each.key, each.label) for each in open_spans]
        field.initial = open_spans[0].key if open_spans else None


class ConfirmTurn(forms.Form):
    """Where it stands; what the facts propose stands preselected, since it is what they say."""

    stand = forms.ChoiceField(label=_l("认定"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_l("理由"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_l("和记录提示的一样，可以不写。"),
    )

    def __init__(self, *args: Any, read: Read, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stand"]
        field.choices = [(stand, words_of(read.turn, stand)) for stand in STANDS]
        field.initial = read.stand if read.stand in STANDS else None
        if read.confirmed:
            self.fields["reason"].help_text = _("以前认定过，改要写理由。")
        elif read.proposed not in STANDS:
            self.fields["reason"].help_text = _("记录太少，没有提示，要写理由。")


@dataclass(frozen=True)
class Asked:
    """The plain values; `organisation_id` is None where the post in use decides."""

    organisation_id: int | None
    span: Span
    part: str
    cursor: str
    on: date | None


def asked_of(query: Mapping[str, str]) -> Asked:
    """Read the address, or refuse the part of it that cannot be read."""
    organisation, part = query.get("organisation", ""), query.get("part", "") or PARTS[0]
    if organisation and not (organisation.isascii() and organisation.isdigit() and len(organisation) < 19):
        raise NotFound
    if part not in PARTS:
        raise Invalid.field("part", _("只能打开“{parts}”。").format(parts=_("、").join(PARTS)))
    on = clock.day_asked(query.get("on", ""))
    begun, ended = query.get("from", ""), query.get("to", "")
    span = months(begun or ended, ended or begun) if begun or ended else period(query.get("period", ""), on)
    return Asked(int(organisation) if organisation else None, span, part, query.get("cursor", ""), on)


def indicator_of(identifier: str) -> Indicator:
    """An indicator of the packs by its id, or NotFound."""
    try:
        return registry.indicator(identifier)
    except registry.Unknown:
        raise NotFound from None


def reading_of(query: Mapping[str, str]) -> str:
    """Which reading of the balance to open, the first where none is asked for."""
    reading = query.get("reading", "") or READINGS[0]
    if reading not in READINGS:
        raise Invalid.field("reading", _("只能打开“{parts}”。").format(parts=_("、").join(READINGS)))
    return reading
