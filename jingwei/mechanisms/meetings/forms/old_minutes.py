"""Old minutes: the file, and what it says, to be mended before it is taken over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.forms.fields import Day, Sentence
from jingwei.kernel.packs.spec import Body


class OldFile(forms.Form):
    """The file."""

    upload = forms.FileField(
        label=_l("会议记录或纪要"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_l("一次一份 .docx。先读给你看，改好了再收。"),
    )


class OldMinutesRead(forms.Form):
    """What was read, each to be mended."""

    body = forms.ChoiceField(label=_l("什么会"), widget=forms.RadioSelect)
    held_on = Day(label=_l("哪天"))
    topic = forms.CharField(label=_l("主题"), max_length=80, required=False, help_text=_l("可以不写。"))
    present = Sentence(rows=5, label=_l("到会的人"), max_length=1000, required=False)
    text = Sentence(rows=12, label=_l("议定了什么"), max_length=10_000)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["body"].choices = [(each.id, each.label.here()) for each in bodies]
        fields["held_on"].widget.attrs["max"] = clock.today().isoformat()
