"""What a holder types on the page of a clause."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.policy.actions import LONGEST_TEXT


class OfficialTextForm(forms.Form):
    """The text of a clause as issued."""

    text = forms.CharField(
        label=_l("正式文本"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_l("照文件原样贴这一款，不改字。附上以后，本校的人都先看到它；概述还留着。"),
    )
