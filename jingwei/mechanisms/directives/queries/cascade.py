"""How far a directive has come below: by level in one question, one group opened in another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.directives.flow import CLOSED, EXCUSED, REACHED, SETTLED, STANDING, TAKEN
from jingwei.mechanisms.directives.models import Directive, Receipt

STUCK = timedelta(days=5)
SHOWN = 400
"""So many lines are drawn one by one; beyond, a group is opened to see its own."""
LISTED = 100
"""Where not all are drawn, so many are listed by what they answered; the next come when these are done."""


@dataclass(frozen=True)
class Line:
    """One organisation: how far it has come (0 excused, 1 to 4), for how many days it stands there, whether that is long."""

    receipt: Receipt
    reached: int
    days: int
    is_stuck: bool


@dataclass
class Level:
    """A group: an organisation of the next level with all below it. `gates` counts who has come so far or further."""

    path: str
    name: str = ""
    count: int = 0
    excused: int = 0
    closed: int = 0
    stuck: int = 0
    gates: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    lines: list[Line] = field(default_factory=list)

    def add(self, state: str, number: int, *, is_stuck: bool) -> None:
        """Count so many that stand in a state."""
        self.count += number
        if state == EXCUSED:
            self.excused += number
            return
        self.closed += number if state == CLOSED else 0
        for gate in range(REACHED[state]):
            self.gates[gate] += number
        self.stuck += number if is_stuck else 0


@dataclass(frozen=True)
class Cascade:
    """All groups below an organisation, their sum, and whether single lines are drawn in all of them."""

    levels: tuple[Level, ...]
    whole: Level
    is_drawn: bool
    opened: str

    @property
    def left(self) -> int:
        """How many are neither settled nor excused."""
        return self.whole.count - self.whole.closed - self.whole.excused


def cascade_for(actor: Actor, directive: Directive, root: str, opened: str = "") -> Cascade:
    """The cascade below the path `root`, as the directive was sent; `opened` is the path of the group in full.

    A fixed number of questions (4), whatever the size of the tree.
    """
    today = clock.today()
    rows = _below(actor, directive, root).order_by()
    reach = len(root) + Organisation.steplen
    whole, levels = Level(root), dict[str, Level]()
    for group, state, moved_on, due, number in COUNTED(directive.pk, root, reach=reach, heads=actor.above):
        level = levels.setdefault(group, Level(group))
        is_stuck = _is_stuck(state, moved_on, due, today)
        for each in (level, whole):
            each.add(state, number, is_stuck=is_stuck)
    is_drawn = whole.count <= SHOWN
    if is_drawn or opened in levels:
        drawn = rows if is_drawn else rows.filter(under("path", [opened]))
        _draw(levels, _with_left(drawn).order_by("path")[:SHOWN], reach, today)
    _name(actor, directive, levels.values())
    return Cascade(tuple(levels[path] for path in sorted(levels)), whole, is_drawn, opened)


def _below(actor: Actor, directive: Directive, root: str) -> QuerySet[Receipt]:
    return _receipts_below(directive.pk, root, heads=actor.above)


def _receipts_below(directive_id: int, root: str, *, heads: bool) -> QuerySet[Receipt]:
    """The receipts below a path; from above universities those of their `heads` alone."""
    rows = Receipt.objects.filter(under("path", [root]), directive=directive_id).exclude(path=root)
    return rows.filter(parent=None) if heads else rows


def _counted(directive_id: int, root: str, *, reach: int, heads: bool) -> QuerySet[Receipt, Any]:
    """How many stand how since when, by group: the first `reach` characters of the path."""
    rows = _receipts_below(directive_id, root, heads=heads).order_by()
    grouped = rows.annotate(group=Substr("path", 1, reach)).values_list("group", "state", "moved_on", "due")
    return grouped.annotate(number=Count("*"))


def _names(directive_id: int, paths: Sequence[str]) -> QuerySet[Receipt, Any]:
    rows = Receipt.objects.filter(directive=directive_id, path__in=paths)
    return rows.order_by().values_list("path", "name")


COUNTED, NAMES = Prepared(_counted), Prepared(_names)


def lines_in(
    actor: Actor,
    directive: Directive,
    root: str,
    cascade: Cascade,
    *,
    opened: str = "",
    states: Sequence[str] = (),
) -> list[Line]:
    """Single organisations of the group `opened`, or those in certain states; of what is drawn, without a question."""
    if cascade.is_drawn or opened:
        lines = [line for level in cascade.levels if opened in ("", level.path) for line in level.lines]
        return [line for line in lines if not states or line.receipt.state in states]
    rows = _below(actor, directive, root).filter(state__in=list(states))
    today = clock.today()
    return [_line(each, today) for each in _with_left(rows).order_by("path")[:LISTED]]


def _with_left(rows: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Receipts that know how many below them are not settled, so that what may be done about them asks nothing more."""
    return rows.annotate(left=Count("children", filter=~Q(children__state__in=SETTLED)))


def _is_stuck(state: str, moved_on: date, due: date, today: date) -> bool:
    """Whether nothing was taken in hand for days, or what was is past the day of report."""
    return (state in STANDING and moved_on + STUCK <= today) or (state == TAKEN and due < today)


def _draw(levels: dict[str, Level], receipts: Iterable[Receipt], reach: int, today: date) -> None:
    for receipt in receipts:
        levels[receipt.path[:reach]].lines.append(_line(receipt, today))


def _line(receipt: Receipt, today: date) -> Line:
    is_stuck = _is_stuck(receipt.state, receipt.moved_on, receipt.due, today)
    return Line(receipt, REACHED.get(receipt.state, 0), (today - receipt.moved_on).days, is_stuck)


def _name(actor: Actor, directive: Directive, levels: Collection[Level]) -> None:
    """The names of then; of today where it was not sent to the one at the head of a group."""
    paths = [level.path for level in levels]
    then = dict(NAMES(directive.pk, tuple(paths)))
    others = organisations_for(actor).filter(path__in=set(paths) - set(then))
    now = dict(others.values_list("path", "name")) if len(then) < len(paths) else {}
    for level in levels:
        level.name = then.get(level.path) or now.get(level.path, "")
