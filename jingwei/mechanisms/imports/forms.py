"""What people hand in: one file; its kind only where they want to say it."""

from django import forms
from django.utils.translation import gettext_lazy as _l

from jingwei.mechanisms.imports.models import Import

ACCEPTED = ".xlsx,.xls,.csv,.et,.txt"


class HandIn(forms.Form):
    """A sheet to look at."""

    file = forms.FileField(
        label=_l("表格"),
        help_text=_l("Excel、WPS 或 CSV。表头在哪一行、列按什么顺序都可以。"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    kind = forms.ChoiceField(
        label=_l("表里是什么"), required=False, choices=[("", _l("看表头自动认")), *Import.Kind.choices]
    )
