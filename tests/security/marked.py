"""A world in which everything of another university, and of a sibling School, bears an unmistakable mark."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CharField, ForeignKey, ManyToOneRel, Model, TextField

from jingwei.adapters import clock
from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.evidence.actions import attach_evidence
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.actions import make_deputation, rename_organisation
from jingwei.foundation.organisations.models import Appointment, Organisation
from jingwei.foundation.people.actions import ask_amendment
from jingwei.foundation.people.models import Person
from jingwei.foundation.policy.models import Excuse
from jingwei.kernel.actor import system
from jingwei.mechanisms.committees.models import Committee, CommitteeSeat
from jingwei.mechanisms.directives.actions import add_addressee, draft_directive, issue_directive
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.imports.models import Import, ImportRow
from jingwei.mechanisms.measures.models import ClosedPeriod, TurnReading
from jingwei.mechanisms.meetings.models import (
    Attendance,
    Meeting,
    PaperTemplate,
    Series,
    Service,
    SignUp,
)
from jingwei.mechanisms.notices.models import Delivery, Device, MessengerApp, Notice, NoticePreference, Reach
from jingwei.mechanisms.problems.models import Problem
from tests.security.decided import FOREIGN, OWN, SIBLING, decided_in
from tests.support.matters import Story, story_at
from tests.support.world import BUILDER, World

SIBLING_NAME = "ZQN7"
"""Marks the names of sibling organisations: those may be read where a partner within the university is chosen."""
CODED = {"state", "type", "number", "clause", "part", "kind", "post_key", "digest", "functions", "guarantees"}
CODED |= {"orientations", "clauses", "proved", "unit_word", "media_type"}
KEEPER = system("系统", "evidence.*", "deputations.*", "directives.*", "organisations.*")
ATTACHED = b"%s: notes of a meeting\n"


def mark_world(world: World) -> Story:
    """Mark the world; returns the story of the own branch's matter, which bears the own mark."""
    _mark_organisations(world)
    _mark_people(world)
    with story_at(world, "inspecting") as story:
        matter = story.fresh()
    type(matter).objects.filter(pk=matter.pk).update(title=f"{OWN} {matter.title}")
    twins = {
        SIBLING: transplanted(matter, SIBLING, party=world["other_branch"], unit=world["other_team"]),
        FOREIGN: transplanted(
            matter, FOREIGN, party=world["foreign_committee"], unit=world["foreign_university"]
        ),
    }
    for mark, twin in {OWN: story.fresh(), **twins}.items():
        upload = SimpleUploadedFile(f"{mark}.txt", ATTACHED.replace(b"%s", mark.encode()))
        attach_evidence(twin, actor=KEEPER, upload=upload)
    _import_of(world)
    for account, mark in (("outsider", FOREIGN), ("neighbour", SIBLING)):
        wish = f"{mark}：电话不对"
        person = Person.objects.get(pk=world.people[account].pk)
        ask_amendment(person, actor=world.actor(account), wish=wish)
    _directives_of(world)
    _deputation_of(world, "outsider")
    _deputation_of(world, "branch", mark=OWN, deputy="head")
    _notice_of(world)
    _excuses_of(world)
    _action_items_of(world)
    _meetings_of(world)
    _paper_templates_of(world)
    decided_in(world)
    _committees_of(world)
    _problems_of(world)
    _closed_periods_of(world)
    _turn_readings_of(world)
    return story


def _excuses_of(world: World) -> None:
    """An excuse of one's own organisation, of a sibling and of a stranger, each with a marked reason."""
    whose = {OWN: world["branch"], SIBLING: world["other_branch"], FOREIGN: world["foreign_committee"]}
    for mark, organisation in whose.items():
        Excuse.objects.create(
            university_id=organisation.university_id,
            organisation=organisation,
            obligation="matters-inspected",
            since=clock.today().replace(month=1, day=1),
            reason=f"{mark}新成立",
            made_on=clock.today(),
        )


