"""What a form says of a field that was not filled in as it must be: what is wrong and how to mend it, in our words.

Every form of the platform says these in place of Django's own, which are told once here, by kind of field.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _l

CHOOSE = {
    "required": _l("请选一个。"),
    "invalid_choice": _l("没有“%(value)s”这一项，请从给出的里选。"),
}
CHOOSE_SOME = CHOOSE | {
    "required": _l("请至少选一个。"),
    "invalid_list": _l("选的没有读懂，请重新选一次。"),
}
FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _l("这里不能空着。")},
    forms.CharField: {"required": _l("这里要写，不能空着。")},
    forms.IntegerField: {
        "required": _l("这里要写一个数。"),
        "invalid": _l("这里只写整数，例如 12。"),
    },
    forms.DecimalField: {
        "required": _l("这里要写一个数。"),
        "invalid": _l("这里只写数，例如 12.5。"),
    },
    forms.DateField: {
        "required": _l("请选一天。"),
        "invalid": _l("没有这一天。请写成 2026-04-16 这样。"),
    },
    forms.TimeField: {
        "required": _l("请写几点，例如 14:30。"),
        "invalid": _l("这不是钟点。请写成 14:30 这样。"),
    },
    forms.DateTimeField: {
        "required": _l("请选哪天几点。"),
        "invalid": _l("没有这个时间。请写成 2026-04-16 14:30 这样。"),
    },
    forms.FileField: {
        "required": _l("请选一个文件。"),
        "invalid": _l("文件没有传上来，请重新选一次。"),
        "missing": _l("文件没有传上来，请重新选一次。"),
        "empty": _l("这个文件是空的，请换一个。"),
        "max_length": _l("文件名最多 %(max)d 个字，现在有 %(length)d 个。请改短了再传。"),
        "contradiction": _l("要么换一个文件，要么去掉它，请只选一样。"),
    },
    forms.BooleanField: {"required": _l("请先勾上这一项。")},
    forms.ChoiceField: CHOOSE,
    forms.TypedChoiceField: CHOOSE,
    forms.MultipleChoiceField: CHOOSE_SOME,
    forms.TypedMultipleChoiceField: CHOOSE_SOME,
    forms.ModelChoiceField: {
        "required": _l("请选一个。"),
        "invalid_choice": _l("没有这一项，请从给出的里选。"),
    },
}
"""By kind of field: what it says, by Django's name for the fault."""

CHECKS: dict[type[validators.BaseValidator], Any] = {
    validators.MaxValueValidator: _l("最多填 %(limit_value)s。"),
    validators.MinValueValidator: _l("最少填 %(limit_value)s。"),
    validators.MaxLengthValidator: _l("最多 %(limit_value)d 个字，现在有 %(show_value)d 个，请改短一些。"),
    validators.MinLengthValidator: _l("至少 %(limit_value)d 个字，现在只有 %(show_value)d 个。"),
}
"""By kind of check, the same."""

NUL = _l("里面有一个看不见的字符，存不下。请重新写一遍，不要从别处粘贴。")
EMAIL = _l("这不是邮箱地址。请写成 name@example.edu.cn 这样。")
DIGITS: dict[str, Any] = {
    "invalid": FIELDS[forms.DecimalField]["invalid"],
    "max_digits": _l("数太长了，一共最多 %(max)s 位。"),
    "max_decimal_places": _l("小数点后面最多 %(max)s 位。"),
    "max_whole_digits": _l("小数点前面最多 %(max)s 位。"),
}


def speak_our_words() -> None:
    """Let every field and check that is made from now on say ours."""
    for field, sentences in FIELDS.items():
        field.default_error_messages = sentences
    for check, sentence in CHECKS.items():
        check.message = sentence
    validators.ProhibitNullCharactersValidator.message = NUL
    validators.EmailValidator.message = EMAIL
    validators.DecimalValidator.messages = DIGITS
