"""The verbs on packs and clauses, and the keeping of what a version held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.policy import rules
from jingwei.foundation.policy.events import ChangeDecided, ClauseTextAttached, PackAdopted, PackLeft
from jingwei.foundation.policy.models import Adoption, Decision, OfficialText, PackVersion
from jingwei.foundation.policy.queries import followed_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.call import part_of_call
from jingwei.kernel.dated import DAY, a_day_or_more
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
def adopt_pack(
    university: Subject, *, actor: Actor, pack: str, since: date | None = None, version: int | None = None
) -> Adoption:
    """Follow a version of a pack from a day on, the newest unless said; the one before ends the day earlier."""
    chosen = _version(pack, version)
    since = since or clock.today()
    rows = Adoption.objects.filter(a_day_or_more(), university_id=university.pk, pack=pack)
    last = rows.select_related("pack_version").defer("pack_version__content").order_by("since", "pk").last()
    if last and last.until is None and last.pack_version.version == chosen.version:
        raise Invalid.field("pack", _("已经在用这一版。"))
    if last and since < last.since:
        raise Invalid.field("since", _("不能早于现在这一版开始的日子 {day}。").format(day=last.since))
    former = last.pack_version.version if last else _admitted_with(university, pack)
    _in_force_from(university, pack, since).update(until=since - DAY)
    adopted = Adoption.objects.create(
        university_id=university.pk,
        pack=pack,
        pack_version=keep_version(chosen),
        former=None if former == chosen.version else former,
        since=since,
    )
    event = PackAdopted(
        pack=pack,
        version=chosen.version,
        fingerprint=chosen.fingerprint,
        since=str(since),
        replaces=f"{pack}@{former}" if adopted.former else "",
    )
    record(event, actor=actor, subject=university)
    return adopted


@action("packs.leave", label=_l("不再采用政策包"), rule=rules.others_stand_without_it)
def leave_pack(university: Any, *, actor: Actor, pack: str, since: date | None = None) -> Adoption:
    """Follow a pack no more from a day on; what was done under it stays as it is and goes on citing it."""
    since = since or clock.today()
    followed = next((each for each in followed_of(university, clock.today()) if each.pack == pack), None)
    if followed is None:
        raise Invalid.field("pack", _("学校没有采用这份文件。"))
    if since < clock.today():
        raise Invalid.field("since", _("只能从今天或以后的一天起。"))
    if followed.until:
        raise Invalid.field("since", _("已经定了用到 {day} 为止。").format(day=followed.until))
    _in_force_from(university, pack, since).update(until=since - DAY)
    rows = Adoption.objects.filter(university_id=university.pk, pack=pack)
    if pack == university.pack and not rows.filter(a_day_or_more()).exists():
        _end_what_it_came_in_with(university, since - DAY)
    event = PackLeft(pack=pack, version=followed.edition.about.version, since=str(since))
    record(event, actor=actor, subject=university)
    return rows.latest("since", "pk")


def _end_what_it_came_in_with(university: Any, last: date) -> None:
    """One day of adoption: nobody decided on what a university came in with, and an end must stand on something."""
    (version,) = (f.edition.version for f in followed_of(university, last) if f.pack == university.pack)
    Adoption.objects.create(
        university_id=university.pk,
        pack=university.pack,
        pack_version=keep_version(version),
        since=last,
        until=last,
    )


def _in_force_from(university: Any, pack: str, since: date) -> QuerySet[Adoption]:
    """The adoptions of a pack that hold on a day or later."""
    rows = Adoption.objects.filter(university_id=university.pk, pack=pack)
    return rows.filter(Q(until=None) | Q(until__gte=since))


def _admitted_with(university: Any, pack: str) -> int | None:
    """The version of its own pack that a university followed without having decided."""
    return university.pack_version if pack == university.pack else None


@action("packs.decide", label=_l("定下变化怎么办"), rule=rules.not_looser)
def decide_change(
    adoption: Adoption, *, actor: Actor, change: str, choice: str, heirs: Sequence[str] = ()
) -> Decision:
    """Decide what becomes of a part that the adopted version changed: follow, keep, assign, retire."""
    found = next((each for each in adoption.changes if each.key == change and rules.asked(each)), None)
    if found is None:
        raise Invalid.field("change", _("这一版没有改“{change}”。").format(change=change))
    if choice not in rules.choices_of(found):
        raise Invalid.field("choice", _("这样的变化不能这样定。"))
    chosen = tuple(dict.fromkeys(heirs)) if choice == rules.ASSIGN else ()
    if choice == rules.ASSIGN and not (chosen and set(chosen) <= {heir.id for heir in found.heirs}):
        raise Invalid.field("heirs", _("请选它分到哪一款，至少一款。"))
    before = Decision.objects.filter(adoption=adoption, change=change).order_by("-pk").first()
    if before and (before.choice, before.heir_ids) == (choice, chosen):
        raise Invalid.field("choice", _("已经是这样定的。"))
    decided = Decision.objects.create(
        adoption=adoption,
        change=change,
        choice=choice,
        heirs=f"|{'|'.join(chosen)}|" if chosen else "",
        decided_by_id=actor.person_id,
        decided_at=clock.now(),
    )
    with translation.override("zh-hans"):
        words = {"about": rules.about(found), "decided": decided.get_choice_display()}
    event = ChangeDecided(
        **words,
        change=change,
        kind=found.kind,
        choice=choice,
        heirs=f"（{'、'.join(chosen)}）" if chosen else "",
        before=before.choice if before else "",
    )
    record(event, actor=actor, subject=adoption, part=change[:40], result=choice)
    return decided


@action("clauses.attach_text", label=_l("附正式文本"), lock=False)
def attach_text(
    university: Any, *, actor: Actor, pack: str, clause: str, text: str, source_digest: str = ""
) -> OfficialText:
    """Put the official text of a clause beside our summary; whoever is below reads it too."""
    newest, followed = _pack(pack), followed_of(university, clock.today())
    edition = next((each.edition for each in followed if each.pack == pack), newest)
    if clause not in edition.clauses:
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
        version=edition.about.version,
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


def attach_texts(
    university: Subject, *, actor: Actor, pack: str, texts: Mapping[str, str], source_digest: str
) -> int:
    """Attach the texts of several clauses out of one file, all of them or none; returns how many."""
    with transaction.atomic():
        for clause, text in texts.items():
            with part_of_call(clause):
                attach_text(
                    university, actor=actor, pack=pack, clause=clause, text=text, source_digest=source_digest
                )
    return len(texts)


def _pack(identifier: str) -> Pack:
    try:
        return registry.pack(identifier)
    except registry.Unknown as unknown:
        raise Invalid.field("pack", _("没有叫 {pack} 的政策包。").format(pack=identifier)) from unknown


def _version(identifier: str, number: int | None) -> Pack:
    newest = _pack(identifier)
    if number is None:
        return newest
    if (found := registry.versions(identifier).get(number)) is None:
        raise Invalid.field("version", _("没有第 {version} 版。").format(version=number))
    return found


def _is_digest(value: str) -> bool:
    return len(value) == 64 and all(letter in "0123456789abcdef" for letter in value.lower())
