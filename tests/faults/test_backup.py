"""An archive holds everything of one moment and restores equal, on either database, whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.support.ground import Ground, ground, roster
from tests.support.packs import SECOND_DOCUMENT
from tools.environment import ROOT

pytestmark = pytest.mark.drill
SECOND = "lab-safety-2026-7"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A furnished installation on the database of this run."""
    with ground(tmp_path_factory.mktemp("source")) as made:
        made.furnish()
        made.manage("pack", "load", str(SECOND_DOCUMENT / SECOND))
        made.manage("pack", "adopt", SECOND, "--university", "U-0001")
        yield made


@pytest.fixture(scope="module")
def archive(source: Ground) -> Path:
    """Its archive."""
    return backed_up(source)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ground]:
    """An installation on the database of this run that was never started: it has no tables."""
    with ground(tmp_path / "empty", empty=True) as made:
        yield made


def backed_up(here: Ground, *arguments: str) -> Path:
    path = here.folder / f"archive-{len(list(here.folder.glob('*.tar')))}.tar"
    here.manage("backup", str(path), *arguments)
    return path


def restore(there: Ground, archive: Path, source: Ground) -> str:
    """Restore an archive beside which the key file of its installation came."""
    return there.manage("restore", str(archive), "--keys", str(source.folder / "concealing-keys"))


def manifest(archive: Path) -> dict[str, object]:
    with tarfile.open(archive) as tar:
        content = tar.extractfile("manifest.json")
        assert content
        held: dict[str, object] = json.load(content)
    return held


