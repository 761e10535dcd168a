"""Writes 100,000 rows of 13 cells with our writer and with xlsxwriter in its constant-memory mode, in turns."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import xlsxwriter

from jingwei.adapters.sheets.write import stream_xlsx

COLUMNS = [f"第{number}列" for number in range(1, 14)]


def main(arguments: list[str]) -> dict[str, list[float]]:
    """`ROWS ROUNDS`: seconds of both, seconds to our first byte, megabytes above what was held before."""
    rows, rounds = (int(argument) for argument in arguments)
    taken: dict[str, list[float]] = {"ours": [], "first": [], "memory": [], "xlsxwriter": []}
    before = _peak()
    for _round in range(rounds):
        began, first = time.perf_counter(), 0.0
        with tempfile.TemporaryFile() as file:
            for piece in stream_xlsx("名册", COLUMNS, _rows(rows)):
                first = first or time.perf_counter() - began
                file.write(piece)
        taken["ours"].append(time.perf_counter() - began)
        taken["first"].append(first)
        if not taken["memory"]:
            taken["memory"].append(_peak() - before)
        taken["xlsxwriter"].append(_theirs(rows))
    return taken


def _theirs(rows: int) -> float:
    began = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet, day = book.add_worksheet("名册"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(_rows(rows), 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
        book.close()
    return time.perf_counter() - began


def _rows(count: int) -> Iterator[list[Any]]:
    """Rows as lists have them: words, numbers, days."""
    begin = date(2010, 7, 1)
    for number in range(count):
        words = [
            f"2024{number:06d}",
            "沈砚秋",
            "教师",
            "中共党员",
            "智能农机研究所",
            "智能农机教师党支部",
            "副教授",
        ]
        yield [
            *words,
            "230***********1X",
            "199****0000",
            number,
            number % 97,
            begin + timedelta(days=number % 4000),
            "",
        ]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
