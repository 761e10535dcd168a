"""Every route of the house with what is known about it: its door, its parameters, what fills them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, get_resolver
from ninja.operation import Operation

from jingwei.config.api import api

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
HREF = re.compile(r'(?:href|src|hx-get|action)="([^"#]+)')


@dataclass(frozen=True)
class Page:
    """One page route: the pattern as written, and the view's door."""

    pattern: str
    view: Any

    @property
    def access(self) -> str:
        """How the view is classified; empty where it is not."""
        return getattr(self.view, "access", "")

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Converter and name of each parameter."""
        return [(kind or "str", name) for kind, name in PARAMETER.findall(self.pattern)]

    def filled(self, values: dict[str, Any]) -> str:
        """The address with these values."""
        return "/" + PARAMETER.sub(lambda found: str(values[found[2]]), self.pattern)


def pages() -> list[Page]:
    """Every page of the house."""
    found = _walked(get_resolver().url_patterns, "")
    return [Page(pattern, view) for pattern, view in found if not pattern.startswith("api/")]


def _walked(patterns: Any, before: str) -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield pattern, entry.callback
        else:
            yield from _walked(entry.url_patterns, pattern)


@dataclass(frozen=True)
class Asked:
    """One API operation: its path under /api/v1 and the operation."""

    method: str
    path: str
    operation: Operation

    @property
    def noun(self) -> str:
        """The collection it belongs to."""
        return self.path.strip("/").split("/")[0]

    @property
    def open_to_all(self) -> bool:
        """Whether it is declared as asking nobody who they are; all others inherit the door of the API."""
        return self.operation.auth_param is None

    def at(self, **values: Any) -> str:
        """The address with these values."""
        return "/api/v1" + re.sub(r"\{(?:\w+:)?(\w+)\}", lambda found: str(values[found[1]]), self.path)


def operations() -> list[Asked]:
    """Every operation of the API."""
    return [
        Asked(
            method,
            f"{prefix}{path}"
            if prefix.endswith("/") or path.startswith("/") or not path
            else f"{prefix}/{path}",
            operation,
        )
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    ]


def model_named(word: str) -> type[Model] | None:
    """The model that a parameter `matter_id` or a noun `matters` speaks of."""
    name = word.removesuffix("_id").replace("_", "").replace("-", "")
    for model in apps.get_models():
        if model.__module__.startswith("jingwei.") and model._meta.model_name in (name, _singular(name)):
            return model
    return None


def _singular(noun: str) -> str:
    return "person" if noun == "people" else noun.removesuffix("s")


def text_of(response: Any) -> str:
    """All that an answer says: its text, or the text inside a workbook or a paper."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return str(content.decode(errors="replace"))


def links_in(text: str) -> set[str]:
    """The addresses within this site that a page leads to."""
    found = {link.replace("&amp;", "&") for link in HREF.findall(text)}
    return {link for link in found if link.startswith("/") and not link.startswith(("//", "/static/"))}
