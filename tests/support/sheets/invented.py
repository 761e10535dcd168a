"""Invents people, identity numbers that were never issued, and telephone numbers that ring nowhere."""

import random
from datetime import date, timedelta

from jingwei.adapters.sheets.cells import check_character

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
GIVEN = "安柏成初春达恩帆歌禾景可兰岭茂宁沛琪如舒桐维熙雅远泽之知舟子青岚松雪棠晏璟玥堃喆垚淏祎珺昇"
FIRST_BIRTH = date(1960, 1, 1)


def name(chance: random.Random) -> str:
    """Invent a name of two or three characters."""
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2))))


def id_number(serial: int, born: date | None = None) -> str:
    """Make a valid identity number in a region, 990000, that does not exist."""
    born = born or FIRST_BIRTH + timedelta(days=serial * 7919 % 15_000)
    first = f"990000{born:%Y%m%d}{serial % 998 + 1:03d}"
    return first + check_character(first)


def wrong_check(number: str) -> str:
    """Spoil the last character of an identity number."""
    return number[:17] + ("7" if number[17] != "7" else "3")


def mobile(serial: int) -> str:
    """Make a telephone number in a row of noughts that nobody has."""
    return f"199{serial:08d}"
