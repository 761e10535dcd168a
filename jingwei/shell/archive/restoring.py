"""Puts an archive into an empty system: checked first, in one transaction, compared with itself before it counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from jingwei.adapters import storage
from jingwei.adapters.secrets import keys
from jingwei.foundation.ledger.actions import publish_heads
from jingwei.foundation.ledger.queries import broken_links, chains
from jingwei.kernel.bulk import go_on_after, insert_many
from jingwei.shell.archive import packs
from jingwei.shell.archive.reading import Archive
from jingwei.shell.archive.rows import CHUNK, columns, lines, values_of
from jingwei.shell.archive.scope import QUEUE, SHARED, Scope, Table, of_university, tables, whole

PIECE = 1024 * 1024
OF_A_START = SHARED | {QUEUE}
"""What a first start leaves even where there is no university yet; it makes room."""


class NotRestored(Exception):
    """Nothing was changed; says why."""


def restore(path: Path, others: Path | None = None) -> dict[str, Any]:
    """Restore the archive, whole or not at all; returns its manifest. `others` is a key file that came beside it."""
    archive = Archive(path)
    call_command("migrate", interactive=False, verbosity=0)
    _require_same_tables(archive)
    _require_empty()
    _require_no_other_packs(archive)
    _require_keys(archive, others)
    kept: list[str] = []
    packs.clear_aside()
    try:
        with transaction.atomic():
            _load(archive, kept)
            _require_equal(archive)
            packs.take_in()
            for name in archive.manifest["keys"]:
                keys.announce(name)
    except BaseException:
        storage.drop(kept)
        packs.clear_aside()
        raise
    publish_heads.call()
    return archive.manifest


def _require_same_tables(archive: Archive) -> None:
    here = {table._meta.label: columns(table) for table in Scope(archive.header["of"].get("id")).tables}
    there = archive.header["tables"]
    if odd := [name for name in here.keys() | there.keys() if here.get(name) != there.get(name)]:
        version = archive.header["version"]
        raise NotRestored(
            f"{min(odd)} is otherwise here: restore with version {version}, then bring it up to date"
        )


def _require_empty() -> None:
    for table in tables():
        if table._meta.label not in OF_A_START and table._base_manager.exists():
            raise NotRestored(
                f"this installation is not empty ({table._meta.label} has rows): use a new JINGWEI_DATA and database"
            )


def _require_no_other_packs(archive: Archive) -> None:
    """The same packs may lie there: a restore that was killed at its very end leaves them."""
    if (there := packs.digests()) and there != archive.manifest["packs"]:
        raise NotRestored("this installation has loaded packs of its own: use a new JINGWEI_DATA")


def _require_keys(archive: Archive, others: Path | None) -> None:
    """The keys travel apart from the archive; without them its rows could never be read again."""
    if others is not None:
        keys.take_in(others)
    known = set(keys.ring().by_name) if settings.KEY_FILE.exists() else set()
    if lacking := sorted(set(archive.manifest["keys"]) - known):
        raise NotRestored(
            f"values in it lie concealed under the key {', '.join(lacking)}, which {settings.KEY_FILE} does not hold: "
            "give the key file of the installation that it comes from (--keys FILE)"
        )


def _load(archive: Archive, kept: list[str]) -> None:
    """Everything of the archive, in its order: the database looks at links only at the end."""
    by_name = {table._meta.label: table for table in tables()}
    for name in sorted(OF_A_START):
        with _unguarded(by_name[name]):
            by_name[name]._base_manager.all().delete()
    for kind, name, content in archive.members():
        if kind == "table":
            _load_part(by_name[name], content)
        elif kind == "pack":
            packs.lay_aside(name, content)
        else:
            if not storage.is_whole(name):
                kept.append(name)
                storage.keep(iter(lambda content=content: content.read(PIECE), b""))  # type: ignore[misc]
    go_on_after({by_name[name]: last for name, last in archive.manifest["sequences"].items()})


def _load_part(table: Table, content: IO[bytes]) -> None:
    rows = map(values_of(table), content)
    while some := list(islice(rows, CHUNK)):
        insert_many(table, columns(table), some)


def _require_equal(archive: Archive) -> None:
    """Refuse unless every table reads back to the last byte as the archive has it, and the chains are whole."""
    scope = _scope_of(archive)
    for table in scope.tables:
        digest = hashlib.sha256()
        for line in lines(scope, table):
            digest.update(line)
        if digest.hexdigest() != archive.manifest["tables"][table._meta.label]["sha256"]:
            raise NotRestored(f"{table._meta.label} did not come out as it went in")
    if [list(head) for head in chains()] != archive.manifest["chains"]:
        raise NotRestored("the chains do not end as the manifest says")
    for broken in broken_links():
        raise NotRestored(f"university {broken.university_id}, record {broken.seq}: {broken.what}")


def _scope_of(archive: Archive) -> Scope:
    university_id = archive.header["of"].get("id")
    return whole() if university_id is None else of_university(university_id)


@contextmanager
def _unguarded(table: Table) -> Iterator[None]:
    """Lift the triggers that keep rows from being deleted, for an installation in which nobody relies on them yet."""
    name = table._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
            yield
            # PostgreSQL changes no table about which a question is still open.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [name])
        guards = cursor.fetchall()
        for guard, _made in guards:
            cursor.execute(f'DROP TRIGGER "{guard}"')
        yield
        for _guard, made in guards:
            cursor.execute(made)
