"""Takes in a sheet of new people, and does the bare minimum with the same sheet, in turns; answers with the seconds of both."""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection, transaction

from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.people.queries import account_named
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.call import Call, calling
from jingwei.mechanisms.imports.actions import apply_import, hand_in

TITLES = ["学工号", "姓名", "人员类别", "政治面貌", "手机号", "单位编码", "党支部编码"]
BARE_COLUMNS = ("code", "name", "category", "standing", "phone", "unit", "branch")


def main(arguments: list[str]) -> dict[str, list[float]]:
    """`ROWS ROUNDS`: the seconds of each round, of the whole way and of its second half, and of the bare way."""
    rows, rounds = (int(argument) for argument in arguments)
    actor = officer()
    taken: dict[str, list[float]] = {"whole": [], "apply": [], "bare": []}
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare_people ({', '.join(f'{c} varchar(60)' for c in BARE_COLUMNS)})")
        for column in BARE_COLUMNS[:6]:
            cursor.execute(f"CREATE INDEX bare_{column} ON bare_people ({column})")
    for number in range(rounds):
        path = sheet(rows, number)
        began = time.perf_counter()
        with calling(Call(waits=True)):
            batch = hand_in(
                university_for(actor),
                actor=actor,
                pieces=[path.read_bytes()],
                file_name=path.name,
                kind="people",
            )
            seen = time.perf_counter()
            applied = apply_import(batch, actor=actor)
        ended = time.perf_counter()
        if applied.new != rows:
            raise RuntimeError(f"{applied.new} of {rows} people came in")
        taken["whole"].append(ended - began)
        taken["apply"].append(ended - seen)
        began = time.perf_counter()
        _bare(path)
        taken["bare"].append(time.perf_counter() - began)
        path.unlink()
    return taken


def officer() -> Actor:
    """The officer of the first university."""
    account = account_named("university-001")
    assert account is not None
    actor = actor_in_post(account.pk, posts_of(account.pk)[0].key)
    assert actor is not None
    return actor


def sheet(rows: int, number: int) -> Path:
    """A roster of people whom the province does not know, in its institutes and branches."""
    chance = random.Random(number)
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        page = book.add_worksheet()
        page.write_row(0, 0, TITLES)
        for row in range(1, rows + 1):
            place = f"{chance.randrange(1, 3):02d}1{chance.randrange(1, 5)}"
            values = [f"N{number}{row:06d}", f"柏如{row}", "教师", "中共党员", f"199{row:08d}"]
            page.write_row(row, 0, [*values, place, f"D{place}"])
        book.close()
    return Path(file.name)


@transaction.atomic
def _bare(path: Path) -> None:
    """Read, check every cell and that no code comes twice, write, nothing else."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    rows = [[str(cell).strip() for cell in row] for row in workbook.get_sheet_by_index(0).to_python()[1:]]
    known: set[str] = set()
    for row in rows:
        if not all(row) or len(row[4]) != 11 or not row[4].isdigit() or row[0] in known:
            raise ValueError(row)
        known.add(row[0])
    _write(rows)


def _write(rows: Iterable[Sequence[Any]]) -> None:
    names = ", ".join(BARE_COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY bare_people ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(BARE_COLUMNS))
            cursor.executemany(f"INSERT INTO bare_people ({names}) VALUES ({marks})", list(rows))
