"""A directive of the small world on its way: drafted, issued, and with those who receive it at hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.directives.actions import draft_directive, issue_directive
from jingwei.mechanisms.directives.models import Directive, Receipt
from tests.support.world import World

ISSUED_ON, DUE = date(2026, 4, 7), date(2026, 4, 30)
NOON = datetime(2026, 4, 7, 12, 0, tzinfo=ZONE)
KINDS = ("faculty-committee", "teacher-branch")
PAPER: dict[str, Any] = {
    "title": "关于建立服务振兴发展清单的通知",
    "text": "各院系列出清单，支部每年至少办一项。",
    "due": DUE,
    "alignment": "落实第五条，和去年的安排没有不同。",
    "paper_number": "校党委〔2026〕12号",
}


@dataclass
class Story:
    """The directive, and receipts by the names of the small world."""

    world: World
    directive: Directive

    def receipt(self, name: str) -> Receipt:
        """That of an organisation, read anew."""
        return Receipt.objects.get(directive=self.directive, organisation=self.world[name])

    def actor(self, account: str) -> Actor:
        """Whoever acts."""
        return self.world.actor(account)

    def told(self) -> list[tuple[str, str]]:
        """Verb and sentence-free gist of every record about the directive and its receipts."""
        about = Record.objects.filter(subject_type__in=("directive", "receipt")).order_by("seq")
        return list(about.values_list("verb", "actor_name"))


def drafted(world: World, **more: Any) -> Story:
    """A draft of the committee for Schools and teachers' branches."""
    values = PAPER | {"kinds": KINDS, "clauses": ("3.5", "5.2a")} | more
    return Story(world, draft_directive(world["committee"], actor=world.actor("committee"), **values))


@contextmanager
def issued(world: World, *, at: date | datetime = NOON, **more: Any) -> Iterator[Story]:
    """The same, issued, the clock held at `at`."""
    with clock_at(at):
        story = drafted(world, **more)
        story.directive = issue_directive(story.directive, actor=world.actor("committee"))
        yield story
