"""The API of a verb is its signature: what is missing, unknown or out of sight is told by field."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from jingwei.kernel.actions import VERBS
from jingwei.kernel.errors import NotFound
from jingwei.kernel.resources import Answer, Resource, body_of, open_verbs, router_of, values_of
from tests.kernel.plot.models import Plot
from tests.kernel.plot.room import dig, gardener, plot_for, plots
from tests.support.world import World


class PlotOut(Answer):
    """A plot."""

    id: int
    name: str


def test_the_body_of_a_verb_is_its_signature(garden: World) -> None:
    schema = body_of(VERBS["plot.dig"]).model_json_schema()

    assert set(schema["properties"]) == {"deep", "on"}
    assert schema["properties"]["deep"]["default"] == 1
    assert schema["additionalProperties"] is False
    assert body_of(VERBS["plot.sow"]).model_json_schema()["required"] == ["crop"]


@pytest.mark.parametrize(
    "body", [{"deep": "deep"}, {"deep": 1, "wide": 2}, {"actor": 1}, {"on": "soon"}, {"deep": 10**30}]
)
def test_what_does_not_fit_is_refused(garden: World, body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        body_of(VERBS["plot.dig"])(**body)


def test_nul_and_blanks_around_are_stripped(garden: World) -> None:
    verb = VERBS["plot.sow"]
    body = body_of(verb)(crop=" 麦\x00 ")

    assert values_of(verb, gardener(1), body) == {"crop": "麦", "helper": ""}


def test_a_text_without_end_is_refused(garden: World) -> None:
    with pytest.raises(ValidationError):
        body_of(VERBS["plot.sow"])(crop="麦" * 20_001)


def test_an_object_is_named_by_id_and_must_be_in_sight(world: World) -> None:
    verb, actor = VERBS["organisations.cover"], world.actor("orgoffice")
    body = body_of(verb)

    assert values_of(verb, actor, body(unit_id=world["team"].pk))["unit"] == world["team"]
    with pytest.raises(NotFound):
        values_of(verb, actor, body(unit_id=world["foreign_faculty"].pk))


def test_the_verbs_open_now_come_with_the_reasons_of_the_rest(plot: Plot) -> None:
    actor = gardener(plot.university_id, "0001", "plot.dig", "plot.reap")
    names = ("plot.dig", "plot.reap", "plot.water")
    before = open_verbs(actor, plot, names)
    after = open_verbs(actor, dig(plot, actor=actor), names)

    assert [(v["verb"], v.get("code")) for v in before] == [
        ("plot.dig", None),
        ("plot.reap", "step-not-open"),
    ]
    assert [(v["verb"], v.get("code")) for v in after] == [
        ("plot.dig", "step-not-open"),
        ("plot.reap", "step-not-open"),
    ]


def test_each_verb_is_an_operation_of_its_own_name_unless_another_noun_has_it_too(garden: World) -> None:
    router = router_of(
        Resource(
            "plots",
            plot_for,
            lambda a, p: {"id": p.pk, "name": p.name},
            PlotOut,
            plots("id"),
            ("plot.dig", "plot.sow", "plot.reap"),
            called={"plot.reap": "plots.reap"},
        )
    )

    found = {
        operation.operation_id: (method, path)
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    assert found == {
        "plots.list": ("GET", ""),
        "plots.one": ("GET", "/{int:id}"),
        "plot.dig": ("POST", "/{int:id}/dig"),
        "plot.sow": ("POST", "/{int:id}/sow"),
        "plots.reap": ("POST", "/{int:id}/reap"),
    }
