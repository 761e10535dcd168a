"""Reads an archive and checks it against its manifest, before anybody acts on a byte of it."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from jingwei.shell.archive import FORMAT, HEADER, MANIFEST, PACK

PIECE = 1024 * 1024
LARGEST_TOLD = 64 * 1024 * 1024
PART = re.compile(r"tables/(?P<table>\w+\.\w+)/(?P<number>\d{6})\.jsonl")
CONTENT = re.compile(r"files/(?P<digest>[0-9a-f]{64})")


class Unsound(Exception):
    """The archive is not what its manifest says; nothing was touched."""


class Archive:
    """An archive that was read through once and found sound."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.header, self.manifest = self._checked()
        except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as fault:
            raise Unsound(f"this is no whole archive ({fault})") from fault

    def members(self) -> Iterator[tuple[str, str, IO[bytes]]]:
        """Each part of a table (`table`, its name), content (its digest) and file of a `pack`, in one pass."""
        for name, content in self._members():
            if part := PART.fullmatch(name):
                yield "table", part["table"], content
            elif file := CONTENT.fullmatch(name):
                yield "content", file["digest"], content
            elif PACK.fullmatch(name):
                yield "pack", name, content

    def _members(self) -> Iterator[tuple[str, IO[bytes]]]:
        with tarfile.open(self.path, "r:") as tar:
            while member := tar.next():
                content = tar.extractfile(member)
                if content is None:
                    raise Unsound(f"{member.name} is no plain file")
                yield member.name, content
                tar.members.clear()  # type: ignore[attr-defined]

    def _checked(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and manifest, once everything between them is as the manifest says."""
        members = self._members()
        name, content = next(members, ("", None))
        if name != HEADER or content is None:
            raise Unsound("this is no archive of Jingwei")
        told = content.read(LARGEST_TOLD)
        header: dict[str, Any] = json.loads(told)
        if header["format"] != FORMAT:
            raise Unsound(f"format {header['format']} is not known here, only {FORMAT}")
        found = _Found(header, hashlib.sha256(told).hexdigest())
        for name, content in members:
            if name == MANIFEST:
                manifest: dict[str, Any] = json.loads(content.read(LARGEST_TOLD))
                break
            found.take(name, content)
        else:
            raise Unsound("it has no manifest: it was cut off")
        if next(members, None) is not None:
            raise Unsound("something follows its manifest")
        found.compare(manifest)
        return header, manifest


class _Found:
    """What the members of an archive come to."""

    def __init__(self, header: dict[str, Any], digest: str) -> None:
        self.header = digest
        self.digests = {table: hashlib.sha256() for table in header["tables"]}
        self.tables = {table: {"rows": 0, "parts": 0, "sha256": ""} for table in header["tables"]}
        self.names, self.files = hashlib.sha256(), {"count": 0, "bytes": 0, "sha256": ""}
        self.packs: dict[str, str] = {}

    def take(self, name: str, content: IO[bytes]) -> None:
        """Read one member through."""
        if part := PART.fullmatch(name):
            self._take_part(part["table"], int(part["number"]), content)
        elif file := CONTENT.fullmatch(name):
            self._take_content(file["digest"], content)
        elif PACK.fullmatch(name):
            self.packs[name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
        else:
            raise Unsound(f"{name} does not belong into an archive")

    def _take_part(self, table: str, number: int, content: IO[bytes]) -> None:
        if table not in self.tables:
            raise Unsound(f"the table {table} is not announced")
        counts: dict[str, Any] = self.tables[table]
        counts["parts"] += 1
        if number != counts["parts"]:
            raise Unsound(f"part {counts['parts']} of {table} is missing")
        for line in content:
            self.digests[table].update(line)
            counts["rows"] += 1

    def _take_content(self, digest: str, content: IO[bytes]) -> None:
        sum_of, files = hashlib.sha256(), self.files
        while piece := content.read(PIECE):
            sum_of.update(piece)
            files["bytes"] += len(piece)  # type: ignore[operator]
        if sum_of.hexdigest() != digest:
            raise Unsound(f"the content {digest} was changed")
        files["count"] += 1  # type: ignore[operator]
        self.names.update(f"{digest}\n".encode())

    def compare(self, manifest: dict[str, Any]) -> None:
        """Unsound where it differs from the manifest; says where."""
        if manifest["header"] != self.header:
            raise Unsound(f"{HEADER} was changed")
        for table, counts in self.tables.items():
            found = {**counts, "sha256": self.digests[table].hexdigest()}
            if manifest["tables"].get(table) != found:
                raise Unsound(f"the table {table} is not what the manifest says")
        if manifest["tables"].keys() != self.tables.keys():
            raise Unsound("the manifest names other tables")
        if manifest["files"] != {**self.files, "sha256": self.names.hexdigest()}:
            raise Unsound("its files are not those of the manifest")
        if manifest["packs"] != self.packs:
            raise Unsound("its packs are not those of the manifest")
