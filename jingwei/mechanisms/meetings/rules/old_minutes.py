"""How the minutes of an old file are read: which line tells the body, the day, who was there and what was resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

WHO = {
    "主持": "主持 主持人 会议主持 主持人员",
    "出席": "出席 出席人 出席人员 参会 参会人 参会人员 参加 参加人 参加人员 到会 到会人员 与会人员",
    "列席": "列席 列席人 列席人员",
    "缺席": "缺席 缺席人 缺席人员",
    "请假": "请假 请假人 请假人员",
    "记录": "记录 记录人 记录人员 会议记录人",
}
"""Who was there, by the words that old minutes begin such a line with."""
WHEN = "时间 日期 会议时间 会议日期 召开时间".split()
ABOUT = "议题 会议议题 主题 会议主题".split()
WHERE = "地点 会议地点 召开地点".split()
NAMED = {word: label for label, words in WHO.items() for word in words.split()}
KNOWN = {*NAMED, *WHEN, *ABOUT, *WHERE}
AFTER = ("抄送", "抄报", "报送", "主送", "印发", "主题词", "共印")
LONGEST_LABEL, LONGEST_TOPIC = 12, 80
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?")
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_WRITTEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_FILLER = re.compile(r"\W|会议|纪要|记录")
_TIMES = re.compile(r"第\s*[一二三四五六七八九十百\d]+\s*次")
_DIGITS = {"〇": 0, "○": 0, "零": 0} | {word: number for number, word in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Told:
    """What a file says, empty where it says nothing; `unread` are the lines that went nowhere."""

    body: str = ""
    held_on: date | None = None
    topic: str = ""
    present: str = ""
    text: str = ""
    unread: tuple[str, ...] = ()


@dataclass
class _Reading:
    body: str = ""
    day: date | None = None
    topic: str = ""
    who: dict[str, list[str]] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    has_begun: bool = False
    awaits: str = ""

    def take(self, label: str, value: str) -> None:
        """Put what stands after a label where it belongs."""
        if not value:
            self.awaits = label
        elif label in NAMED:
            self.who.setdefault(NAMED[label], []).append(value)
        elif label in WHEN and (day := day_in(value)) and self.day in (None, day):
            self.day = day
            if not _is_told(_without_day(value)):
                self.unread.append(f"{label}：{value}")
        elif label in ABOUT:
            self.topic = self.topic or value[:LONGEST_TOPIC]
            self.text.append(f"{label}：{value}")
        else:
            self.unread.append(f"{label}：{value}")


def read_minutes(lines: Sequence[str], bodies: Mapping[str, str]) -> Told:
    """Read the lines of old minutes; `bodies` gives the body for each word that it goes by."""
    found = _Reading()
    for line in lines:
        label, value = _labelled(line)
        if label:
            found.has_begun, found.awaits = True, ""
            found.take(label, value)
        elif found.awaits:
            label, found.awaits = found.awaits, ""
            found.take(label, line)
        elif line.replace(" ", "").startswith(AFTER):
            found.unread.append(line)
        elif found.has_begun:
            found.text.append(line)
        else:
            _head(found, line, bodies)
    if not found.text:
        found.text, found.unread = found.unread, []
    day = found.day or next(filter(None, map(day_in, lines)), None)
    present = "\n".join(f"{label}：{'、'.join(values)}" for label, values in found.who.items())
    return Told(found.body, day, found.topic, present, "\n".join(found.text), tuple(found.unread))


def _head(found: _Reading, line: str, bodies: Mapping[str, str]) -> None:
    """A line above all labels: the title, the number of the meeting, the day; what else it says stands with what was not read."""
    rest = line
    word = max((each for each in bodies if each in line), key=len, default="")
    if word and found.body in ("", bodies[word]):
        found.body, rest = bodies[word], rest.replace(word, "", 1)
    times = _TIMES.search(rest)
    if times and not found.topic:
        found.topic, rest = "".join(times[0].split()), rest.replace(times[0], "", 1)
    if not _is_told(_without_day(rest) if day_in(rest) else rest):
        found.unread.append(line)


def _without_day(line: str) -> str:
    return _WRITTEN.sub("", _DAY.sub("", line, count=1), count=1)


def _is_told(rest: str) -> bool:
    """Whether nothing is left that somebody might look for."""
    return not _FILLER.sub("", rest)


def _labelled(line: str) -> tuple[str, str]:
    """The known label with which a line begins, and what stands after it; a label alone may be a cell of a table."""
    before, colon, after = line.partition("：") if "：" in line else line.partition(":")
    label = _NUMBER.sub("", "".join(before.split()))
    if len(label) > LONGEST_LABEL or label not in KNOWN:
        return "", ""
    return label, after.strip() if colon else ""


def day_in(line: str) -> date | None:
    """The first day that is written in a line, in figures or in words."""
    if found := _DAY.search(line):
        year, month, day = map(int, found.groups())
    elif found := _WRITTEN.search(line):
        year = int("".join(str(_DIGITS[each]) for each in found[1]))
        month, day = _number(found[2]), _number(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(words: str) -> int:
    """三十一 as 31."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS.get(words, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)
