"""A flow is a table: what is open where, where it leads, and how it is drawn."""

from __future__ import annotations

import pytest

from jingwei.kernel.flow import FLOWS, Flow, Step, flow

DOOR = Flow(
    "door",
    "shut",
    (
        Step("open", "shut", "open"),
        Step("shut", "open", "shut"),
        Step("knock", "shut", "shut"),
        Step("break", "shut", "gone"),
        Step("break", "shut", "open"),
    ),
    (("shut", "关着"),),
)


def test_states_come_in_the_order_of_mention() -> None:
    assert DOOR.states == ("shut", "open", "gone")
    assert DOOR.final == ("gone",)


def test_a_step_is_open_from_its_source_alone() -> None:
    assert DOOR.open_steps("shut") == ("open", "knock", "break")
    assert DOOR.open_steps("open") == ("shut",)
    assert DOOR.open_steps("gone") == ()
    assert DOOR.targets("gone", "open") == ()


def test_a_step_leads_on_and_may_keep_its_state() -> None:
    assert DOOR.advance("shut", "open") == "open"
    assert DOOR.advance("shut", "knock") == "shut"


def test_where_there_is_a_choice_it_must_be_made() -> None:
    assert DOOR.advance("shut", "break", to="gone") == "gone"
    for to in (None, "shut"):
        with pytest.raises(ValueError, match="break does not lead"):
            DOOR.advance("shut", "break", to=to)


def test_a_step_that_is_not_in_the_table_leads_nowhere() -> None:
    with pytest.raises(ValueError, match="open does not lead from open"):
        DOOR.advance("open", "open")


def test_a_state_is_named_in_the_words_of_people() -> None:
    assert (DOOR.label("shut"), DOOR.label("open")) == ("关着", "open")


def test_the_drawing_shows_every_step() -> None:
    drawing = DOOR.mermaid()

    assert "[*] --> shut" in drawing
    assert "gone --> [*]" in drawing
    assert all(f"{s.source} --> {s.target}: {s.name}" in drawing for s in DOOR.steps)


def test_a_flow_has_its_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FLOWS, "door", DOOR)

    with pytest.raises(RuntimeError, match="declared twice: door"):
        flow("door", "shut")
