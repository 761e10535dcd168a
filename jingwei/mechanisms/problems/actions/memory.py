"""What all verbs on a problem need: a step taken, kept with its values, and recorded."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.events import Event
from jingwei.mechanisms.problems.flow import CLOSED, PROBLEM
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.rules import CLAUSE, proof_of

LONGEST_REASON = LONGEST_OUTCOME = 200


def moved(problem: Problem, actor: Actor, event: Event, *, to: str | None = None, **values: Any) -> Problem:
    """Take the step of the event's verb, keep the values with it, and leave its record."""
    problem.state = PROBLEM.advance(problem.state, event.verb.partition(".")[2], to=to)
    for name, value in values.items():
        setattr(problem, name, value)
    problem.version += 1
    problem.save()
    tags = [f"source:{problem.source}"]
    if problem.state == CLOSED:
        shown = "matter" if proof_of(problem) else "named"
        tags += [f"shown:{shown}", f"due:{punctual(problem.ended_on, problem.due)}"]
    record(event, actor=actor, subject=problem, tags=tags, clauses=(CLAUSE,))
    return problem
