"""A school's own templates of papers over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.meetings.queries.templates import template_for


class PaperTemplateOut(Answer):
    """The form of a kind of paper that a university fills in; its file is among the attachments."""

    id: int
    university_id: int
    kind: str
    name: str
    state: str
    set_name: str
    set_on: date
    version: int


def _template(actor: Actor, template: Any) -> dict[str, Any]:
    return {name: getattr(template, name) for name in PaperTemplateOut.model_fields}


routers = {
    "paper-templates": router_of(
        Resource(
            "paper-templates",
            template_for,
            _template,
            PaperTemplateOut,
            verbs=("paper_templates.drop",),
            creates=(Creates("paper_templates.set", "university_id", university_for),),
        )
    ),
}
