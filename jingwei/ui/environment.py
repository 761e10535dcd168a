"""How pages are written: Jinja, with our components and pictures as `ui.…` and the words in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from secrets import token_urlsafe
from typing import Any

from django.template import defaultfilters
from django.template.backends.jinja2 import Jinja2
from django.template.backends.jinja2 import Template as Page
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import json_script
from django.utils.module_loading import import_string
from jinja2 import ChainableUndefined, Environment, Template, pass_context
from jinja2.nodes import Extends
from jinja2.runtime import Context
from markupsafe import Markup

from jingwei.ui import braid, spread, trend, weave
from jingwei.ui.days import day
from jingwei.ui.icons import icon
from jingwei.ui.picking import suggesting
from jingwei.ui.rows import table_rows

PICTURES: dict[str, Callable[..., Any]] = {
    "icon": icon,
    "loom": weave.loom,
    "cloth": weave.cloth,
    "knot": weave.knot,
    "steps": weave.steps,
    "mark": weave.mark,
    "empty_mark": weave.empty,
    "loading_mark": weave.loading,
    "broken_mark": weave.broken,
    "braid": braid.braid,
    "braid_legend": braid.legend,
    "trend": trend.trend,
    "spread": spread.spread,
    "table_rows": table_rows,
    "suggesting": suggesting,
}


class Pages(Jinja2):
    """Templates stand in the `templates` folder of each room; `name.html#part` is one block of a page, alone."""

    app_dirname = "templates"

    def get_template(self, template_name: str) -> Page:
        """The page, or the part of it that htmx asked for."""
        name, _sign, part = template_name.partition("#")
        page = super().get_template(name)
        return Page(Part(page.template, part), self) if part else page  # type: ignore[arg-type]


class Part:
    """One block of a template, its own or of one that it extends, drawn without the page around it."""

    def __init__(self, template: Template, block: str) -> None:
        self.name, self.filename = f"{template.name}#{block}", template.filename
        self.line, self.block = _line_of(template, block), block

    def render(self, values: Mapping[str, Any]) -> str:
        """The block with these values in place."""
        first, *others = self.line
        context = first.new_context(dict(values))
        for each in others:
            for name, drawn in each.blocks.items():
                context.blocks.setdefault(name, []).append(drawn)
        return first.environment.concat(context.blocks[self.block][0](context))


def _line_of(template: Template, block: str) -> list[Template]:
    """The template and those it extends, up to the one that has the block."""
    line = [template]
    while block not in line[-1].blocks:
        line.append(template.environment.get_template(_parent_of(template.environment, line[-1].name)))
    return line


@lru_cache(maxsize=256)
def _parent_of(environment: Environment, name: str) -> str:
    """Which template this one extends."""
    assert environment.loader is not None
    source, _file, _fresh = environment.loader.get_source(environment, name)
    (found,) = environment.parse(source).find_all(Extends)
    return str(found.template.as_const())


class Components:
    """`ui.button(…)` is the macro of `components/button.html`, `ui.icon(…)` one of our pictures."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        """Looked for once; anew at each use where templates may change."""
        drawn = PICTURES.get(name)
        if drawn is None:
            drawn = getattr(self._environment.get_template(f"components/{name}.html").module, name)
        if not self._environment.auto_reload:
            setattr(self, name, drawn)
        return drawn


def environment(*, functions: Sequence[str] = (), **options: Any) -> Environment:
    """What templates may use; `functions` are further ones, by dotted name, from rooms above this one."""
    made = Environment(**options | {"undefined": ChainableUndefined, "extensions": ["jinja2.ext.i18n"]})
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.filters |= {
        "date": written,
        "day": day,
        "filesizeformat": defaultfilters.filesizeformat,
        "json_script": json_script,
        "linebreaksbr": defaultfilters.linebreaksbr,
    }
    made.globals |= {
        "ui": Components(made),
        "url": url,
        "static": static,
        "now": timezone.now,
        "form_fields": form_fields,
        "attributes": attributes,
    }
    made.globals |= {name.rpartition(".")[2]: import_string(name) for name in functions}
    return made


def written(when: Any, form: str) -> str:
    """`{{ when|date("Y-m-d") }}`: a day, or a moment as the clock on the wall here says it."""
    return defaultfilters.date(timezone.localtime(when) if isinstance(when, datetime) else when, form)


@lru_cache(maxsize=4096)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`url("matters:one", 7)`: the address of a view."""
    return reverse(name, args=args, kwargs=kwargs)


def attributes(given: Mapping[str, Any]) -> Markup:
    """What a component was given beyond what it declares, as attributes: `hx_get="/x"` becomes ` hx-get="/x"`."""
    return Markup("").join(
        Markup(' {}="{}"').format(name.replace("_", "-"), "" if value is True else value)
        for name, value in given.items()
        if value is not None and value is not False
    )


@pass_context
def form_fields(context: Context) -> Markup:
    """What every form that posts carries: that it is ours, a key under which it acts once, also sent twice.

    Where it edits what is there, also the version that was read.
    """
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return Markup("")
    carried = {"csrfmiddlewaretoken": str(token), "idempotency_key": token_urlsafe(12)}
    if version := context.get("version_read"):
        carried["version"] = str(version)
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value)
        for name, value in carried.items()
    )
