"""Every component declares what it takes, is shown in the gallery, and passes words on unharmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory
from jinja2 import meta

from jingwei.ui.environment import Pages
from jingwei.ui.gallery import SampleForm, gallery

UI = Path(__file__).resolve().parent.parent
FOLDER = UI / "templates" / "components"
COMPONENTS = sorted(path.stem for path in FOLDER.glob("*.html"))
# shown on every page by the document itself
BY_THE_DOCUMENT = {"toast", "toasts"}
# what Jinja gives every macro
GIVEN = {"caller", "kwargs", "varargs"}


def pages() -> Pages:
    """The engine that draws our pages."""
    engine = engines["pages"]
    assert isinstance(engine, Pages)
    return engine


def rendered(source: str, messages: Sequence[Message] = (), **context: object) -> str:
    """A few lines of a page, as a page's template would write them."""
    request = RequestFactory().get("/")
    request._messages = messages  # type: ignore[attr-defined]
    return pages().from_string(source).render(context, request)


@pytest.fixture(scope="module")
def page() -> str:
    return gallery(RequestFactory().get("/ui/")).content.decode()


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_one_macro_of_that_name(name: str) -> None:
    source = (FOLDER / f"{name}.html").read_text("utf-8")

    assert re.findall(r"{%-? macro (\w+)\(", source) == [name]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_reads_nothing_it_does_not_declare(name: str) -> None:
    env = pages().env
    read = meta.find_undeclared_variables(env.parse((FOLDER / f"{name}.html").read_text("utf-8")))

    assert read - GIVEN - set(env.globals) == set()


@pytest.mark.parametrize("name", sorted(set(COMPONENTS) - BY_THE_DOCUMENT))
def test_a_component_is_shown_in_the_gallery(name: str) -> None:
    source = (UI / "templates" / "ui" / "gallery.html").read_text("utf-8")
    within = "".join((FOLDER / f"{other}.html").read_text("utf-8") for other in COMPONENTS if other != name)

    assert f"ui.{name}(" in source + within


def test_the_gallery_has_no_inline_style_or_script(page: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page)
    assert all(
        'type="application/json"' in tag or "src=" in tag for tag in re.findall(r"<script[^>]*>", page)
    )


def test_ids_on_the_gallery_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_words_are_escaped_once() -> None:
    html = rendered(
        '{% call ui.note(kind="warn") %}{{ words }}{% endcall %}{{ ui.toast(text=words) }}',
        words="<b>a & b</b>",
    )

    assert html.count("&lt;b&gt;a &amp; b&lt;/b&gt;") == 2
    assert "<b>" not in html


def test_words_written_into_an_attribute_are_escaped_once() -> None:
    html = rendered("{% call ui.button_refused(reason=words) %}x{% endcall %}", words='<b>"a & b"')

    assert "<b>" not in html
    assert "&amp;lt;" not in html


def test_a_refused_button_says_why_and_cannot_be_sent() -> None:
    html = rendered('{% call ui.button_refused(reason="核查没有结束", clause="4.2") %}报审{% endcall %}')

    assert 'type="button" aria-disabled="true"' in html
    assert "核查没有结束" in html
    assert "4.2" in html


def test_a_field_ties_its_help_and_its_faults_to_the_control() -> None:
    form = SampleForm({"title": ""})

    html = rendered("{{ ui.errors(form=form) }}{{ ui.field(field=form.title) }}", form=form)

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'href="#id_title"' in html


def test_a_message_may_carry_the_way_back() -> None:
    message = Message(constants.SUCCESS, "已记下", extra_tags="/matters/1/undo")

    html = rendered("{% extends 'ui/document.html' %}", messages=[message])

    assert 'action="/matters/1/undo"' in html
    assert "已记下" in html


def test_attributes_pass_through_to_the_control() -> None:
    html = rendered(
        '{% call ui.button(name="answer", value="yes", hx_post="/x", class="only-desk") %}是{% endcall %}'
    )

    assert 'name="answer"' in html
    assert 'hx-post="/x"' in html
    assert html.count("class=") == 1
