"""The verb by which a university comes in; the installation itself holds it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.universities.events import UniversityAdmitted
from jingwei.foundation.universities.models import University
from jingwei.kernel.actions import action
from jingwei.kernel.actor import EVERYWHERE, Actor
from jingwei.kernel.packs import registry


@dataclass(frozen=True)
class Installation:
    """This installation: the subject of what has no university yet."""

    grant_paths: tuple[str, ...] = (EVERYWHERE,)


@action("universities.admit", label=_l("开通学校"), lock=False, system_only=True)
def admit_university(
    installation: Installation, *, actor: Actor, code: str, name: str, kind: str = "university"
) -> University:
    """Admit a university, with an empty ledger of its own."""
    university = University(code=code, name=name, kind=kind)
    university.pack_version = registry.pack(university.pack).version
    university.save()
    record(UniversityAdmitted(code=code, name=name, kind=kind), actor=actor, subject=university)
    return university


def hold_university(university_id: int) -> University:
    """Let nobody change what a university follows until the transaction ends; returns it as it is."""
    return University.objects.select_for_update(no_key=True).get(pk=university_id)
