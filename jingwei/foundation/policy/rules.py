"""What stands against adopting a pack: the same number with another content."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jingwei.foundation.policy.models import PackVersion
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack


def content_as_published(actor: Actor, university: Any, pack: str = "") -> Reason | None:
    """A published version never changes: what is kept under its number is what is at hand."""
    try:
        return changed_content(registry.pack(pack))
    except registry.Unknown:
        return None


def changed_content(pack: Pack) -> Reason | None:
    """Why this content cannot go by its number, None where it can."""
    kept = PackVersion.objects.filter(pack=pack.id, version=pack.version).values_list(
        "fingerprint", flat=True
    )
    if not kept or kept[0] == pack.fingerprint:
        return None
    message = _("政策包 {pack} 第 {version} 版的内容变了，版本号没有变。请改用新的版本号。")
    return Reason(message.format(pack=pack.id, version=pack.version))
