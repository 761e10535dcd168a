"""Writes an archive in one pass and little memory, while the platform goes on working."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import jingwei
from jingwei.adapters import storage
from jingwei.adapters.secrets.concealing import CONTENT, key_of_content
from jingwei.foundation.ledger.queries import chains
from jingwei.kernel.bulk import highest_ids
from jingwei.kernel.snapshot import snapshot
from jingwei.shell.archive import FORMAT, HEADER, MANIFEST, packs
from jingwei.shell.archive.rows import columns, lines
from jingwei.shell.archive.scope import Scope, Table

PART = 1024 * 1024
"""Bytes of rows in one member of the tar, about."""


@dataclass
class Written:
    """What went into the archive; `missing` are contents that are not on the disk as they were kept."""

    rows: int = 0
    contents: int = 0
    missing: list[str] = field(default_factory=list)


def write(target: str, choose: Callable[[], Scope], whose: dict[str, Any]) -> Written:
    """Write the archive to a file, whole or not at all, or to the standard output (`-`)."""
    with (
        _opened(target) as out,
        tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar,
        snapshot(),
    ):
        return _Writer(tar, choose()).write(whose)


@contextmanager
def _opened(target: str) -> Iterator[IO[bytes]]:
    if target == "-":
        yield sys.stdout.buffer
        return
    path = Path(target)
    making = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.replace(making, path)
    finally:
        making.unlink(missing_ok=True)


class _Writer:
    """One pass over a scope."""

    def __init__(self, tar: tarfile.TarFile, scope: Scope) -> None:
        self.tar, self.scope, self.written = tar, scope, Written()
        self.keys: set[str] = set()

    def write(self, whose: dict[str, Any]) -> Written:
        tables = {table._meta.label: columns(table) for table in self.scope.tables}
        header = {"format": FORMAT, "version": jingwei.__version__, "of": whose, "tables": tables}
        self._put(HEADER, _told(header))
        manifest = {
            "header": hashlib.sha256(_told(header)).hexdigest(),
            "tables": {table._meta.label: self._table(table) for table in self.scope.tables},
            "files": self._contents(),
            "packs": dict(self._packs()),
            "missing": self.written.missing,
            "sequences": highest_ids(self.scope.tables),
            "chains": [head for head in chains() if self.scope.university_id in (None, head[0])],
            "keys": sorted(self.keys),
        }
        self._put(MANIFEST, _told(manifest))
        return self.written

    def _table(self, table: Table) -> dict[str, Any]:
        digest, rows, part, held = hashlib.sha256(), 0, 0, bytearray()
        for line in lines(self.scope, table, self.keys):
            held += line
            rows += 1
            if len(held) >= PART:
                part += 1
                self._part(table, part, held, digest)
        if held:
            part += 1
            self._part(table, part, held, digest)
        self.written.rows += rows
        return {"rows": rows, "parts": part, "sha256": digest.hexdigest()}

    def _part(self, table: Table, number: int, held: bytearray, digest: Any) -> None:
        digest.update(held)
        self._put(f"tables/{table._meta.label}/{number:06}.jsonl", bytes(held))
        held.clear()

    def _contents(self) -> dict[str, Any]:
        names, size = hashlib.sha256(), 0
        for digest in self.scope.contents().iterator():
            if not storage.is_whole(digest):
                self.written.missing.append(digest)
                continue
            with storage.fetch(digest) as content:
                length = os.fstat(content.fileno()).st_size
                self.keys |= {key_of_content(content.read(CONTENT))} - {""}
                content.seek(0)
                self._put(f"files/{digest}", content, length)
            names.update(f"{digest}\n".encode())
            size += length
            self.written.contents += 1
        return {"count": self.written.contents, "bytes": size, "sha256": names.hexdigest()}

    def _packs(self) -> Iterator[tuple[str, str]]:
        for name, path in packs.loaded(self.scope):
            content = path.read_bytes()
            self._put(name, content)
            yield name, hashlib.sha256(content).hexdigest()

    def _put(self, name: str, content: bytes | IO[bytes], size: int = 0) -> None:
        """Add one member; nothing in it tells of the hour or the machine, so that equal content is an equal archive."""
        member = tarfile.TarInfo(name)
        member.mode = 0o600
        member.size = len(content) if isinstance(content, bytes) else size
        self.tar.addfile(member, io.BytesIO(content) if isinstance(content, bytes) else content)
        self.tar.members.clear()  # type: ignore[attr-defined]


def _told(values: Any) -> bytes:
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