def _action_items_of(world: World) -> None:
    """What one's own branch, a sibling and a stranger settled, in the hands of their own people."""
    whose = ((OWN, "branch", "branch"), (SIBLING, "other_branch", "neighbour"))
    for mark, key, account in (*whose, (FOREIGN, "foreign_committee", "outsider")):
        at = {"university_id": world[key].university_id, "organisation": world[key]}
        occasion = Occasion.objects.create(**at, kind="study", topic=f"{mark}学习", held_on=clock.today())
        ActionItem.objects.create(
            **at,
            occasion=occasion,
            text=f"{mark}举措",
            person=world.people[account],
            due=clock.today(),
            outcome=f"{mark}办成",
            reason=f"{mark}理由",
        )


def _meetings_of(world: World) -> None:
    """A meeting of one's own branch, of a sibling and of a stranger, with somebody who was there, and the days it meets."""
    whose = ((OWN, "branch", "branch"), (SIBLING, "other_branch", "neighbour"))
    for mark, key, account in (*whose, (FOREIGN, "foreign_committee", "outsider")):
        university_id = world[key].university_id
        meeting = Meeting.objects.create(
            university_id=university_id,
            organisation=world[key],
            body="themed-day",
            held_on=clock.today(),
            topic=f"{mark}主题",
            outcome=f"{mark}结果",
            guests=f"{mark}列席",
            recorded_name=f"{mark}某",
            recorded_on=clock.today(),
        )
        Attendance.objects.create(
            university_id=university_id, meeting=meeting, person=world.people[account], present=True
        )
        SignUp.objects.create(university_id=university_id, meeting=meeting, person=world.people[account])
        Service.objects.create(
            university_id=university_id,
            meeting=meeting,
            words=f"{mark}村",
            reason=f"{mark}理由",
            answered_name=f"{mark}某",
        )
        Series.objects.create(
            university_id=university_id,
            organisation=world[key],
            body="themed-day",
            nth=3,
            room=f"{mark}室",
            since=clock.today(),
        )


def _paper_templates_of(world: World) -> None:
    """A form of a paper that one's own university uses no longer, and one that a stranger uses."""
    for mark, key, state in ((OWN, "home", "dropped"), (FOREIGN, "foreign", "in-use")):
        PaperTemplate.objects.create(
            university=world.universities[key],
            kind="agenda",
            name=f"{mark}.docx",
            state=state,
            set_name=f"{mark}某",
            set_on=clock.today(),
        )


def _closed_periods_of(world: World) -> None:
    """A closed period of the own branch, of a sibling and of a stranger."""
    whose = {OWN: world["branch"], SIBLING: world["other_branch"], FOREIGN: world["foreign_committee"]}
    for mark, organisation in whose.items():
        ClosedPeriod.objects.create(
            university_id=organisation.university_id,
            organisation=organisation,
            begins=date(2025, 1, 1),
            ends=date(2025, 12, 31),
            packs=[[f"{mark}包", 1, mark]],
            figures=[["milestones-on-time", mark, 0, 0]],
            height=0,
            head=mark,
            digest=mark,
            closed_on=clock.today(),
            closed_name=f"{mark}某",
            closed_post=f"{mark}职务",
        )


def _turn_readings_of(world: World) -> None:
    """What was said of a turn of the own branch, of a sibling and of a stranger."""
    whose = {OWN: world["branch"], SIBLING: world["other_branch"], FOREIGN: world["foreign_committee"]}
    for mark, organisation in whose.items():
        TurnReading.objects.create(
            university_id=organisation.university_id,
            organisation=organisation,
            year=clock.today().year,
            turn="label-to-substance",
            label=f"{mark}转变",
            stand="between",
            proposed="between",
            reason=f"{mark}理由",
            figures=[],
            said_on=clock.today(),
            said_name=f"{mark}某",
        )


