"""What people type about people."""

from django import forms
from django.utils.translation import gettext_lazy as _l


class Reason(forms.Form):
    """Why somebody needs to read what is masked."""

    reason = forms.CharField(label=_l("查看的理由"), max_length=200, help_text=_l("会记进台账，本人看得到。"))
