"""The packs that an installation has loaded: they go along, since by them its rows are read."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from jingwei.kernel.packs import registry
from jingwei.shell.archive import PACK
from jingwei.shell.archive.scope import SHARED, Scope, tables


def loaded(scope: Scope) -> Iterator[tuple[str, Path]]:
    """The files of the packs that belong to a scope, by the names of their members, in order."""
    wanted = None if scope.university_id is None else _followed(scope)
    for name, path in _files(_folder()):
        if wanted is None or name.split("/")[1] in wanted:
            yield name, path


def digests(folder: Path | None = None) -> dict[str, str]:
    """What lies in a folder of packs, else in that of this installation: member names and SHA-256."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in _files(folder or _folder())}


def lay_aside(name: str, content: IO[bytes]) -> None:
    """Write one file of an archive where nobody reads packs yet."""
    path = _aside().joinpath(*name.split("/")[1:])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        shutil.copyfileobj(content, out)


def take_in() -> None:
    """Put what was laid aside where the platform reads it; the same that lies there already makes way."""
    if _aside().exists():
        shutil.rmtree(_folder(), ignore_errors=True)
        _aside().rename(_folder())
    registry.forget()


def clear_aside() -> None:
    """Drop what was laid aside, by this attempt or by one that was killed."""
    shutil.rmtree(_aside(), ignore_errors=True)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = f"packs/{path.relative_to(folder).as_posix()}"
        if path.is_file() and PACK.fullmatch(name):
            yield name, path


def _followed(scope: Scope) -> set[str]:
    """The packs of whose versions the rows speak, and those they extend."""
    (versions,) = (table for table in tables() if table._meta.label in SHARED)
    wanted = set(scope.rows(versions).values_list("pack", flat=True))
    for pack in reversed(registry.packs()):
        if pack.id in wanted:
            wanted |= set(pack.about.extends)
    return wanted


def _folder() -> Path:
    return registry.roots()[-1]


def _aside() -> Path:
    return _folder().with_name("packs.part")
