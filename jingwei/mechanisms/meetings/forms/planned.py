"""What people say of a themed day that is to serve somebody: what, when, whom, with what; how many may come."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.forms.fields import Day
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.forms.serving import AT, fits_field, parted, served_field


def hour(label: Any, **more: Any) -> forms.TimeField:
    """A time of the day."""
    line = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=line, **more)


class PlanMeeting(forms.Form):
    """One screen; where there is one such meeting, which is not asked."""

    body = forms.ChoiceField(label=_l("什么会"), widget=forms.RadioSelect)
    topic = forms.CharField(label=_l("做什么"), max_length=80)
    served = served_field()
    fits = fits_field()
    held_on = Day(label=_l("哪天"))
    begins_at = hour(_l("几点开始"))
    ends_at = hour(_l("几点结束"))
    room = forms.CharField(label=_l("在哪里集合"), max_length=60, required=False)
    places = forms.IntegerField(
        label=_l("最多几个人"), min_value=1, max_value=999, required=False, help_text=_l("不限就空着。")
    )

    def __init__(self, *args: Any, bodies: list[Body], whom: Candidates, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["body"].choices = [(each.id, each.label.here()) for each in bodies]
        fields["body"].initial = bodies[0].id
        if len(bodies) == 1:
            fields["body"].widget = forms.HiddenInput()
        fields["served"].label, fields["fits"].label = _l("去服务谁"), _l("用上什么")
        fields["served"].required = fields["fits"].required = True
        fields["served"].offer(whom, at=AT, side_by_side=False)
        fields["held_on"].widget.attrs["min"] = clock.today().isoformat()

    def clean(self) -> dict[str, Any]:
        """Whom it serves, an organisation and words apart."""
        return parted(super().clean() or {})
