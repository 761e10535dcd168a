"""Decides the measures and fonts of GB/T 9704-2012: page, grid of 22 lines by 28 characters, page number, sizes."""

WIDTH, HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
"""Margins in millimetres (天头 and 订口 are the top and the left one)."""
TYPE_AREA = WIDTH - LEFT - RIGHT

SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 22, 16, 14, 10.5
"""二号, 三号, 四号 and 五号 in points."""

# 22 lines share the 225 mm between the margins, 28 characters of 16 pt the 156 mm: so each line is 28.95 pt and
# each character stands 0.3 pt closer to the next.
LINE, CLOSER = 28.95, -0.3
TITLE_LINE, BESIDE_TABLE, HAND_LINE = 34, 8, 16
MARK_BELOW = 35
"""So many millimetres below the top of the type area stands the mark of a red head."""
MARK_LARGEST, MARK_LINE = 46, 60
RED = "FF0000"

FANGSONG = "仿宋_GB2312"
TITLE_SONG = "方正小标宋简体"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"
LATIN = "Times New Roman"


def table_measures(is_for_hands: bool) -> tuple[float, float]:
    """Size of the letters and height of a line in a table, in points."""
    return (SIZE_4, 22) if is_for_hands else (SIZE_5, 18)


def mark_size(mark: str) -> float:
    """The size at which the mark of a red head still stands in one line."""
    return min(MARK_LARGEST, int(TYPE_AREA / 25.4 * 72 / max(len(mark), 1)))
