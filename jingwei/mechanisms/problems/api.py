"""Problems over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.matters.queries import partner_for
from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.problems.queries import PROBLEMS, owner_for, problem_for, unit_for
from jingwei.mechanisms.problems.rules import missing_of


class ProblemOut(Answer):
    """A problem of an organisation; `missing` says what is not there yet to show that it is solved."""

    id: int
    organisation_id: int
    unit_id: int | None
    text: str
    source: str
    named_at_id: int
    named_on: date
    due: date
    state: str
    matter_id: int | None
    into_id: int | None
    outcome: str
    shown_by: str
    missing: str
    reason: str
    ended_on: date | None
    version: int


def _problem(actor: Actor, problem: Any) -> dict[str, Any]:
    plain = {name: getattr(problem, name) for name in ProblemOut.model_fields if name != "missing"}
    return plain | {"missing": missing_of(problem) if problem.ended_on is None else ""}


routers = {
    "problems": router_of(
        Resource(
            "problems",
            problem_for,
            _problem,
            ProblemOut,
            PROBLEMS,
            verbs=(
                *("problems.open_matter", "problems.carry", "problems.report", "problems.close"),
                *("problems.return", "problems.reopen", "problems.withdraw", "problems.merge"),
            ),
            creates=(
                Creates(
                    "problems.name",
                    "organisation_id",
                    organisation_for,
                    finds=(("party", owner_for), ("unit", unit_for)),
                ),
            ),
            finds=(("partner", partner_for),),
        )
    )
}
