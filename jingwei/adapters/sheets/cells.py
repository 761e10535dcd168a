"""Decides what a single cell means: text, day, number, yes or no, identity number, phone, choice."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from operator import mul
from typing import Any

from jingwei.adapters.sheets.faults import CellFault, fault

NOTHING = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "null", "NULL", "N/A", "n/a", "至今"}
)
YES = frozenset({"是", "√", "✓", "✔", "y", "yes", "1", "true", "有", "对", "t"})
NO = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "0", "false", "无", "错", "不是", "f"})

_QUOTES = "'‘’`\"“”"
_WIDE: dict[int, str | None] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()},
    **dict.fromkeys((0x3000, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F), " "),
    **dict.fromkeys((0, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF), None),
    **dict.fromkeys(range(0xD800, 0xE000), None),
}
_CLEAN = re.compile(r"[0-9A-Za-z㐀-鿿·@._-]*")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BETWEEN_HAN = re.compile(r"(?<=[㐀-鿿\U00020000-\U0003ffff])\s+(?=[㐀-鿿\U00020000-\U0003ffff])")
_DOTS = str.maketrans("•・‧∙●", "·····")
_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*日?|\s*月)?(?:[ T]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(?:0\d{2,3}-?)?[2-8]\d{6,7}(?:(?:-|转)\d{1,6})?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_SERIAL_START = date(1899, 12, 30)
_SERIALS = (10_000, 73_050)
_EXACT = 10**15
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def _short(value: object) -> str:
    shown = str(value).strip()
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _fold(value: str) -> str:
    folded = value.translate(_WIDE).strip()
    if not folded.isprintable():
        folded = _CONTROL.sub("", folded).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _unquoted(folded) if folded and folded[0] in _QUOTES else folded


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[-1] in _QUOTES:
        return value[1:-1].strip()
    return value[1:].strip() if value[0] == "'" else value


def text(raw: Any, limit: int = 2000) -> str | CellFault:
    """Read words: half-width letters and digits, no stray blanks, quotes or control characters."""
    if isinstance(raw, str):
        folded = raw if _CLEAN.fullmatch(raw) else _fold(raw)
    elif raw is None:
        return ""
    elif isinstance(raw, bool):
        folded = "是" if raw else "否"
    elif isinstance(raw, int | float):
        if not abs(raw) < _EXACT:
            return fault("number-rounded")
        folded = str(int(raw)) if raw == int(raw) else repr(raw)
    elif isinstance(raw, datetime):
        folded = raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    else:
        folded = str(raw)
    if len(folded) > limit:
        return fault("text-too-long", count=len(folded), limit=limit)
    return folded


def name(raw: Any) -> str | CellFault:
    """Read a name: blanks that only space out characters are removed, dots are made one kind."""
    value = text(raw, 120)
    if isinstance(value, CellFault) or value.isalnum():
        return value
    return _BETWEEN_HAN.sub("", " ".join(value.split())).translate(_DOTS)


def code(raw: Any) -> str | CellFault:
    """Read a code: no blanks at all; a number too long for Excel is refused."""
    value = text(raw, 64)
    if isinstance(value, CellFault) or value.isalnum():
        return value
    if _SCIENTIFIC.fullmatch(value) and "+" in value:
        return fault("number-rounded")
    value = "".join(value.split())
    return "" if value in NOTHING else value


def day(raw: Any) -> date | CellFault | None:
    """Read a day; a month alone becomes its first day, an Excel serial its day."""
    if isinstance(raw, datetime):
        return _in_range(raw.date())
    if isinstance(raw, date):
        return _in_range(raw)
    if isinstance(raw, bool):
        return fault("date-unreadable", value=raw)
    if isinstance(raw, int | float):
        return _day_of_digits(str(int(raw))) if 0 <= raw < _EXACT else fault("date-unreadable", value=raw)
    if raw is None:
        return None
    return _day_of_text(str(raw))


@lru_cache(4096)
def _day_of_text(raw: str) -> date | CellFault | None:
    value = unicodedata.normalize("NFKC", _fold(raw)).replace("。", ".").replace("·", ".")
    if value in NOTHING:
        return None
    if value.replace(".", "", 1).isdecimal() and "." not in value[:5]:
        return _day_of_digits(value.split(".")[0])
    found = _DAY.fullmatch(value)
    if found is None:
        return fault("date-unreadable", value=_short(raw))
    return _made(int(found[1]), int(found[2]), int(found[3] or 1), raw)


def _day_of_digits(digits: str) -> date | CellFault:
    if len(digits) == 8:
        return _made(int(digits[:4]), int(digits[4:6]), int(digits[6:]), digits)
    if len(digits) == 6:
        return _made(int(digits[:4]), int(digits[4:]), 1, digits)
    if len(digits) == 5 and _SERIALS[0] <= int(digits) <= _SERIALS[1]:
        return _SERIAL_START + timedelta(days=int(digits))
    return fault("date-unreadable", value=_short(digits))


def _made(year: int, month: int, number: int, raw: str) -> date | CellFault:
    if not 1900 <= year <= 2100:
        return fault("date-out-of-range", value=_short(raw))
    try:
        return date(year, month, number)
    except ValueError:
        return fault("date-impossible", value=_short(raw))


def _in_range(value: date) -> date | CellFault:
    return value if 1900 <= value.year <= 2100 else fault("date-out-of-range", value=value.isoformat())


def whole(raw: Any, low: int = 0, high: int = 10**9) -> int | CellFault | None:
    """Read a whole number, with or without thousands commas."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = raw
    else:
        value = text(raw)
        if isinstance(value, CellFault):
            return value
        value = value.replace(",", "").replace("，", "")
        if value in NOTHING:
            return None
        if not re.fullmatch(r"[+-]?\d{1,18}(?:\.0+)?", value):
            return fault("number-unreadable", value=_short(raw))
        number = int(value.split(".")[0])
    if number != number or number in (float("inf"), float("-inf")) or number != int(number):
        return fault("number-unreadable", value=_short(raw))
    if not low <= number <= high:
        return fault("number-out-of-range", value=_short(raw), low=low, high=high)
    return int(number)