@pytest.fixture(scope="module")
def restored(source: Ground, archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """What came of it in an installation that had been started once, without a university."""
    with ground(tmp_path_factory.mktemp("restored")) as made:
        prepared = made.run("tools.prepare", "--host", "127.0.0.1", "--empty")
        assert prepared.returncode == 0
        assert "and 1 files, equal to the archive" in restore(made, archive, source)
        yield made


def test_it_restores_to_the_last_byte(archive: Path, restored: Ground) -> None:
    assert backed_up(restored).read_bytes() == archive.read_bytes()
    assert "whole" in restored.manage("verify-ledger")


def tree(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_loaded_pack_goes_along(source: Ground, restored: Ground) -> None:
    assert tree(restored.folder / "packs") == {
        f"{SECOND}/{name}": content for name, content in tree(SECOND_DOCUMENT / SECOND).items()
    }
    assert restored.manage("pack", "list") == source.manage("pack", "list")
    assert SECOND in restored.manage("pack", "list")


def test_a_pack_goes_with_the_university_that_follows_it(source: Ground, empty: Ground) -> None:
    assert manifest(backed_up(source, "--university", "U-0002"))["packs"] == {}
    restore(empty, backed_up(source, "--university", "U-0001"), source)

    assert tree(empty.folder / "packs").keys() == tree(source.folder / "packs").keys()


def test_packs_that_lie_there_are_never_overwritten(source: Ground, archive: Path, empty: Ground) -> None:
    empty.manage("migrate")
    empty.manage("pack", "load", str(SECOND_DOCUMENT / SECOND))
    ours = empty.folder / "packs" / SECOND / "pack.yaml"
    whole = ours.read_text(encoding="utf-8")
    ours.write_text(f"{whole}# ours\n", encoding="utf-8")

    assert "packs of its own" in empty.refused("restore", str(archive))
    ours.write_text(whole, encoding="utf-8")
    restore(empty, archive, source)
    assert backed_up(empty).read_bytes() == archive.read_bytes()


@pytest.mark.postgres
def test_it_goes_from_one_database_to_the_other_and_back(
    source: Ground, archive: Path, tmp_path: Path
) -> None:
    with ground(tmp_path / "file", sqlite=True) as file, ground(tmp_path / "server") as server:
        restore(file, archive, source)
        crossed = backed_up(file)
        restore(server, crossed, file)
        back = backed_up(server)

    assert crossed.read_bytes() == archive.read_bytes()
    assert back.read_bytes() == archive.read_bytes()


def test_one_university_goes_alone_with_what_it_stands_on(source: Ground, empty: Ground) -> None:
    archive = backed_up(source, "--university", "U-0001")
    restore(empty, archive, source)

    assert backed_up(empty, "--university", "U-0001").read_bytes() == archive.read_bytes()
    held = archive.read_bytes().decode(errors="replace")
    assert "中共北疆理工大学委员会" in held
    assert "北原省委教育工作委员会" in held
    assert "临江" not in held
    tables = manifest(archive)["tables"]
    assert {"people.Token", "sessions.Session", "ledger.FirstAnswer"}.isdisjoint(tables)  # type: ignore[arg-type]
    assert backed_up(source, "--university", "U-0002").stat().st_size < archive.stat().st_size


def test_a_university_that_is_not_there_is_named(source: Ground) -> None:
    assert "U-9999" in source.refused("backup", str(source.folder / "none"), "--university", "U-9999")
    assert not (source.folder / "none").exists()


def test_what_is_there_is_never_overwritten(source: Ground, archive: Path) -> None:
    before = backed_up(source).read_bytes()

    assert "is not empty" in source.refused("restore", str(archive))

    assert backed_up(source).read_bytes() == before


def test_the_restored_refuse_what_the_first_refused(restored: Ground) -> None:
    said = restored.manage("shell", "-c", TRIED_BY_HAND)

    assert said.count("append-only") == 2
    assert said.count("immutable") == 1


TRIED_BY_HAND = """
from django.db import DatabaseError, connection
from django.core.management import call_command
call_command("pack", "load", "--builtin")
for told in "DELETE FROM ledger_record", "UPDATE ledger_personalvalues SET salt = ''", "DELETE FROM policy_packversion":
    try:
        connection.cursor().execute(told)
    except DatabaseError as refusal:
        print(refusal)
"""


def test_life_goes_on_and_no_number_is_given_twice(source: Ground, empty: Ground) -> None:
    """The ledger may speak of what is gone: its number must not come to mean something else."""
    gone = int(source.manage("shell", "-c", TOKEN_COME_AND_GONE).split()[-1])
    archive = backed_up(source)
    highest: Any = manifest(archive)["sequences"]
    restore(empty, archive, source)
    sheet = empty.folder / "more.csv"
    sheet.write_text(roster("B", 5), encoding="utf-8")
    empty.manage("import", "people", str(sheet), "--as", "orgoffice")

    after: Any = manifest(backed_up(empty))["sequences"]

    assert after["people.Person"] == highest["people.Person"] + 5
    assert after["ledger.Record"] > highest["ledger.Record"]
    assert "whole" in empty.manage("verify-ledger")
    assert int(empty.manage("shell", "-c", TOKEN_COME_AND_GONE).split()[-1]) == gone + 1


TOKEN_COME_AND_GONE = """
from django.apps import apps
from django.utils import timezone
account = apps.get_model("people.Account").objects.earliest("pk")
token = apps.get_model("people.Token")(account=account, digest="x", good_until=timezone.now())
token.save()
print(token.pk)
token.delete()
"""


def shortened(archive: Path) -> bytes:
    return archive.read_bytes()[:-30_000]


def with_changed(name: str) -> Callable[[Path], bytes]:
    """A copy of an archive in which the first member of this name has one letter changed."""

    def change(archive: Path) -> bytes:
        return rewritten(
            archive, lambda member, content: content[:-3] + b"0" + content[-2:] if name in member else content
        )

    return change


def without(name: str) -> Callable[[Path], bytes]:
    """A copy without the members of this name."""
    return lambda archive: rewritten(archive, lambda member, content: None if name in member else content)


def with_one_more(archive: Path) -> bytes:
    return rewritten(archive, lambda _member, content: content, more=("../../outside", b"x"))


def rewritten(
    archive: Path, change: Callable[[str, bytes], bytes | None], more: tuple[str, bytes] | None = None
) -> bytes:
    out = io.BytesIO()
    with tarfile.open(archive) as old, tarfile.open(fileobj=out, mode="w") as new:
        for member in old.getmembers():
            found = old.extractfile(member)
            assert found
            content = change(member.name, found.read())
            if member.name == "manifest.json" and more:
                add(new, *more)
            if content is not None:
                add(new, member.name, content)
    return out.getvalue()


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (shortened, "(archive|no manifest)"),
        (with_changed("archive.json"), "archive"),
        (with_changed("ledger.Record"), "ledger.Record"),
        (with_changed("files/"), "was changed"),
        (with_changed("packs/"), "packs"),
        (without("packs/"), "packs"),
        (with_changed("manifest.json"), "archive"),
        (without("people.Person"), "people.Person"),
        (without("files/"), "files"),
        (without("manifest.json"), "no manifest"),
        (with_one_more, "does not belong"),
        (lambda _archive: b"this is a letter", "no whole archive"),
    ],
)
def test_an_archive_that_was_touched_is_refused_before_anything_happens(
    archive: Path, tmp_path: Path, settings: Any, spoil: Callable[[Path], bytes], told: str
) -> None:
    """This test has no database: to ask one would fail."""
    settings.DATA = tmp_path / "data"
    spoilt = tmp_path / "spoilt.tar"
    spoilt.write_bytes(spoil(archive))

    with pytest.raises(CommandError, match=f"nothing was restored: .*{told}"):
        call_command("restore", str(spoilt))

    assert not (tmp_path / "data").exists()


