"""What stands against adopting or leaving a pack, deciding on a change, and excusing from what is owed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.policy.models import Adoption, Decision, PackVersion
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import a_day_or_more
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.packs.pack import Pack

FOLLOW, KEEP, ASSIGN, RETIRE = Decision.Choice.values
DECIDED = ("clause", "obligation")
"""The nouns about whose changes a university decides; the others simply follow the version."""
FIELDS: dict[str, Any] = {
    "summary": _l("概述"),
    "shows": _l("在平台上看什么"),
    "number": _l("编号"),
    "objects": _l("由哪部分承担"),
    "orienting": _l("只指方向"),
    "terms": _l("词条"),
    "text": _l("要求"),
    "clause": _l("条款"),
    "who": _l("谁来做"),
    "when": _l("什么条件下"),
    "modality": _l("语气"),
    "strength": _l("做不到怎样"),
    "cycle": _l("多久一次"),
    "count": _l("次数"),
    "source": _l("出处"),
    "level": _l("层级"),
    "tightens": _l("加严哪一项"),
    "verified": _l("是否核实"),
    "effective_from": _l("从哪天起"),
    "effective_to": _l("到哪天止"),
}
"""The fields of clauses and obligations in words."""


def content_as_published(
    actor: Actor, university: Any, pack: str = "", version: int | None = None
) -> Reason | None:
    """A published version never changes: what is kept under its number is what is at hand."""
    try:
        known = registry.versions(pack)
    except registry.Unknown:
        return None
    chosen = known.get(version or max(known))
    return changed_content(chosen) if chosen else None


def changed_content(pack: Pack) -> Reason | None:
    """Why this content cannot go by its number, None where it can."""
    kept = PackVersion.objects.filter(pack=pack.id, version=pack.version).values_list(
        "fingerprint", flat=True
    )
    if not kept or kept[0] == pack.fingerprint:
        return None
    message = _("政策包 {pack} 第 {version} 版的内容变了，版本号没有变。请改用新的版本号。")
    return Reason(message.format(pack=pack.id, version=pack.version))


def others_stand_without_it(
    actor: Actor, university: Any, pack: str = "", since: date | None = None
) -> Reason | None:
    """A university always follows a document, and each one it follows has those it builds on."""
    rows = Adoption.objects.filter(a_day_or_more(), university_id=university.pk)
    going_on = rows.filter(until=None, since__lte=since or clock.today())
    staying = set(going_on.values_list("pack", flat=True))
    if not rows.filter(pack=university.pack).exists():
        staying.add(university.pack)
    if not staying - {pack}:
        return ONLY_ONE
    for other in registry.packs():
        if other.id in staying - {pack} and pack in other.about.extends:
            message = _("“{document}”是在它上面定的，请先不再采用那一份。")
            return Reason(message.format(document=other.about.document.name))
    return None


ONLY_ONE = Reason(_l("学校总要有一份文件在用：请先采用另一份，再停用这一份。"))


def asked(change: Change) -> bool:
    """Whether somebody has to decide on a change: about what there was, and what may be cited or owed."""
    return change.noun in DECIDED and change.old is not None


def about(change: Change) -> str:
    """The part that changed, as people call it."""
    if change.noun == "clause":
        return _("条款 {number}").format(number=change.old.shown)
    return _("要求“{text}”").format(text=change.old.text.here())


def choices_of(change: Change) -> tuple[str, ...]:
    """What may be decided about a change. The readings of a split obligation bind all, so nothing is assigned."""
    if change.kind == "repealed":
        return RETIRE, KEEP
    return (ASSIGN if change.kind == "split" and change.noun == "clause" else FOLLOW), KEEP


def not_looser(actor: Actor | None, adoption: Adoption, change: str = "", choice: str = "") -> Reason | None:
    """A university may go on asking more than the new version does, never less."""
    found = next((each for each in adoption.changes if each.key == change), None)
    if choice != KEEP or found is None or found.looser is None:
        return None
    text = _("新的要求更严（{field}），不能照旧：下级可以更严，不能放宽。")
    return Reason(text.format(field=FIELDS.get(found.looser, found.looser)), found.old.clause or "")


def from_above(actor: Actor, subject: Any) -> Reason | None:
    """Nobody excuses their own organisation: an organisation above decides."""
    excused = getattr(subject, "organisation_id", subject.pk)
    return OWN if actor.post is not None and actor.post.organisation_id == excused else None


OWN = Reason(_l("自己组织的要求不能自己免，请上一级来定。"))
