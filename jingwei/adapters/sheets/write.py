"""Decides how a list leaves as a sheet: a real workbook, streamed row by row in little memory, no formula ever."""

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from jingwei.adapters.sheets.bounds import column_letters

ROWS_IN_A_SHEET = 1_048_576
_BATCH = 400
_LONGEST = 32_767
_TOO_BIG = 1 << 30
_DANGEROUS = tuple("=+-@\t\r\n")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile("[\x00-\x1f\x7f<>&_\ud800-\udfff\ufffe\uffff]|^[=+\\-@\\s]|\\s$|^$")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FIRST_DAY = date(1900, 3, 1)
_SERIAL_START = date(1899, 12, 30).toordinal()
_ZONE = ZoneInfo("Asia/Shanghai")

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Every part but the two named here is a worksheet: so the list of parts can go first, before their number is known.
CONTENT_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="{_TYPES}.worksheet+xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>"""

PACKAGE = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""

# Cell formats by number: 0 plain, 1 header, 2 day, 3 day and time, 4 text that begins like a formula.
STYLES = f"""{_HEAD}<styleSheet {_MAIN}><numFmts count="2">\
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list that goes out: its title and its width in characters."""

    title: str
    width: float = 0

    @property
    def room(self) -> float:
        """Give the width, or one that fits the title."""
        return self.width or min(40, max(10, 2 * len(self.title) + 2))


def stream_xlsx(
    title: str, columns: Sequence[Column | str], rows: Iterable[Sequence[Any]]
) -> Iterator[bytes]:
    """Give a workbook piece by piece while the rows are still being read."""
    heads = [Column(str(column)) if not isinstance(column, Column) else column for column in columns]
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", PACKAGE),
            ("xl/styles.xml", STYLES),
        ):
            archive.writestr(_entry(part), content)
        yield sink.taken()
        left, count = iter(rows), 0
        first = next(left, None)
        while first is not None or not count:
            count += 1
            body = chain(() if first is None else (first,), left)
            with archive.open(_entry(f"xl/worksheets/sheet{count}.xml"), "w") as part_file:
                for piece in _sheet(heads, body):
                    part_file.write(piece)
                    if sink.held:
                        yield sink.taken()
            first = next(left, None)
        archive.writestr(_entry("xl/workbook.xml"), _workbook(title, count))
        archive.writestr(_entry("xl/_rels/workbook.xml.rels"), _relations(count))
    yield sink.taken()


