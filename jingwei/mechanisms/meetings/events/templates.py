"""What the ledger will remember of a school's own templates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, label_here, titled


@dataclass(frozen=True, kw_only=True)
class PaperTemplateSet(Event):
    """Papers of this kind are filled in from a template of the school from now on; `digest` is of the file."""

    verb = "paper_templates.set"
    sentence = _l("{actor}给{subject}换上了自己的模板：{name}")
    kind: str
    name: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class PaperTemplateDropped(Event):
    """They are written as the platform writes them again."""

    verb = "paper_templates.drop"
    sentence = _l("{actor}不再用自己的{subject}模板：{name}")
    kind: str
    name: str


titled("papertemplate", label_here)
