"""What a matter under way, or one that is over, objects to in the rooms below: an end, a file come or gone."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import CLOSED, WITHDRAWN
from jingwei.foundation.matters.models import Matter
from jingwei.kernel.actions import Reason, objects_to
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry

OVER = (CLOSED, WITHDRAWN)


@objects_to("organisations.end")
def its_matters_are_over(actor: Actor, organisation: Any) -> Reason | None:
    """An organisation ends after its matters."""
    own = Matter.objects.filter(Q(party=organisation) | Q(unit=organisation)).exclude(state__in=OVER)
    if count := own.count():
        message = _("还有 {count} 件融合事项没有办结，请先办结或撤回。")
        return Reason(message.format(count=count), "4.1a")
    return None


@objects_to("packs.leave")
def what_began_under_it_is_over(actor: Actor, university: Any, pack: str = "") -> Reason | None:
    """A pack is left after the matters of its types."""
    try:
        types = {each for version in registry.versions(pack).values() for each in version.matter_types}
    except registry.Unknown:
        return None
    own = Matter.objects.filter(university_id=university.pk, type__in=types).exclude(state__in=OVER)
    if count := own.count():
        message = _("还有 {count} 件按这份文件的类型开的融合事项没有办结，请先办结或撤回。")
        return Reason(message.format(count=count), "4.1a")
    return None


@objects_to("evidence.attach")
def takes_files(actor: Actor, subject: Any, part: str = "") -> Reason | None:
    """What lies beside a matter that is over stays as it was when it was inspected; a note named is one of its own."""
    if not isinstance(subject, Matter):
        return None
    if subject.state in OVER:
        return FILED
    kind, _colon, key = part.partition(":")
    own = kind == "deed" and key.isdecimal() and len(key) < 18
    if part and not (own and subject.deeds.filter(pk=key).exclude(state=WITHDRAWN).exists()):
        return NO_SUCH_NOTE
    return None


@objects_to("evidence.detach")
def gives_files_back(actor: Actor, attachment: Any) -> Reason | None:
    """A file is not taken from a matter that is over."""
    if attachment.subject_type != "matter":
        return None
    return FILED if attachment.subject.state in OVER else None


FILED = Reason(_l("这件事已经结束，佐证随台账封存，不再增减。"), "4.1a")
NO_SUCH_NOTE = Reason(_l("这件事里没有这一笔，文件附不上去。"))
