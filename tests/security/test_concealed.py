"""Wherever an ID number or a phone number goes, it lies there as ciphertext: the bytes of everything are searched."""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from jingwei.adapters.secrets.columns import concealed_columns
from jingwei.adapters.secrets.rotation import MOVES
from jingwei.config import rules
from tests.support.ground import Ground, ground
from tests.support.sheets.invented import id_number

pytestmark = pytest.mark.slow
NUMBERS = [id_number(serial) for serial in (11, 12, 13)]
PHONES = ["19900004321", "19900004322", "19900004323"]
WRONG_PHONE = "1990000432199"
SHEET = "学工号,姓名,人员类别,政治面貌,身份证号码,手机号\n"
GOOD = SHEET + f"C1,柏如一,教师,群众,{NUMBERS[0]},{PHONES[0]}\n"
FAULTY = (
    SHEET + f"C2,柏如二,教师,群众,{NUMBERS[1]},{WRONG_PHONE}\nC3,柏如三,教师,群众,{NUMBERS[2]},{PHONES[2]}\n"
)
SECRETS = [*NUMBERS, *PHONES, WRONG_PHONE]

BY_HAND = f"""
from pathlib import Path
from django.test import Client
from jingwei.foundation.people.queries import account_named
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.universities.queries import university_for
from jingwei.mechanisms.imports.actions import hand_in
account = account_named("orgoffice")
actor = actor_in_post(account.pk, posts_of(account.pk)[0].key)
batch = hand_in(university_for(actor), actor=actor, pieces=[{FAULTY!r}.encode()], file_name="x.csv")
assert (batch.faulty, batch.new) == (1, 1), (batch.faulty, batch.new)
client = Client(headers={{"host": "localhost"}})
token = client.post("/api/v1/auth/token", {{"username": "orgoffice", "password": "jingwei-demo"}}, "application/json")
headers = {{"Authorization": "Bearer " + token.json()["token"], "Idempotency-Key": "k1"}}
person = client.get("/api/v1/people?q=C1", headers=headers).json()["items"][0]["id"]
body = {{"phone": {PHONES[1]!r}, "id_number": {NUMBERS[0]!r}}}
for _again in range(2):
    done = client.post(f"/api/v1/people/{{person}}/amend", body, "application/json", headers=headers)
    assert done.status_code == 200, done.content
"""


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """An installation in which numbers were imported, previewed with a fault, amended by API, and resent."""
    with ground(tmp_path_factory.mktemp("lived-in")) as made:
        made.furnish()
        sheet = made.folder.parent / "people.csv"
        sheet.write_text(GOOD, encoding="utf-8")
        made.manage("import", "people", str(sheet), "--as", "orgoffice")
        made.manage("shell", "-c", BY_HAND)
        yield made


def found_in(told: bytes) -> list[str]:
    return [secret for secret in SECRETS if secret.encode() in told]


DUMP = """
from django.db import connection
with connection.cursor() as cursor:
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT * FROM "{table}"')
        for row in cursor:
            print(table, row)
"""


def test_no_table_holds_a_number(lived_in: Ground) -> None:
    told = lived_in.manage("shell", "-c", DUMP)

    assert "柏如一" in told
    assert found_in(told.encode()) == []


def test_no_file_of_the_installation_holds_a_number(lived_in: Ground) -> None:
    """On SQLite the database is one of them, with its log."""
    held = {path: path.read_bytes() for path in lived_in.folder.rglob("*") if path.is_file()}

    assert [(path.name, found) for path, told in held.items() if (found := found_in(told))] == []
    assert len(list(lived_in.folder.glob("files/??/*"))) == 3


def test_no_archive_holds_a_number_or_a_key(lived_in: Ground) -> None:
    archive = lived_in.folder.parent / "archive.tar"
    lived_in.manage("backup", str(archive))
    secret = (lived_in.folder / "concealing-keys").read_text().split()[-1].encode()
    told = archive.read_bytes()

    assert "柏如一".encode() in told
    assert found_in(told) == []
    assert secret not in told