def test_a_restore_that_is_killed_leaves_nothing_and_goes_well_the_next_time(
    source: Ground, archive: Path, empty: Ground
) -> None:
    empty.manage("migrate")
    keys = str(source.folder / "concealing-keys")
    with empty.started("tools.manage", "restore", str(archive), "--keys", keys) as process:
        until = time.monotonic() + 60
        while not list(empty.folder.glob("files/??/*")) and time.monotonic() < until:
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
    assert empty.manage("verify-ledger") == "heads published not yet: a cut tail would not be seen\n"
    restore(empty, archive, source)

    assert backed_up(empty).read_bytes() == archive.read_bytes()


def test_a_backup_that_is_killed_leaves_the_old_one(source: Ground, archive: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar"
    kept.write_bytes(archive.read_bytes())
    with source.started("tools.manage", "backup", str(kept)) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob("kept.tar.*.part")) and time.monotonic() < until:
            assert process.poll() is None

    assert kept.read_bytes() == archive.read_bytes()


def test_it_shows_one_moment_while_others_write(source: Ground, empty: Ground) -> None:
    """The copy would refuse rows and chains of two moments."""
    with source.started("tests.support.busy"):
        archives = [backed_up(source) for _ in range(3)]
    held: list[Any] = [manifest(each)["chains"] for each in archives]
    heights = [sum(height for _university, height, _head in chains) for chains in held]

    restore(empty, archives[-1], source)

    assert heights[0] < heights[1] < heights[2]


def test_a_content_that_is_gone_is_named_and_the_rest_is_kept(source: Ground, tmp_path: Path) -> None:
    (content,) = source.folder.glob("files/??/*")
    kept = content.read_bytes()
    content.write_bytes(b"another")
    try:
        said = source.refused("backup", str(tmp_path / "poor.tar"))
    finally:
        content.write_bytes(kept)

    assert content.name in said
    assert manifest(tmp_path / "poor.tar")["missing"] == [content.name]
    with ground(tmp_path / "poor", sqlite=True) as poor:
        restore(poor, tmp_path / "poor.tar", source)


def test_it_can_be_piped(source: Ground, archive: Path) -> None:
    piped = subprocess.run(
        [sys.executable, "-m", "tools.manage", "backup", "-"],
        cwd=ROOT,
        env=source.variables,
        capture_output=True,
        check=True,
    )

    assert hashlib.sha256(piped.stdout).digest() == hashlib.sha256(backed_up(source).read_bytes()).digest()
    assert archive.stat().st_mode & 0o077 == 0
