"""All routes, gathered from the rooms: a room brings its `urls.py` and `api.py` by being there."""

from itertools import groupby
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from jingwei.config.api import api
from jingwei.kernel.manifest import parts
from jingwei.ui.gallery import gallery


def _by_noun(routes: list[Any]) -> list[URLPattern | URLResolver]:
    """The routes of the API in one group a noun: one is found among the nouns, then among those of its noun."""
    found: list[URLPattern | URLResolver] = []
    for (noun, slash), group in groupby(routes, lambda each: str(each.pattern).partition("/")[:2]):
        if not slash:
            found += group
            continue
        start = len(noun) + 1
        rest = [path(str(e.pattern)[start:], e.callback, e.default_args, e.name) for e in group]
        found.append(path(f"{noun}/", include(rest)))
    return found


_routes, _app, _namespace = api.urls
urlpatterns = [
    path("", include(("jingwei.shell.urls", "shell"))),
    path("ui/", gallery, name="gallery"),
    path("api/v1/", (_by_noun(_routes), _app, _namespace)),
    *(
        path(f"{name.replace('_', '-')}/", include((module.urlpatterns, name)))
        for name, module in parts("urls")
    ),
]
handler404 = "jingwei.shell.views.not_found"
handler500 = "jingwei.shell.views.broken"
handler400 = "jingwei.shell.views.bad_request"