def test_the_command_knows_every_rule_of_retention(lived_in: Ground) -> None:
    told = lived_in.manage("retain", "--dry-run").splitlines()

    assert [line.split()[0] for line in told] == sorted(rules.read(lived_in.folder).days)


def values(there: Ground) -> list[str]:
    """What the platform itself reads."""
    told = there.manage("shell", "-c", READ).splitlines()
    return sorted(line.removeprefix("held ") for line in told if line.startswith("held "))


READ = """
from django.apps import apps
for person in apps.get_model("people.Person").objects.exclude(concealed=""):
    print(f"held {person.code}:{person.id_number}:{person.phone}")
"""


def test_the_numbers_are_there_for_the_platform(lived_in: Ground) -> None:
    assert values(lived_in) == [f"C1:{NUMBERS[0]}:{PHONES[1]}"]


def test_a_lost_key_refuses_the_start_in_one_line(lived_in: Ground) -> None:
    keys, aside = lived_in.folder / "concealing-keys", lived_in.folder.parent / "aside"
    shutil.move(keys, aside)
    try:
        prepared = lived_in.run("tools.ready", "--host", "127.0.0.1", "--empty")
        assert prepared.returncode == 2
        (line,) = [told for told in prepared.stderr.splitlines() if "jw:" in told]
        assert "lacks the key" in line
        assert "put back" in line
        assert not keys.exists()
    finally:
        shutil.move(aside, keys)


@pytest.mark.drill
def test_an_archive_without_its_keys_is_refused(lived_in: Ground, tmp_path: Path) -> None:
    lived_in.manage("backup", str(tmp_path / "archive.tar"))
    with ground(tmp_path / "empty") as empty:
        said = empty.refused("restore", str(tmp_path / "archive.tar"))
        assert "--keys FILE" in said
        empty.manage(
            "restore", str(tmp_path / "archive.tar"), "--keys", str(lived_in.folder / "concealing-keys")
        )
        assert values(empty) == values(lived_in)


def test_every_concealed_column_moves_to_a_new_key() -> None:
    columns = {f"{model._meta.label_lower}.{field.name}" for model, field in concealed_columns()}

    assert set(MOVES) == columns | {"imports.import.digest"}


def under(there: Ground) -> set[str]:
    """The names of the keys that anything lies under, by the archive, which reads every row and content."""
    path = there.folder.parent / "under.tar"
    there.manage("backup", str(path))
    with tarfile.open(path) as tar:
        content = tar.extractfile("manifest.json")
        assert content
        return set(json.load(content)["keys"])


@pytest.mark.drill
def test_a_rotation_that_is_killed_goes_on_and_old_keys_stay_until_dropped(lived_in: Ground) -> None:
    before, (old,) = values(lived_in), under(lived_in)
    sheets = set(lived_in.folder.glob("files/??/*"))

    killed = lived_in.run("tools.manage", "shell", "-c", KILLED)
    assert killed.returncode == -9
    assert len(under(lived_in)) == 2
    assert values(lived_in) == before
    lived_in.manage("rotate-keys")

    (new,) = under(lived_in)
    assert new != old
    assert values(lived_in) == before
    assert "whole" in lived_in.manage("verify-ledger")
    assert not sheets & set(lived_in.folder.glob("files/??/*"))
    assert "no key has been without" in lived_in.manage("rotate-keys", "--drop")
    assert old in lived_in.manage("shell", "-c", DROPPED)
    assert old not in (lived_in.folder / "concealing-keys").read_text()
    assert values(lived_in) == before
    assert "whole" in lived_in.manage("verify-ledger")


# Killed after the first of the tables: what follows lies under the old key still.
KILLED = """
import os, signal
from jingwei.adapters.secrets import rotation
rotation.rotate(lambda told: os.kill(os.getpid(), signal.SIGKILL) if told.startswith("  ledger") else None)
"""
DROPPED = """
from datetime import timedelta
from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.secrets import rotation
with clock_at(clock.now() + timedelta(days=9)):
    rotation.drop(print)
"""


def test_the_columns_that_conceal_are_known_by_name() -> None:
    """A table that grows a column for a number in clear is thought about here."""
    clear = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in ("id_number", "phone", "mobile")
    }
    assert clear == set()
