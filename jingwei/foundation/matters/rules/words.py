"""What a sentence gives away: whether it tells a result, and what it has in common with another."""

from __future__ import annotations

import re

RESULT = re.compile(
    r"(?<!没有)(达到|降到|提高到|降低|增加|减少|提高|完成了|获得|获批|立项|授权|发表|通过验收|签订|建成|受益|用上)"
)


def reads_as_outcome(text: str) -> bool:
    """Whether a sentence tells what came of the work rather than what was done."""
    return bool(RESULT.search(text))


def pairs_of(text: str) -> set[str]:
    """The neighbouring pairs of letters of a text, by which two texts are compared."""
    letters = re.sub(r"\W", "", text.lower())
    return {letters[i : i + 2] for i in range(len(letters) - 1)}
