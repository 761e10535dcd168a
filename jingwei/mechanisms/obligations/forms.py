"""What is typed to excuse an organisation: why."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.forms.fields import Sentence


class ExcuseForm(forms.Form):
    """The one sentence that the organisation and those above it will read."""

    reason = Sentence(
        rows=2, label=_l("为什么免"), max_length=200, help_text=_l("这个组织和上级都看得到，也记进台账。")
    )
