"""How a plan is carried out: through the bulk doors of the rooms that own the rows, in one order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jingwei.adapters.progress import Progress
from jingwei.adapters.sheets.kinds import offered
from jingwei.foundation.organisations.actions import (
    Belonging,
    Founding,
    Naming,
    appoint_many,
    begin_many,
    cover_many,
    end_appointment,
    end_many,
    found_many,
    move_organisation,
    rename_organisation,
    take_back_appointments,
    take_back_memberships,
    take_back_organisations,
)
from jingwei.foundation.organisations.queries import appointment_for, organisation_for
from jingwei.foundation.people.actions import amend_many, register_many, take_back_people
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import batched
from jingwei.kernel.tails import going_on, look_after_keys
from jingwei.mechanisms.imports.queries import Made
from jingwei.mechanisms.imports.rules.plan import (
    TOGETHER,
    AppointmentStep,
    Node,
    OrganisationStep,
    PersonStep,
)


def carry_out(kind: str, steps: Iterable[Any], university: Any, actor: Actor, progress: Progress) -> None:
    """Do what the steps of a plan say; people, of whom there are many, portion by portion."""
    if kind == "people":
        with going_on():
            for portion in batched(steps, TOGETHER):
                _people(portion, university, actor)
                look_after_keys()
                progress.advance(len(portion))
    elif kind == "appointments":
        _appointments(list(steps), university.pk, actor)
    elif room := offered().get(kind):
        room.write(university, actor=actor, rows=[step.what for step in steps])
    else:
        _organisations(list(steps), university.pk, actor)


def take_out(made: Made, university: Any, actor: Actor, progress: Progress) -> None:
    """Remove what an import made, and nothing stands on; people portion by portion."""
    take_back_appointments(university.pk, actor=actor, ids=made.appointments)
    for portion in batched(made.people, TOGETHER):
        take_back_memberships(university.pk, actor=actor, people=portion)
        take_back_people(university, actor=actor, ids=portion)
        progress.advance(len(portion))
    take_back_organisations(university.pk, actor=actor, ids=made.organisations)
    for name, ids in made.elsewhere.items():
        offered()[name].take_back(university, actor=actor, ids=ids)


def _people(steps: list[PersonStep], university: Any, actor: Actor) -> None:
    new = [step for step in steps if step.is_new]
    people = [{"code": step.code, **step.given} for step in new]
    if new:
        ids = register_many(university, actor=actor, people=people)
        for step, person_id in zip(new, ids, strict=True):
            step.person_id = person_id
    if changes := {step.person_id or 0: step.given for step in steps if not step.is_new and step.given}:
        amend_many(university, actor=actor, changes=changes)
    if leaving := [_belonging(step, *left) for step in steps for left in step.leaves]:
        end_many(university.pk, actor=actor, belongings=leaving)
    if joining := [_belonging(step, *joined) for step in steps for joined in step.joins]:
        begin_many(university.pk, actor=actor, belongings=joining)


def _belonging(step: PersonStep, organisation_id: int, day: Any) -> Belonging:
    return Belonging(step.person_id or 0, step.code, step.name, organisation_id, day)


def _organisations(steps: list[OrganisationStep], university_id: int, actor: Actor) -> None:
    new = [step for step in steps if step.is_new]
    places: dict[Node, int] = {step.node: at for at, step in enumerate(new) if step.node}
    foundings = [_founding(step, places) for step in new]
    if new:
        ids = found_many(university_id, actor=actor, foundings=foundings)
        for step, pk in zip(new, ids, strict=True):
            if step.node:
                step.node.pk = pk
    for step in steps:
        if step.rename and step.node:
            name, short_name = step.rename
            rename_organisation(_found(actor, step.node), actor=actor, name=name, short_name=short_name)
        if step.move and step.node:
            move_organisation(_found(actor, step.node), actor=actor, parent=_found(actor, step.move))
    if links := [(step.node.pk or 0, step.cover.pk or 0) for step in steps if step.cover and step.node]:
        cover_many(university_id, actor=actor, links=links)


def _founding(step: OrganisationStep, places: dict[Node, int]) -> Founding:
    node, parent = step.node, step.parent
    assert node is not None and parent is not None
    return Founding(
        node.kind,
        node.code,
        node.name,
        node.short_name,
        step.since,
        parent=parent.pk,
        under=places.get(parent),
    )


def _found(actor: Actor, node: Node) -> Any:
    return organisation_for(actor, node.pk or 0)


def _appointments(steps: list[AppointmentStep], university_id: int, actor: Actor) -> None:
    for step in steps:
        if step.appointment_id:
            end_appointment(appointment_for(actor, step.appointment_id), actor=actor, until=step.until)
    if new := [step for step in steps if step.is_new]:
        appoint_many(
            university_id,
            actor=actor,
            namings=[
                Naming(s.person_id, s.code, s.name, s.organisation_id, s.role, s.since, s.until) for s in new
            ],
        )
