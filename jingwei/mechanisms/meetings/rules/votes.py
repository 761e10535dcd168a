"""When a count of votes is sound, and when it carries what was proposed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jingwei.kernel.packs.spec import Deciding, reaches


@dataclass(frozen=True)
class Count:
    """A vote as it was counted: `seats` with a vote and the `present` among them, without those who stepped aside.

    `by_proxy` are the votes that those present give for others, where the rule allows any.
    """

    seats: int
    present: int
    yes: int
    no: int
    abstained: int
    spoilt: int = 0
    by_proxy: int = 0

    @property
    def voters(self) -> int:
        """How many votes there are to give: those of who is there, and those they give for others."""
        return self.present + self.by_proxy

    @property
    def given(self) -> int:
        """How many hands or ballots there were."""
        return self.yes + self.no + self.abstained + self.spoilt


def count_fault(count: Count, *, by_ballot: bool) -> str | None:
    """What does not add up; hands cannot be spoilt, and nobody has two."""
    if count.spoilt and not by_ballot:
        return _("举手表决没有废票。")
    if count.given > count.voters:
        told = _("一共记了 {given} 票，可是能表决的只到了 {present} 人，请再数一遍。")
        return told.format(given=count.given, present=count.voters)
    if count.given < count.voters and not by_ballot:
        told = _("能表决的到了 {present} 人，只记了 {given} 人；没有举手的记作弃权。")
        return told.format(given=count.given, present=count.voters)
    return None


def is_carried(count: Count, deciding: Deciding) -> bool:
    """Whether enough were in favour, of all seats or of those present."""
    whole = count.seats if deciding.of == "seats" else count.voters
    return reaches(deciding.in_favour, count.yes, whole)
