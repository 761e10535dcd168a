"""Those who write minutes at the same time, over a network that loses requests and answers: each sends until it is heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jingwei.mechanisms.meetings.models import Hearing
from jingwei.mechanisms.meetings.tests.school import School

WRITERS = ("faculty", "dean", "member", "organizer", "head")
Sent = tuple[str, int]
"""Who sends which of their lines; sent again it bears the same number."""


def text_of(account: str, line: int) -> str:
    """What somebody writes as their how many-th line."""
    return f"{account} 记的第 {line} 句"


def send(client: Any, hearing: Hearing, account: str, line: int) -> int:
    """Send a line by the API under its number; the line that the answer names."""
    answer = client.post(
        "/api/v1/minutes",
        {"hearing_id": hearing.pk, "text": text_of(account, line)},
        content_type="application/json",
        headers={"Idempotency-Key": f"{account}-{line}"},
    )
    assert answer.status_code == 200, answer.content
    return int(answer.json()["id"])


def read_by(school: School, hearing: Hearing) -> list[list[tuple[int, str]]]:
    """The minutes as each of the writers reads them."""
    at = f"/api/v1/hearings/{hearing.pk}"
    found = [school.client(each).get(at).json()["minutes"] for each in WRITERS]
    return [[(line["id"], line["text"]) for line in each] for each in found]


def in_order(texts: Sequence[str], sent: Iterable[Sent]) -> bool:
    """Whether the lines of each writer stand in the order in which they were sent first."""
    for account in WRITERS:
        own = list(dict.fromkeys(text_of(*each) for each in sent if each[0] == account))
        if [each for each in texts if each in own] != own:
            return False
    return True
