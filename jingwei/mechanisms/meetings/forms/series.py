"""What people say of a series: which meeting, on which day of the month, when and where."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.forms.planned import hour
from jingwei.mechanisms.meetings.models import Series

NTH = (
    *((1, _l("第一个")), (2, _l("第二个")), (3, _l("第三个")), (4, _l("第四个")), (5, _l("最后一个"))),
    (0, _l("按日期")),
)
FIELDS = ("nth", "weekday", "month_day", "begins_at", "room")


class Regular(forms.Form):
    """On which day of the month, when and where."""

    nth = forms.TypedChoiceField(
        label=_l("每月第几个"), coerce=int, choices=NTH, widget=forms.RadioSelect, initial=3
    )
    weekday = forms.TypedChoiceField(
        label=_l("星期几"),
        coerce=int,
        choices=[(number + 1, label) for number, label in WEEKDAYS_ABBR.items()],
        widget=forms.RadioSelect,
        initial=4,
    )
    month_day = forms.IntegerField(label=_l("几号"), min_value=1, max_value=31, initial=10)
    begins_at = hour(_l("几点"), required=False)
    room = forms.CharField(label=_l("在哪里"), max_length=40, required=False)


class BeginSeries(Regular):
    """The same, and of which meeting."""

    body = forms.ChoiceField(label=_l("什么会"), widget=forms.RadioSelect)
    field_order = ("body", *FIELDS)

    def __init__(self, *args: Any, bodies: list[Body], taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.choices = [(each.id, each.label.here()) for each in bodies]
        free = [each.id for each in bodies if each.id not in taken]
        body.initial = "themed-day" if "themed-day" in free else next(iter(free), None)


class ChangeSeries(Regular):
    """The same as it is, to be changed."""

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        known = {name: getattr(series, name) for name in FIELDS}
        super().__init__(*args, **{"initial": known} | kwargs)
