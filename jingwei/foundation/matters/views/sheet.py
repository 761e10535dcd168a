"""What the page of one matter shows: its parts as lines, each with the verbs open to the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.evidence.queries import attachments_about
from jingwei.foundation.matters.flow import ACCEPTED, CONFIRMED, NOTED, OPEN, PLANNING, WITHDRAWN
from jingwei.foundation.matters.queries import Whole, whole, words_of
from jingwei.foundation.matters.views.acts import Door, doors
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry

LEADS = ("agree_plan", "agree_deployment", "call_inspection", "inspect", "close")
ALL, WAITING, ONE_SIDED = "", "waiting", "one-sided"


@dataclass(frozen=True)
class Line:
    """A part with its doors; `files` beside a note, `percent` of a goal, `days` a note has waited or a date is past."""

    part: Any
    doors: Mapping[str, Door]
    files: Iterable[Any] = ()
    percent: int | None = None
    days: int = 0
    first: bool = False
    figures: Mapping[str, str] = field(default_factory=dict)


def sheet(actor: Actor, matter: Any, show: str) -> dict[str, Any]:
    """Everything that the template reads."""
    shown = whole(actor, matter)
    own = doors(actor, matter)
    lead = _lead(own)
    may_note = may(actor, "matters.note", matter) is None
    return {
        "matter": matter,
        "shown": shown,
        "doors": own,
        "lead": lead,
        "why": lead.refusal.message if lead and lead.refusal else shown.next_step,
        "may_note": may_note,
        "note_leads": may_note and (lead is None or lead.refusal is not None),
        "braid_shown": shown.milestones and (matter.state != PLANNING or (lead and lead.refusal is None)),
        "planning": matter.state == PLANNING,
        "today": clock.today(),
        "goals": [_goal_line(actor, goal) for goal in shown.goals],
        "milestones": _milestones(actor, shown),
        "tasks": [_dated(actor, each, "tasks", "done") for each in shown.tasks],
        "corrections": [_dated(actor, each, "corrections", "closed") for each in shown.corrections],
        "weights": _weights(shown),
        **_deeds(actor, shown, show),
        **_around(shown),
    }


def _weights(shown: Whole) -> dict[str, int]:
    total = sum(milestone.weight for milestone in shown.milestones)
    return {"total": total, "rest": 100 - total, "over": total - 100}


def _lead(own: Mapping[str, Door]) -> Door | None:
    """The verb that leads on; nothing where this side has agreed already and only waits for the other."""
    lead = next((own[name] for name in LEADS if name in own), None)
    agreed = lead and lead.refusal and lead.refusal.code == "rule" and lead.step.startswith("agree")
    return None if agreed else lead


def _milestones(actor: Actor, shown: Whole) -> list[Line]:
    """The milestones; whether one can be accepted is told of those that can, and of the first that cannot."""
    lines = [_dated(actor, each, "milestones", ACCEPTED) for each in shown.milestones]
    doors_ahead = [(line, line.doors.get("accept_milestone")) for line in lines]
    shut = next((line for line, way in doors_ahead if way and way.refusal), None)
    told = [line for line, way in doors_ahead if way and (way.refusal is None or line is shut)]
    return [replace(line, first=line in told) for line in lines]


def _dated(actor: Actor, part: Any, kind: str, done: str) -> Line:
    """A part with a date: how many days it is past, where it is not done."""
    over = part.state == done or part.matter.ended_on
    late = 0 if over else max((clock.today() - part.due).days, 0)
    return Line(part, doors(actor, part, kind), days=late)


def _goal_line(actor: Actor, goal: Any) -> Line:
    figures = {name: figure(getattr(goal, name)) for name in ("baseline", "current", "target")}
    return Line(goal, doors(actor, goal, "goals"), percent=_way(goal), figures=figures)


def figure(value: Decimal | None) -> str:
    """A figure as people write it, without trailing zeros."""
    return "" if value is None else f"{value.normalize():f}"


def _way(goal: Any) -> int | None:
    """How much of the way from the baseline to the target is behind, in percent; nothing where it cannot be said."""
    start = goal.baseline or Decimal(0)
    if goal.current is None or goal.target == start:
        return None
    return max(0, min(100, round((goal.current - start) / (goal.target - start) * 100)))


def _deeds(actor: Actor, shown: Whole, show: str) -> dict[str, Any]:
    """The notes under the chosen view, with their files; those taken back are left to the ledger."""
    deeds = [deed for deed in shown.deeds if deed.state != WITHDRAWN]
    files = attachments_about(actor, shown.matter)
    bound = {(d.milestone_id, d.side) for d in deeds if d.state == CONFIRMED}
    sides = {milestone: {s for m, s in bound if m == milestone} for milestone, _side in bound}
    views = {
        ALL: deeds,
        WAITING: [d for d in deeds if d.state == NOTED],
        ONE_SIDED: [d for d in deeds if d.state == CONFIRMED and len(sides[d.milestone_id]) == 1],
    }
    words = {ALL: _("全部"), WAITING: _("待认可"), ONE_SIDED: _("只有一侧")}
    chosen = show if show in views else ALL
    return {
        "deeds": [_deed_line(actor, deed, files.get(f"deed:{deed.pk}", ())) for deed in views[chosen]],
        "files": _file_lines(actor, files.get("", ())),
        "deeds_all": len(deeds),
        "deeds_confirmed": sum(deed.state == CONFIRMED for deed in deeds),
        "views": [
            {"label": f"{words[key]} {len(found)}", "url": f"?show={key}#deeds", "current": key == chosen}
            for key, found in views.items()
        ],
    }


def _deed_line(actor: Actor, deed: Any, files: Iterable[Any]) -> Line:
    waited = (clock.now() - deed.noted_at).days if deed.state == NOTED else 0
    return Line(deed, doors(actor, deed, "deeds"), files=_file_lines(actor, files), days=waited)


def _file_lines(actor: Actor, files: Iterable[Any]) -> list[tuple[Any, Door | None]]:
    """Files, each with the way to take it away where that is open."""
    lines = []
    for file in files:
        file.matter = file.subject
        own = doors(actor, file, "files").get("detach")
        lines.append((file, own if own and own.refusal is None else None))
    return lines


def _around(shown: Whole) -> dict[str, Any]:
    """The column beside: people with tasks, clauses, terms, the inspection under way."""
    matter = shown.matter
    posts: dict[tuple[str, str], list[str]] = {}
    for task in shown.tasks:
        who = task.person.name if task.person else task.post
        posts.setdefault((who, task.side), []).append(task.title)
    return {
        "crumbs": [{"label": _("融合事项"), "url": "/matters/"}, {"label": matter.number}],
        "people": [(who, _("、").join(titles), side) for (who, side), titles in posts.items()],
        "clauses": [registry.clause(each) for each in matter.clause_ids],
        "terms": words_of((*matter.function_ids, *matter.guarantee_ids, *matter.orientation_ids)),
        "called": next((i for i in shown.inspections if i.held_on is None), None),
        "held": [i for i in shown.inspections if i.held_on],
        "open_corrections": sum(each.state == OPEN for each in shown.corrections),
    }
