"""The verbs on packs and clauses, and the keeping of what a version held."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.policy import rules
from jingwei.foundation.policy.events import ClauseTextAttached, PackAdopted
from jingwei.foundation.policy.models import Adoption, OfficialText, PackVersion
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.place import Subject

LONGEST_TEXT = 4000


def keep_version(pack: Pack) -> PackVersion:
    """Keep what a version holds, once and for ever; nobody follows it by that alone."""
    if reason := rules.changed_content(pack):
        raise NotAllowed("rule", reason.message)
    kept, _new = PackVersion.objects.get_or_create(
        pack=pack.id,
        version=pack.version,
        defaults={"fingerprint": pack.fingerprint, "content": pack.content, "kept_at": clock.now()},
    )
    return kept


@action("packs.adopt", label=_l("采用政策包"), rule=rules.content_as_published)
def adopt_pack(university: Subject, *, actor: Actor, pack: str, since: date | None = None) -> Adoption:
    """Follow the version of a pack that is at hand, from a day on; the one before ends the day earlier."""
    version = keep_version(_pack(pack))
    since = since or clock.today()
    present = Adoption.objects.filter(university_id=university.pk, until=None).select_related("pack_version")
    before = present.defer("pack_version__content").first()
    if before and before.pack_version_id == version.pk:
        raise Invalid.field("pack", _("已经在用这一版。"))
    if before and since < before.since:
        raise Invalid.field("since", _("不能早于现在这一版开始的日子 {day}。").format(day=before.since))
    present.update(until=since - DAY)
    adopted = Adoption.objects.create(university_id=university.pk, pack_version=version, since=since)
    event = PackAdopted(
        pack=version.pack,
        version=version.version,
        fingerprint=version.fingerprint,
        since=str(since),
        replaces=f"{before.pack_version.pack}@{before.pack_version.version}" if before else "",
    )
    record(event, actor=actor, subject=university)
    return adopted


@action("clauses.attach_text", label=_l("附正式文本"), lock=False)
def attach_text(
    university: Subject, *, actor: Actor, pack: str, clause: str, text: str, source_digest: str = ""
) -> OfficialText:
    """Put the official text of a clause beside our summary; whoever is below reads it too."""
    if clause not in _pack(pack).clauses:
        raise Invalid.field("clause", _("这个政策包里没有条款 {clause}。").format(clause=clause))
    text = text.strip()
    if not text:
        raise Invalid.field("text", _("还没有写文本。"))
    if len(text) > LONGEST_TEXT:
        raise Invalid.field(
            "text", _("最多 {number} 字，现在是 {length} 字。").format(number=LONGEST_TEXT, length=len(text))
        )
    if source_digest and not _is_digest(source_digest):
        raise Invalid.field("source_digest", _("摘要是 64 位十六进制数。"))
    attached = OfficialText.objects.create(
        university_id=university.pk,
        pack=pack,
        clause=clause,
        text=text,
        source_digest=source_digest.lower(),
        attached_by_id=actor.person_id,
        attached_at=clock.now(),
    )
    event = ClauseTextAttached(
        pack=pack,
        clause=clause,
        text_digest=sha256(text.encode()).hexdigest(),
        length=len(text),
        source_digest=attached.source_digest,
    )
    record(event, actor=actor, subject=university, part=f"clause:{clause}")
    return attached


def _pack(identifier: str) -> Pack:
    try:
        return registry.pack(identifier)
    except registry.Unknown as unknown:
        raise Invalid.field("pack", _("没有叫 {pack} 的政策包。").format(pack=identifier)) from unknown


def _is_digest(value: str) -> bool:
    return len(value) == 64 and all(letter in "0123456789abcdef" for letter in value.lower())
