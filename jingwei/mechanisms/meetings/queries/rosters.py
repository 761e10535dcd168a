"""What a roster of meetings that were held elsewhere says: which are new, which are known, and what cannot be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.sheets.faults import fault
from jingwei.adapters.sheets.headers import ColumnSet, ColumnSpec
from jingwei.adapters.sheets.kinds import Brought, Finds
from jingwei.adapters.sheets.table import Line, Table
from jingwei.foundation.policy.queries import norms_of
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.bulk import Standing
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.flow import RECORDED
from jingwei.mechanisms.meetings.models import Meeting

BRING_IN = "meetings.bring_in"
LONGEST_TOPIC, LONGEST_OUTCOME = 80, 1000


def _column(key: str, names: str, kind: str = "text", *, required: bool = False) -> ColumnSpec:
    return ColumnSpec(key, tuple(names.split()), kind, required)


_WHERE = (
    _column("organisation_code", "所在党支部编码 党支部编码 支部编码 党支部编号 所属党支部编码", "code"),
    _column("organisation_name", "所在党支部 党支部 党支部名称 支部名称 所属党支部", "name"),
    _column("group_code", "所在党小组编码 党小组编码 党小组编号", "code"),
    _column("group_name", "所在党小组 党小组 党小组名称", "name"),
    _column("committee_code", "所在分党委编码 分党委编码 所属分党委编码 二级党委编码", "code"),
    _column("committee_name", "所在分党委 分党委 分党委名称 所属分党委 二级党委", "name"),
)
_HOW_MANY = (
    _column("expected", "应到人数 应到 应到会人数 应出席人数", "number"),
    _column("present", "实到人数 实到 实到会人数 实际到会人数 到会人数", "number"),
)
_ONE_OF = (("organisation_code", "organisation_name"),)
ROSTER = ColumnSet(
    id="meetings",
    columns=(
        *_WHERE,
        ColumnSpec("body", ("会议类型", "会议类别", "三会一课类型"), "choice", True),
        _column(
            "held_on", "实际会议时间 会议时间 召开时间 实际时间 会议日期 召开日期", "date", required=True
        ),
        _column("name", "会议名称 会议主题 主题 名称", required=True),
        *_HOW_MANY,
        _column("outcome", "会议决议 决议 议定事项"),
    ),
    one_of=_ONE_OF,
)
ACTIVITIES = ColumnSet(
    id="themed-days",
    columns=(
        *_WHERE,
        ColumnSpec("body", ("活动类型",), "choice"),
        _column("held_on", "实际时间 活动时间 实际活动时间 活动日期 开展时间", "date", required=True),
        _column("name", "活动主题 活动名称 主题党日主题", required=True),
        *_HOW_MANY,
        _column("outcome", "主要内容及特色 活动成效 主要内容"),
    ),
    one_of=_ONE_OF,
    fixed={"body": "主题党日"},
)
TAKEN = frozenset(spec.key for spec in ROSTER.columns)
SHEETS = {ROSTER.id: _l("三会一课"), ACTIVITIES.id: _l("主题党日")}


@dataclass(frozen=True, slots=True)
class OldMeeting:
    """A meeting that was held elsewhere: numbers, and no names."""

    organisation_id: int
    body: str
    held_on: date
    topic: str
    outcome: str
    expected: int
    present: int
    counts: bool


Key = tuple[int, str, date, str]


def body_words() -> dict[str, dict[str, str]]:
    """How rosters call the bodies of the packs; what is private is in none."""
    bodies = [body for body in registry.bodies() if not body.private]
    found = {body.label.zh: body.id for body in bodies}
    found |= {word: body.id for body in bodies for word in (body.label.en, *body.called)}
    return {"body": found}


def plan_rosters(actor: Actor, table: Table, find: Finds) -> list[Brought]:
    """The meetings of a roster that are new; blames what cannot be."""
    bodies = norms_of(university_for(actor)).bodies
    read = [(line, _read(actor, table, line, find, bodies)) for line in table.lines]
    days = [made.held_on for _line, made in read if made]
    known = _known(actor, min(days), max(days)) if days else set()
    seen: dict[Key, int] = {}
    brought = []
    for line, made in read:
        if made is None:
            continue
        key = (made.organisation_id, made.body, made.held_on, made.topic)
        if (first := seen.setdefault(key, line.number)) != line.number:
            table.blame(line, "name", fault("duplicate-in-sheet", column=table.title("name"), row=first))
        elif key not in known:
            brought.append(Brought(line, _title(bodies, made), _says(line, made), made))
    return brought


def _known(actor: Actor, first: date, last: date) -> set[Key]:
    rows = Meeting.objects.filter(university_id=actor.university_id, state=RECORDED)
    rows = rows.filter(held_on__gte=first, held_on__lte=last)
    return set(rows.values_list("organisation_id", "body", "held_on", "topic"))


def _read(
    actor: Actor, table: Table, line: Line, find: Finds, bodies: Mapping[str, Body]
) -> OldMeeting | None:
    """What a row says, or None where something of it cannot be."""
    values = line.values
    place = _place(line, find)
    body = bodies.get(values.get("body") or "")
    held_on, topic = values.get("held_on"), " ".join((values.get("name") or "").split())
    outcome = (values.get("outcome") or "").strip()
    expected, present = values.get("expected") or 0, values.get("present") or 0
    if place and not actor.holds(BRING_IN, place.path):
        _blame(table, line, "organisation_code", fault("outside-scope", value=place.name))
    if place and body and place.kind not in body.held_by:
        _refuse(table, line, "body", _not_held(body))
    if held_on and held_on > clock.today():
        _refuse(table, line, "held_on", _("这一天还没有到。"))
    if expected and present > expected:
        _refuse(table, line, "present", _("实到比应到还多。"))
    for key, said, limit in (("name", topic, LONGEST_TOPIC), ("outcome", outcome, LONGEST_OUTCOME)):
        if len(said) > limit:
            _blame(table, line, key, fault("text-too-long", count=len(said), limit=limit))
    if line.faults or place is None or body is None or held_on is None:
        return None
    asked_all = body.expected == "members"
    counts = body.quorum == "none" or not expected or 2 * present > expected
    numbers = (expected if asked_all else 0, present)
    return OldMeeting(place.pk, body.id, held_on, topic, outcome, *numbers, counts)


def _place(line: Line, find: Finds) -> Any:
    """The group that a row names, else the branch; below the committee where several branches bear the name."""
    above = find(line, "committee_code", "committee_name")
    branch = find(line, "organisation_code", "organisation_name", below=above.path if above else "")
    if branch and (line.values.get("group_code") or line.values.get("group_name")):
        return find(line, "group_code", "group_name", below=branch.path)
    return branch


def _not_held(body: Body) -> str:
    if "party-group" in body.held_by:
        return _("党小组会记在党小组名下：加一列“党小组”，写明是哪个小组。")
    return _("这个组织不开这种会。")


def _refuse(table: Table, line: Line, key: str, reason: str) -> None:
    _blame(table, line, key, fault("refused", reason=reason.rstrip("。")))


def _blame(table: Table, line: Line, key: str, what: Any) -> None:
    if key not in {found.key for found in line.faults}:
        table.blame(line, key, what)


def _title(bodies: Mapping[str, Body], made: OldMeeting) -> str:
    return _("{body}：{topic}").format(body=bodies[made.body].label.here(), topic=made.topic)


def _says(line: Line, made: OldMeeting) -> tuple[tuple[Any, str], ...]:
    where = line.values.get("group_name") or line.values.get("organisation_name")
    said = [(_l("组织"), where or line.values.get("organisation_code") or "")]
    said.append((_l("哪天"), made.held_on.isoformat()))
    if made.expected or made.present:
        said.append((_l("到会"), f"{made.present}/{made.expected}" if made.expected else str(made.present)))
    return tuple(said)


def standing_on_meetings(ids: Collection[int]) -> dict[Any, Standing]:
    """Meetings that were put right since they came in."""
    rows = Meeting.objects.filter(Among(F("pk"), ids), version__gt=1, state=RECORDED)
    found = Standing.of(rows, "id")
    return {_l("改正过的会议"): found} if found.count else {}


def titles_of_meetings(ids: Collection[int]) -> Sequence[str]:
    """What met, by id."""
    return [each.title for each in Meeting.objects.filter(pk__in=list(ids)).order_by("pk")]
