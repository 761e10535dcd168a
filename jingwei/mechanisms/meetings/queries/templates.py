"""Which papers a university writes from its own templates, and how one is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jingwei.adapters import storage
from jingwei.adapters.papers import fill_template, starter
from jingwei.adapters.papers.placeholders import PaperKind
from jingwei.foundation.evidence.queries import Attachment, attachments_about, digests_of, read_with
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.mechanisms.meetings.flow import IN_USE
from jingwei.mechanisms.meetings.models import PAPER_KINDS as PAPER_KINDS
from jingwei.mechanisms.meetings.models import PaperTemplate

SET = "paper_templates.set"


@dataclass(frozen=True)
class Templated:
    """A kind of paper, and the template that the university has of it."""

    kind: PaperKind
    own: PaperTemplate | None
    file: Attachment | None


def templates_for(actor: Actor) -> QuerySet[PaperTemplate]:
    """Those of one's own university, for whoever may set them."""
    rows = PaperTemplate.objects.filter(university_id=actor.university_id)
    return rows if actor.holds_anywhere(SET) else rows.none()


def template_for(actor: Actor, template_id: int) -> PaperTemplate:
    """One template as the actor may see it, or NotFound."""
    found = templates_for(actor).filter(pk=template_id).first()
    if found is None:
        raise NotFound
    return found


def templated_for(actor: Actor) -> list[Templated]:
    """Every kind of paper, with what the university has of it."""
    own = {each.kind: each for each in templates_for(actor).filter(state=IN_USE)}
    found = []
    for kind in PAPER_KINDS.values():
        mine = own.get(kind.id)
        files = attachments_about(actor, mine).get("", []) if mine else []
        found.append(Templated(kind, mine, next(iter(files), None)))
    return found


def kind_called(name: str) -> PaperKind:
    """The kind of paper of an address, or NotFound."""
    if name not in PAPER_KINDS:
        raise NotFound
    return PAPER_KINDS[name]


def starter_of(kind: PaperKind) -> bytes:
    """A template to begin with."""
    return starter(kind)


def template_in_use(actor: Actor, kind: str) -> PaperTemplate | None:
    """The template in which the actor's university writes papers of a kind, for whoever was given what they tell."""
    rows = PaperTemplate.objects.filter(university_id=actor.university_id, kind=kind, state=IN_USE)
    return rows.first()


def filled_from(template: PaperTemplate, values: Mapping[str, Any]) -> bytes:
    """The paper filled in from a template, every placeholder with its value."""
    (digest,) = digests_of(template, "")
    with storage.fetch(digest) as content:
        return fill_template(PAPER_KINDS[template.kind], content.read(), values)


fetched_by(PaperTemplate, template_for)
read_with(PaperTemplate, templates_for)