def yes_no(raw: Any) -> bool | CellFault | None:
    """Read a yes or a no as people write it: 是 否 √ × Y N 1 0."""
    if isinstance(raw, bool):
        return raw
    value = text(raw)
    if isinstance(value, CellFault):
        return value
    word = value.lower()
    if word in YES:
        return True
    if word in NO:
        return False
    return None if value in NOTHING else fault("yes-no-unreadable", value=_short(raw))


def check_character(first_seventeen: str) -> str:
    """Give the last character of an identity number after GB 11643."""
    total = sum(map(mul, _WEIGHTS, map(int, first_seventeen)))
    return _CHECKS[total % 11]


def birth_of(id_number: str) -> date:
    """Give the day of birth that a valid identity number holds."""
    return date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))


def id_number(raw: Any, *, adult_on: date | None = None) -> str | CellFault:
    """Read a citizen identity number after GB 11643; nothing is guessed or repaired beyond x to X."""
    if isinstance(raw, str) and _ID_NUMBER.fullmatch(raw):
        return _checked(raw, adult_on)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        # A float holds fifteen digits: the rest of a longer number is gone.
        return (
            id_number(str(int(raw)), adult_on=adult_on) if abs(raw) < _EXACT else fault("id-number-rounded")
        )
    value = text(raw)
    if isinstance(value, CellFault):
        return value
    value = "".join(value.split()).upper()
    if value in NOTHING:
        return ""
    return _checked(value, adult_on) if _ID_NUMBER.fullmatch(value) else _no_id_number(value)


def _checked(value: str, adult_on: date | None) -> str | CellFault:
    try:
        born = birth_of(value)
    except ValueError:
        return fault("id-number-birth")
    if not 1900 <= born.year <= 2100:
        return fault("id-number-birth")
    if check_character(value[:17]) != value[17]:
        return fault("id-number-rounded" if value.endswith("000") else "id-number-check")
    if adult_on is not None and (adult_on.year - born.year, adult_on.month, adult_on.day) < (
        18,
        born.month,
        born.day,
    ):
        return fault("id-number-age", age=18)
    return value


def _no_id_number(value: str) -> CellFault:
    if _SCIENTIFIC.fullmatch(value):
        return fault("id-number-rounded")
    if re.fullmatch(r"[0-9]{15}", value):
        return fault("id-number-old")
    if not re.fullmatch(r"[0-9]+X?", value):
        return fault("id-number-format")
    return fault("id-number-length", count=len(value)) if len(value) != 18 else fault("id-number-format")


def phone(raw: Any) -> str | CellFault:
    """Read a mainland mobile number or a landline."""
    if isinstance(raw, str) and _MOBILE.fullmatch(raw):
        return raw
    value = text(raw)
    if isinstance(value, CellFault):
        return fault("phone-format", value=_short(raw))
    if _MOBILE.fullmatch(value):
        return value
    if value in NOTHING:
        return ""
    value = unicodedata.normalize("NFKC", value).replace("(", "").replace(")", "-").replace("—", "-")
    value = "".join(value.split())
    for prefix in ("+86-", "+86", "0086-", "0086"):
        value = value.removeprefix(prefix)
    digits = value.replace("-", "")
    if len(digits) == 11 and digits[0] == "1":
        value = digits
    if _MOBILE.fullmatch(value) or _LANDLINE.fullmatch(value):
        return value
    return fault("phone-format", value=_short(raw))


def email(raw: Any) -> str | CellFault:
    """Read a mail address."""
    if isinstance(raw, str) and len(raw) < 64 and ".." not in raw and _EMAIL.fullmatch(raw):
        return raw
    value = text(raw)
    if isinstance(value, CellFault):
        return fault("email-format", value=_short(raw))
    value = "".join(unicodedata.normalize("NFKC", value).split())
    if value in NOTHING:
        return ""
    if len(value) <= 254 and ".." not in value and _EMAIL.fullmatch(value):
        return value
    return fault("email-format", value=_short(raw))


MOST_LABELS = 20
"""How many ways of writing a choice are named; one for each meaning."""


def choice(
    raw: Any, choices: Mapping[str, str], offered: Collection[str] | None = None
) -> str | CellFault | None:
    """Read one of the known labels, and give its value; where it is none, say those of the values `offered`."""
    if isinstance(raw, str) and raw in choices:
        return choices[raw]
    value = text(raw)
    if isinstance(value, CellFault):
        return value
    value = "".join(value.split())
    if value in choices:
        return choices[value]
    if value in NOTHING:
        return None
    if value in choices.values():
        return value
    lowered = value.lower()
    for label, meaning in choices.items():
        if "".join(label.split()).lower() == lowered:
            return meaning
    first: dict[str, str] = {}
    for label, meaning in choices.items():
        if meaning and (offered is None or meaning in offered):
            first.setdefault(meaning, label)
    return fault("choice-unknown", value=_short(raw), labels="、".join(list(first.values())[:MOST_LABELS]))


Reader = Callable[[Any], Any]

READERS: dict[str, Reader] = {
    "text": text,
    "name": name,
    "code": code,
    "date": day,
    "number": whole,
    "yes-no": yes_no,
    "id-number": id_number,
    "phone": phone,
    "email": email,
}
