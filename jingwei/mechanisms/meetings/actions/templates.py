"""The verbs on a school's own templates: one is set for a kind of paper, or dropped again."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.papers import check_template
from jingwei.foundation.evidence.actions import lay_beside
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actions import Reason, action, objects_to
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import FieldError, Invalid
from jingwei.mechanisms.meetings.events.templates import PaperTemplateDropped, PaperTemplateSet
from jingwei.mechanisms.meetings.flow import IN_USE, PAPER_TEMPLATE
from jingwei.mechanisms.meetings.models import PAPER_KINDS, PaperTemplate


@action("paper_templates.set", label=_l("上传自己的模板"), lock=False)
def set_paper_template(
    university: University, *, actor: Actor, kind: str, upload: UploadedFile
) -> PaperTemplate:
    """Let papers of a kind be filled in from a .docx of the university's own from now on; the last one is in use."""
    if kind not in PAPER_KINDS:
        raise Invalid.field("kind", _("没有“{kind}”这种会议文件。").format(kind=kind))
    _check(kind, upload)
    hold_chain(university.pk)
    for former in PaperTemplate.objects.filter(university=university, kind=kind, state=IN_USE):
        _put_away(former)
    made = PaperTemplate.objects.create(
        university=university, kind=kind, set_name=actor.name, set_on=clock.today()
    )
    laid = lay_beside(made, actor=actor, upload=upload)
    made.name = laid.name
    made.save(update_fields=["name"])
    event = PaperTemplateSet(kind=kind, name=made.name, digest=laid.file.digest)
    record(event, actor=actor, subject=made)
    return made


@action("paper_templates.drop", label=_l("用回原来的"), flow=PAPER_TEMPLATE)
def drop_paper_template(template: PaperTemplate, *, actor: Actor) -> PaperTemplate:
    """Let papers of its kind be written as the platform writes them again."""
    _put_away(template)
    record(PaperTemplateDropped(kind=template.kind, name=template.name), actor=actor, subject=template)
    return template


def _check(kind: str, upload: UploadedFile) -> None:
    """Take the file, or refuse it with a sentence for every fault, all beside the field in which it came."""
    upload.seek(0)
    try:
        check_template(PAPER_KINDS[kind], upload.read())
    except Invalid as fault:
        errors = [FieldError("upload", each.message) for each in fault.errors]
        raise Invalid(errors, fault.message) from fault


def _put_away(template: PaperTemplate) -> None:
    template.state = PAPER_TEMPLATE.advance(template.state, "drop")
    template.version += 1
    template.save()


@objects_to("evidence.attach")
def comes_when_it_is_set(actor: Actor, subject: Any) -> Reason | None:
    """A file comes to a template when it is set, in no other way."""
    return Reason(_("请用“上传自己的模板”。")) if isinstance(subject, PaperTemplate) else None
