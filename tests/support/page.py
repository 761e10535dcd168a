"""What a reader finds on a page."""

from __future__ import annotations

from typing import Any

from lxml import html


def of_class(answer: Any, name: str) -> list[html.HtmlElement]:
    """The elements of a page that have this class, in their order."""
    return list(html.fromstring(answer.content.decode()).find_class(name))


def said(element: html.HtmlElement) -> str:
    """The words of an element, each blank one blank."""
    return " ".join(element.text_content().split())


def filled(answer: Any) -> dict[str, str]:
    """What the last form in the page's main part would send as it stands, hidden fields with it."""
    return dict(html.fromstring(answer.content.decode()).get_element_by_id("main").forms[-1].form_values())
