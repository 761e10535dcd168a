"""What people wrote: that it is there, and within its length."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jingwei.kernel.errors import Invalid


def said(field: str, text: str, longest: int, *, keeps_lines: bool = False) -> str:
    """What was written, its blanks drawn together (lines stay where `keeps_lines`); Invalid on its field otherwise."""
    text = text.strip() if keeps_lines else " ".join(text.split())
    if not text:
        raise Invalid.field(field, _("这里要写一句。"))
    if len(text) > longest:
        raise Invalid.field(field, _("最多 {count} 个字。").format(count=longest))
    return text
