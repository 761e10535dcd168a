"""A sheet as it arrives: bounded, kept once by its digest, then looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import storage
from jingwei.adapters.secrets.concealing import conceal_content
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import TooLarge
from jingwei.mechanisms.imports.actions.asking import preview_import
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.queries.planning import BOUNDS


def hand_in(
    university: Any, *, actor: Actor, pieces: Iterable[bytes], file_name: str, kind: str = ""
) -> Import:
    """Keep a sheet given in pieces, concealed, and preview it."""
    digest, _size = storage.keep([conceal_content(b"".join(_bounded(pieces)))])
    return preview_import(university, actor=actor, digest=digest, file_name=file_name, kind=kind)


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > BOUNDS.size:
            message = _("文件超过 {limit} MB。删去图片和无关的工作表，或分成几个文件。")
            raise TooLarge("file-too-large", message.format(limit=BOUNDS.size >> 20))
        yield piece