def stream_csv(columns: Sequence[Column | str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Give a text file piece by piece, with the mark by which Excel knows UTF-8."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([column.title if isinstance(column, Column) else str(column) for column in columns])
    yield b"\xef\xbb\xbf"
    left = iter(rows)
    while True:
        yield held.getvalue().encode()
        held.seek(0)
        held.truncate()
        batch = list(islice(left, _BATCH))
        if not batch:
            return
        writer.writerows([[_plain(value) for value in row] for row in batch])


def sheet_name(title: str, number: int = 1) -> str:
    """Make a title a name that Excel accepts: at most 31 characters, none of []:*?/\\, no quote at the ends."""
    name = _NOT_IN_A_NAME.sub(" ", _ILLEGAL.sub("", title)).strip().strip("'").strip() or "Sheet"
    if name.lower() == "history":
        name += "_"
    end = f" {number}" if number > 1 else ""
    room = 31 - len(end)
    while len(name.encode("utf-16-le")) > 2 * room:
        name = name[:-1]
    return name.strip().strip("'") + end


def legal(value: str) -> str:
    """Give the words of a cell as a workbook may hold them: short enough, no control characters, one kind of line end."""
    if len(value) > _LONGEST // 2:
        units = value.encode("utf-16-le", "surrogatepass")[: _LONGEST * 2]
        value = units.decode("utf-16-le", "ignore")
    return _ILLEGAL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def is_dangerous(value: str) -> bool:
    """Tell whether a text begins as a formula would."""
    return value[:1] in _DANGEROUS


class _Sink:
    """Where the archive writes; it cannot seek, so the archive never looks back."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        """Keep a piece until it is taken."""
        self.held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is held is already here."""

    def close(self) -> None:
        """Do nothing: the stream ends when all is taken."""

    def taken(self) -> bytes:
        """Give what is held and hold nothing."""
        pieces, self.held = self.held, []
        return b"".join(pieces)


def _entry(part: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(part)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(heads: Sequence[Column], rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """Give one worksheet; it stops, and leaves the rest of the rows, when the sheet is full."""
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{head.room}" customWidth="1"/>'
        for at, head in enumerate(heads, 1)
    )
    letters = [column_letters(at) for at in range(len(heads))]
    titles = "".join(_text(letter, 1, head.title, 1) for letter, head in zip(letters, heads, strict=True))
    yield (
        f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'{f"<cols>{widths}</cols>" if widths else ""}<sheetData><row r="1">{titles}</row>'
    ).encode()
    number, size = 2, 0
    while number <= ROWS_IN_A_SHEET and size < _TOO_BIG:
        batch = list(islice(rows, min(_BATCH, ROWS_IN_A_SHEET + 1 - number)))
        if not batch:
            break
        piece = "".join([_row(number + at, row, letters) for at, row in enumerate(batch)]).encode()
        number, size = number + len(batch), size + len(piece)
        yield piece
    yield b"</sheetData></worksheet>"


def _row(number: int, row: Sequence[Any], letters: Sequence[str]) -> str:
    cells = []
    for letter, value in zip(letters, row, strict=True):
        if value is None or value == "":
            continue
        kind = type(value)
        if kind is str and len(value) < 9999 and (value.isalnum() or not _NEEDS_CARE.search(value)):
            cells.append(f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>')
        elif kind is int and -(10**15) < value < 10**15:
            cells.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
        elif kind is date and value >= _FIRST_DAY:
            cells.append(f'<c r="{letter}{number}" s="2"><v>{value.toordinal() - _SERIAL_START}</v></c>')
        else:
            cells.append(_cell(letter, number, value))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(letter: str, number: int, value: Any) -> str:
    if isinstance(value, bool):
        return f'<c r="{letter}{number}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return _day(letter, number, value)
    if isinstance(value, int | float | Decimal) and _is_exact(value):
        return f'<c r="{letter}{number}"><v>{value}</v></c>'
    words = str(value)
    return _text(letter, number, words, 4 if is_dangerous(words) else 0)


def _text(letter: str, number: int, words: str, style: int = 0) -> str:
    words = escape(_ESCAPED.sub("_x005F_", legal(words)))
    keep = ' xml:space="preserve"' if words != words.strip() or "\n" in words else ""
    shown = f' s="{style}"' if style else ""
    return f'<c r="{letter}{number}"{shown} t="inlineStr"><is><t{keep}>{words}</t></is></c>'


def _is_exact(value: int | float | Decimal) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Decimal):
        return value.is_finite() and len(value.as_tuple().digits) <= 15 and abs(value.adjusted()) < 300
    return -(10**15) < value < 10**15


def _day(letter: str, number: int, value: date) -> str:
    moment = time.min
    if isinstance(value, datetime):
        local = value.astimezone(_ZONE) if value.tzinfo else value
        value, moment = local.date(), local.time()
    # Before this day Excel counts one day too many; such a day is written in words.
    if value < _FIRST_DAY:
        return _text(letter, number, value.isoformat())
    serial: float = value.toordinal() - _SERIAL_START
    style = 2
    if moment != time.min:
        serial += (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
        style = 3
    return f'<c r="{letter}{number}" s="{style}"><v>{serial}</v></c>'


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        local = value.astimezone(_ZONE) if value.tzinfo else value
        return local.strftime("%Y-%m-%d %H:%M:%S")
    words = _ILLEGAL.sub("", str(value))
    return f"'{words}" if is_dangerous(words) and not isinstance(value, int | float | Decimal) else words


def _workbook(title: str, count: int) -> str:
    sheets = "".join(
        f'<sheet name="{escape(sheet_name(title, at), {chr(34): "&quot;"})}" sheetId="{at}" r:id="rId{at}"/>'
        for at in range(1, count + 1)
    )
    return f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(count: int) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, count + 1)
    )
    styles = f'<Relationship Id="rId{count + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}{styles}</Relationships>'
