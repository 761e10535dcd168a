"""Every field of every form says what is wrong in our words: no sentence of Django's reaches anybody, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import polib
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver
from django.utils import translation

import jingwei
from jingwei.ui.forms import CHECKS, DIGITS, EMAIL, FIELDS, NUL

HOUSE = Path(jingwei.__file__).parent
CONF = Path(django.__file__).parent / "conf" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
FAULTY: tuple[Any, ...] = (
    None,
    "",
    [],
    "\0",
    "长" * 5000,
    "2026-02-31 29:00",
    "-99999999999999999999.123456789",
    "99999999999999999999.123456789",
    ["\0", "无此项"],
    SimpleUploadedFile("空.txt", b""),
    SimpleUploadedFile("长" * 300 + ".txt", b"x"),
)
"""What no field of a form takes, or what some do not."""


def theirs() -> set[str]:
    """All sentences of Django's, in English and in Chinese."""
    entries = polib.pofile(str(CONF))
    found = {text for each in entries for text in (each.msgid, each.msgstr, each.msgid_plural)}
    return (found | {text for each in entries for text in each.msgstr_plural.values()}) - {""}


def named(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    """A form and those made from it."""
    for each in kind.__subclasses__():
        yield each
        yield from named(each)


@pytest.fixture(scope="module")
def fields() -> dict[str, forms.Field]:
    """The fields of all forms of the platform, by form and name."""
    assert get_resolver().url_patterns
    for path in sorted(HOUSE.rglob("forms*")):
        name = ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)
        if path.suffix in ("", ".py") and "__pycache__" not in name and "locale" not in name:
            import_module(name)
    kinds = {each for each in named(forms.BaseForm) if each.__module__.startswith("jingwei.")}
    return {
        f"{kind.__module__}.{kind.__qualname__}.{name}": field
        for kind in kinds
        for name, field in kind.base_fields.items()  # type: ignore[attr-defined]
    }


def faults(field: forms.Field) -> set[str]:
    """What a field answers to all that it may be sent, before the numbers are put in."""
    found: set[str] = set()
    for value in FAULTY:
        try:
            field.clean(value)
        except ValidationError as error:
            found |= {str(each.message) for each in error.error_list}
        except (AttributeError, TypeError, LookupError):
            continue  # a list where a line is meant: no browser and no verb of ours sends it
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_field_speaks_in_other_words(fields: dict[str, forms.Field], language: str) -> None:
    foreign = theirs()
    with translation.override(language):
        said = {
            name: faults(field) | set(map(str, field.error_messages.values()))
            for name, field in fields.items()
        }

        assert {name: told & foreign for name, told in said.items() if told & foreign} == {}
    assert len(fields) > 150


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_sentence_takes_the_numbers_it_is_given(language: str) -> None:
    values = {name: 3 for name in ("limit_value", "show_value", "max", "length", "value")}
    texts = [text for sentences in (*FIELDS.values(), CHECKS, DIGITS) for text in sentences.values()]

    with translation.override(language):
        told = [str(text) % values for text in (*texts, NUL, EMAIL)]

    assert [each for each in told if "%" in each or not each.endswith(("。", "."))] == []
