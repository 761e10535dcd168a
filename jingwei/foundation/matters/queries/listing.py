"""The list of matters: for the page, the API and the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import (
    ACCEPTED,
    CLOSED,
    CONFIRMED,
    IMPLEMENTING,
    INSPECTING,
    MATTER,
    UNDER_WAY,
)
from jingwei.foundation.matters.models import PARTY, SIDES, Agreement, Deed, Matter, Milestone, other_side
from jingwei.foundation.matters.queries.choices import term_choices, type_choices
from jingwei.foundation.matters.queries.knots import counted, knots_of
from jingwei.foundation.matters.queries.seeing import SEEN, told_label
from jingwei.foundation.organisations.queries import (
    organisation_for,
    organisations_for,
    standing,
    to_choose,
    under,
)
from jingwei.foundation.policy.queries import cited_by
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.errors import Text
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared


def present(actor: Actor, matters: Sequence[Matter]) -> list[Row]:
    """One row a matter; `rows` draws its loom, one letter a milestone, `knots` its four stages (one question)."""
    ids = tuple(matter.pk for matter in matters)
    milestones: dict[int, list[Milestone]] = {pk: [] for pk in ids}
    agreed: dict[int, set[tuple[str, str]]] = {pk: set() for pk in ids}
    for pk, stage, side, *milestone in DRAWN(ids):
        if stage:
            agreed[pk].add((stage, side))
        else:
            milestones[pk].append(
                Milestone(matter_id=pk, side=side, **dict(zip(OF_MILESTONE, milestone, strict=True)))
            )
    return [
        {
            "id": matter.pk,
            "url": f"/matters/{matter.pk}/",
            "number": matter.number,
            "title": matter.title,
            "party": matter.party.name,
            "unit": matter.unit.name,
            "type": matter.type_label,
            "stage": matter.state_label,
            "state": matter.state,
            "due": matter.due,
            "milestones": "/".join(str(n) for n in _met(milestones[matter.pk])),
            "rows": "".join(milestone.loom_row for milestone in milestones[matter.pk]),
            "knots": list(knots_of(matter.state, agreed[matter.pk], counted(milestones[matter.pk]))),
            **_ahead(matter, milestones[matter.pk]),
        }
        for matter in matters
    ]


OF_MILESTONE = ("due", "id", "title", "state", "proved")


def _drawn(matters: tuple[int, ...]) -> QuerySet[Any, Any]:
    """What rows of matters draw: matter, stage, side of each agreement; of each milestone no stage, and `OF_MILESTONE`."""
    milestones = Milestone.objects.filter(matter__in=matters).order_by()
    agreements = Agreement.objects.filter(matter__in=matters).order_by()
    nothing, never = Value(""), Cast(Value(None), DateField())
    found = milestones.values_list("matter_id", nothing, "side", *OF_MILESTONE).union(
        agreements.values_list("matter_id", "stage", "side", never, "id", nothing, nothing, nothing), all=True
    )
    return found.order_by("due", "id")


DRAWN = Prepared(_drawn, narrow=True)


def _met(milestones: Sequence[Milestone]) -> tuple[int, int]:
    return sum(milestone.state == ACCEPTED for milestone in milestones), len(milestones)


def _ahead(matter: Matter, milestones: Sequence[Milestone]) -> Row:
    """The next milestone of a matter under way, and how many days it is late."""
    open_ones = [m for m in milestones if m.state != ACCEPTED and matter.state in UNDER_WAY]
    ahead = open_ones[0] if open_ones else None
    return {"next": ahead, "late": max((clock.today() - ahead.due).days, 0) if ahead else 0}


def _words(value: str) -> Q:
    return Q(title__icontains=value) | Q(number__startswith=value.upper())


def _known(column: str, group: str, value: str) -> Q:
    known = {term.id for term in registry.terms(group)}
    if value not in known:
        raise ValueError(value)
    return Q(**{f"{column}__contains": f"|{value}|"})


def _below(actor: Actor, value: str) -> Q:
    paths = (organisation_for(actor, int(value)).path,)
    return under("party__path", paths) | under("unit__path", paths)


def _one_sided(value: str) -> Q:
    """两侧脱节: under way or ended, with confirmed notes of one side alone (`party`, `unit`) or of either (`any`)."""
    if value not in (*SIDES, "any"):
        raise ValueError(value)
    begun = Q(state__in=(IMPLEMENTING, INSPECTING, CLOSED))
    return begun & (_only(PARTY) | _only("unit") if value == "any" else _only(value))


def _only(side: str) -> Q:
    deeds = Deed.objects.filter(matter=OuterRef("pk"), state=CONFIRMED)
    return Q(Exists(deeds.filter(side=side))) & ~Q(Exists(deeds.filter(side=other_side(side))))


def _reading(actor: Actor, value: str) -> Q:
    return Q(reading=Matter.Reading(value)) & told_label(actor)


def _stages(actor: Actor) -> Sequence[tuple[str, Text]]:
    return [(state, MATTER.label(state)) for state in MATTER.states]


def _organisations(actor: Actor) -> Candidates:
    """The organisations the actor may see, Party organisations first."""
    return to_choose(organisations_for(actor).filter(standing(clock.today())).order_by("tree", "path"))


def _sides(actor: Actor) -> Sequence[tuple[str, Text]]:
    return [("any", _l("两侧脱节")), ("party", _l("只有党建侧")), ("unit", _l("只有业务侧"))]


MATTERS = Listing(
    name="matters",
    label=_l("融合事项"),
    columns=(
        Column("number", _l("编号")),
        Column("title", _l("名称"), width=36),
        Column("party", _l("党建侧"), width=24),
        Column("unit", _l("业务侧"), width=24),
        Column("type", _l("类型")),
        Column("stage", _l("阶段"), "chip"),
        Column("due", _l("结束日期"), "date"),
        Column("milestones", _l("节点")),
    ),
    visible=SEEN,
    present=present,
    order=("-id",),
    filters=(
        Filter("q", _l("名称或编号"), lambda actor, value: _words(value)),
        Filter("state", _l("阶段"), lambda actor, value: Q(state=_stage(value)), _stages),
        Filter(
            "type",
            _l("类型"),
            lambda actor, value: Q(type=registry.matter_type(value).id),
            lambda actor: type_choices(),
        ),
        Filter(
            "function",
            _l("职能"),
            lambda actor, value: _known("functions", "function", value),
            lambda actor: term_choices("function"),
        ),
        Filter(
            "guarantee",
            _l("保证"),
            lambda actor, value: _known("guarantees", "guarantee", value),
            lambda actor: term_choices("guarantee"),
        ),
        Filter("organisation", _l("组织及以下"), _below, candidates=_organisations),
        Filter("clause", _l("条款"), lambda actor, value: cited_by(university_for(actor), value)),
        Filter("one_sided", _l("两侧脱节"), lambda actor, value: _one_sided(value), _sides),
        Filter("reading", _l("贴牌还是真有改变"), _reading, lambda actor: Matter.Reading.choices),
    ),
)


def _stage(value: str) -> str:
    if value not in MATTER.states:
        raise ValueError(value)
    return value