def _committees_of(world: World) -> None:
    """A committee of the own team, of a sibling and of a stranger, with somebody who is nominated for a seat."""
    whose = ((OWN, "team", "branch", "branch"), (SIBLING, "other_team", "other_branch", "neighbour"))
    for mark, unit, party, account in (
        *whose,
        (FOREIGN, "foreign_university", "foreign_committee", "outsider"),
    ):
        university_id, today = world[unit].university_id, clock.today()
        committee = Committee.objects.create(
            university_id=university_id,
            organisation=world[unit],
            kind="academic-committee",
            name=f"{mark}委员会",
            seats=9,
            years=4,
            reason=f"{mark}理由",
            founded_on=today,
        )
        CommitteeSeat.objects.create(
            university_id=university_id,
            committee=committee,
            person=world.people[account],
            role="branch-secretary",
            post_at=world[party],
            party=world[party],
            grounds=f"{mark}合适",
            finding=f"{mark}结论",
            reason=f"{mark}理由",
            nominated_on=today,
            nominated_by=world.people["faculty" if mark == OWN else "province"],
        )


def _problems_of(world: World) -> None:
    """A problem of the own branch, of a sibling and of a stranger."""
    whose = ((OWN, "branch", "branch"), (SIBLING, "other_branch", "neighbour"))
    for mark, key, account in (*whose, (FOREIGN, "foreign_committee", "outsider")):
        Problem.objects.create(
            university_id=world[key].university_id,
            organisation=world[key],
            text=f"{mark}问题",
            source="voices",
            named_at=world[key],
            named_by=world.people[account],
            named_on=clock.today(),
            due=clock.today(),
            outcome=f"{mark}变化",
            shown_by=f"{mark}记录",
            reason=f"{mark}理由",
        )


def transplanted(matter: Any, mark: str, *, party: Organisation, unit: Organisation) -> Any:
    """A copy of a matter with all its parts under other owners, every free text marked."""
    twin = _copy(matter, mark, {"party": party, "unit": unit, "university": party.university})
    twins: dict[tuple[type[Model], int], Model] = {(type(matter), matter.pk): twin}
    for relation in type(matter)._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            for part in relation.related_model._base_manager.filter(**{relation.field.name: matter}).order_by(
                "pk"
            ):
                twins[(type(part), part.pk)] = _copy(part, mark, _moved(part, twins))
    return twin


def _moved(part: Model, twins: dict[tuple[type[Model], int], Model]) -> dict[str, Any]:
    """The links of a part that lead to something already copied."""
    found: dict[str, Any] = {}
    for field in part._meta.concrete_fields:
        if isinstance(field, ForeignKey) and (there := getattr(part, field.name)) is not None:
            found[field.name] = twins.get((type(there), there.pk), there)
    return found


def _copy(original: Model, mark: str, links: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    for field in original._meta.concrete_fields:
        value = getattr(original, field.name)
        if field.primary_key:
            continue
        if (
            isinstance(field, CharField | TextField)
            and value
            and not field.choices
            and field.name not in CODED
        ):
            value = f"{mark}{value}"[: field.max_length]
        if field.name == "number":
            value = f"{value}-{mark[2]}"
        values[field.name] = links.get(field.name, value)
    return type(original)._base_manager.create(**values)


def _directives_of(world: World) -> None:
    """One of the own university, which the sibling answered, and one of another."""
    due = clock.today() + timedelta(days=30)
    for key, mark in (("committee", OWN), ("foreign_committee", FOREIGN)):
        words = {name: f"{mark}{name}" for name in ("title", "text", "alignment", "paper_number")}
        kinds = ("faculty-committee", "teacher-branch", "staff-branch")
        # Read anew: its name was marked.
        issuer = Organisation.objects.get(pk=world[key].pk)
        directive = draft_directive(issuer, actor=KEEPER, due=due, kinds=kinds, **words)
        upload = SimpleUploadedFile(f"{mark}.txt", ATTACHED.replace(b"%s", mark.encode()))
        attach_evidence(directive, actor=KEEPER, upload=upload)
        named = "staff_branch" if mark == OWN else "foreign_branch"
        add_addressee(directive, actor=KEEPER, organisation=Organisation.objects.get(pk=world[named].pk))
        issue_directive(directive, actor=KEEPER)
    answered = Receipt.objects.filter(organisation__in=(world["other_branch"], world["other_faculty_party"]))
    answered.update(plan=f"{SIBLING}计划", answer=f"{SIBLING}回报", reason=f"{SIBLING}理由")
    Receipt.objects.filter(directive__title__startswith=FOREIGN).update(
        plan=f"{FOREIGN}计划", answer=f"{FOREIGN}回报", reason=f"{FOREIGN}理由"
    )


def _mark_organisations(world: World) -> None:
    for key, organisation in world.organisations.items():
        mark = FOREIGN if key.startswith("foreign") else SIBLING_NAME if key.startswith("other") else ""
        if mark:
            # The world outlives the test: it must keep the names that the database has again afterwards.
            rename_organisation(organisation, actor=BUILDER, name=f"{mark}{organisation.name}")
    ahead = clock.today() + timedelta(days=30)
    rename_organisation(world["foreign_branch"], actor=BUILDER, name=f"{FOREIGN}新名", since=ahead)


def _mark_people(world: World) -> None:
    for account, mark in (("outsider", FOREIGN), ("neighbour", SIBLING)):
        # Read anew: the world outlives the test and must keep what the database has again afterwards.
        person = Person.objects.get(pk=world.people[account].pk)
        person.name, person.email = f"{mark}某", f"{mark}@example.com"
        person.phone, person.id_number = f"{mark}3456", f"{mark}230102"
        person.save()


def _import_of(world: World) -> None:
    batch = Import.objects.create(
        university=world.universities["foreign"],
        kind="people",
        file_name=f"{FOREIGN}.xlsx",
        digest="0" * 64,
        sheet=f"{FOREIGN}名册",
        state="previewed",
        new=1,
        made_by=f"{FOREIGN}某",
        made_at=clock.now(),
    )
    ImportRow.objects.create(batch=batch, outcome="new", number=2, title=f"{FOREIGN}行", details="[]")


def _notice_of(world: World) -> None:
    university, account = world.universities["foreign"], world.accounts["outsider"]
    whose: dict[str, Any] = {"university": university, "account": account}
    record = Record.objects.filter(university_id=university.pk, subject_title__contains=FOREIGN).latest("pk")
    Notice.objects.create(
        **whose,
        record=record,
        kind="matters.stage",
        press="page",
        thing="organisation:1:",
        address=f"/{FOREIGN}/",
        post_key=world.posts["outsider"],
        at=clock.now(),
    )
    NoticePreference.objects.create(**whose, muted=f"|{FOREIGN}|")
    endpoint = f"https://push.example.com/{FOREIGN}"
    Device.objects.create(**whose, endpoint=endpoint, digest=FOREIGN, made_at=clock.now())
    Delivery.objects.create(**whose, channel="mail", answer=f"550 {FOREIGN}", made_at=clock.now())
    app = MessengerApp.objects.create(
        university=whose["university"], kind="wecom", key=FOREIGN, concealed=FOREIGN, answer=FOREIGN
    )
    Reach.objects.create(**whose, app=app, user=FOREIGN)


def _deputation_of(world: World, account: str, *, mark: str = FOREIGN, deputy: str = "") -> None:
    post = Appointment.objects.get(pk=int(world.posts[account][1:]))
    person = world.people[deputy] if deputy else _other_person(world, account)
    today = clock.today()
    make_deputation(post, actor=KEEPER, deputy=person, since=today, until=today, reason=f"{mark}出差")


def _other_person(world: World, account: str) -> Person:
    university = world.people[account].university
    return Person.objects.create(university=university, code="F-0002", name=f"{FOREIGN}代", category="staff")
