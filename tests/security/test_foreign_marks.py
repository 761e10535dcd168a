"""Nobody reads what is not theirs: pages, fragments, exports, files and the API are searched for foreign marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model
from django.test import Client
from django.urls import resolve

from jingwei.kernel.actions import VERBS
from jingwei.kernel.place import Place
from jingwei.kernel.resources import body_of
from jingwei.mechanisms.committees.models import Committee
from jingwei.mechanisms.committees.views.acts import SEAT_ACTS
from jingwei.mechanisms.directives.models import Directive
from jingwei.mechanisms.directives.views.acts import FILE_ACTS, RECEIPT_ACTS
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.views.acts import HEARING_ACTS, MINUTE_ACTS
from tests.security.marked import FOREIGN, OWN, SIBLING, SIBLING_NAME
from tests.security.routes import Page, links_in, model_named, operations, pages, text_of
from tests.support.matters import Story
from tests.support.world import World

NOWHERE = 987_654_321
MOST_PAGES = 60
# Whom the sibling School's things, or the other university's, may reach.
WHOLE_UNIVERSITY = {"committee", "orgoffice", "sysadmin", "secadmin", "auditor"}
MAY_SEE = {
    SIBLING: WHOLE_UNIVERSITY | {"neighbour", "province"},
    SIBLING_NAME: WHOLE_UNIVERSITY | {"neighbour", "province"},
    FOREIGN: {"outsider", "province"},
}
CHOOSING_A_PARTNER = re.compile(r"/matters/new/|/action-items/\d+/open-matter/")
LED = ["branch", "dean", "member", "student", "auditor", "outsider", "province"]
PERSONAS = [
    "branch",
    "dean",
    "faculty",
    "member",
    "student",
    "orgoffice",
    "auditor",
    "neighbour",
    "outsider",
    "province",
]
CALLED = {"part_id": "goal", "item_id": "agendaitem"}
"""What a parameter of an address is, where it does not bear the name of its noun."""
NOT_THERE = {"/measures/side-by-side"}
"""Lists that are not there for some of those who read measures."""
ALONE = {"numbering", "adoption", "officialtext", "membership", "succession"}


def hidden_from(account: str) -> list[str]:
    """The marks this persona must never meet."""
    return [mark for mark, seers in MAY_SEE.items() if account not in seers]


def crawled(client: Client, limit: int = MOST_PAGES) -> Iterator[tuple[str, int, str]]:
    """Every page that the persona is led to from the desk, with its status and all it says."""
    waiting, known = ["/", "/people/mine/", "/measures/", "/clauses/"], set()
    while waiting and len(known) < limit:
        address = waiting.pop(0)
        shape = _shape(address)
        if shape in known:
            continue
        known.add(shape)
        response = client.get(address)
        said = text_of(response)
        yield address, response.status_code, said
        waiting += sorted(links_in(said))


def _shape(address: str) -> str:
    """Pages that differ only in filters count once; exports count on their own."""
    path, _, query = address.partition("?")
    return path + ("?xlsx" if "format=xlsx" in query else "?" if "cursor=" in query else "")


@pytest.mark.slow
@pytest.mark.parametrize("account", LED)
def test_no_page_that_somebody_is_led_to_bears_a_foreign_mark(story: Story, account: str) -> None:
    seen, leaks, broken = 0, [], []
    own = False
    for address, status, said in crawled(story.world.client(account)):
        seen += 1
        own = own or OWN in said
        leaks += [(address, mark) for mark in hidden_from(account) if mark in said]
        if CHOOSING_A_PARTNER.fullmatch(address):
            leaks = [leak for leak in leaks if leak != (address, SIBLING_NAME)]
        if status >= 500:
            broken.append(address)

    assert leaks == []
    assert broken == []
    assert seen >= 4
    if account in ("branch", "dean", "faculty", "member", "orgoffice"):
        assert own, "the sweep has not met even the own mark"


def rows_marked(model: type[Model], story: Story) -> dict[str, int]:
    """One row of a model in each relation: own, sibling, foreign."""
    world = story.world
    wanted = {
        "own": {world["branch"].path, world["team"].path},
        "sibling": {world["other_branch"].path, world["other_team"].path},
        "foreign": {world[k].path for k in world.organisations if k.startswith("foreign")},
    }
    found: dict[str, int] = {}
    for row in model._base_manager.order_by("pk"):
        relation = _relation(row, wanted, world)
        if relation:
            found[relation] = row.pk
    return found


def _relation(row: Any, wanted: dict[str, set[str]], world: World) -> str:
    place: Place | None = getattr(row, "place", None)
    paths = (
        set(place.paths)
        if place
        else {row.party_path, row.unit_path}
        if hasattr(row, "party_path")
        else set()
    )
    for relation, among in wanted.items():
        if paths & among:
            return relation
    owner = getattr(row, "university_id", None) or (place.university_id if place else None)
    return "foreign" if owner == world.universities["foreign"].pk else ""


def values_for(page: Page, story: Story, relation: str) -> Iterator[dict[str, Any]]:
    """Ways to fill the parameters of a page with objects in a relation to branch and team."""
    choices: list[list[Any]] = []
    for kind, name in page.parameters:
        if kind == "int":
            model = model_named(name)
            if model is None and name in CALLED:
                model = model_named(CALLED[name])
            assert model is not None, f"tell the sweep what {name} in {page.pattern} is"
            rows = rows_marked(model, story)
            choices.append([NOWHERE if relation == "nowhere" else rows.get(relation, NOWHERE)])
        else:
            choices.append(WORDS.get(name) or ["x"])
    for values in product(*choices):
        yield dict(zip([name for _, name in page.parameters], values, strict=True))


ACTING = [verb for verb in VERBS.values() if verb.run]
STEPS = sorted({v.step.replace("_", "-") for v in ACTING} | {v.name.replace(".", "-") for v in ACTING})
PART_STEPS = [
    "confirm",
    "return",
    "accept-milestone",
    "finish-task",
    "judge-goal",
    "close-correction",
    "amend-deed",
]
WORDS = {"step": STEPS, "kind": ["goal", "milestone", "task", "deed", "correction"]}


@pytest.mark.slow
@pytest.mark.parametrize("account", ["branch", "orgoffice"])
def test_a_foreign_id_answers_like_one_that_is_not_there(story: Story, account: str) -> None:
    world, wrong = story.world, []
    actor, client = world.actor(account), world.client(account)
    for page in pages():
        if not any(kind == "int" for kind, _ in page.parameters) or not actor.holds_anywhere(page.access):
            continue
        relations = ["foreign"] if account == "orgoffice" else ["foreign", "sibling"]
        for relation in relations:
            for values in list(values_for(page, story, relation))[:12]:
                response = client.get(page.filled(values))
                nowhere = client.get(
                    page.filled({k: NOWHERE if isinstance(v, int) else v for k, v in values.items()})
                )
                if response.status_code != nowhere.status_code or response.status_code not in (404, 405):
                    wrong.append((page.pattern, relation, values, response.status_code, nowhere.status_code))

    assert wrong == []


@pytest.mark.parametrize("account", PERSONAS)
def test_no_list_of_the_api_bears_a_foreign_mark(story: Story, account: str) -> None:
    client, leaks = story.world.client(account), []
    for asked in operations():
        if asked.method == "GET" and "{" not in asked.path:
            response = client.get(asked.at(), {"limit": 200} if asked.noun != "measures" else {})
            answers = (200, 403, 404) if asked.path in NOT_THERE else (200, 403)
            assert response.status_code in answers, (asked.path, response.content[:300])
            leaks += [(asked.path, mark) for mark in hidden_from(account) if mark in text_of(response)]

    assert leaks == []


@pytest.mark.parametrize("account", PERSONAS)
def test_each_object_of_the_api_is_there_for_those_who_may_see_it(story: Story, account: str) -> None:
    client, leaks = story.world.client(account), []
    for asked in operations():
        model = model_named(asked.noun)
        if asked.method != "GET" or "{" not in asked.path or model is None:
            continue
        for relation, pk in rows_marked(model, story).items():
            response = client.get(asked.at(id=pk, indicator="x"))
            said = text_of(response)
            if response.status_code not in (200, 403, 404):
                leaks.append((asked.path, relation, str(response.status_code)))
            leaks += [(asked.path, relation, mark) for mark in hidden_from(account) if mark in said]
            own_university = account not in ("outsider", "province")
            if (
                relation == "foreign"
                and own_university
                and response.status_code != 404
                and "{id}" in asked.path
            ):
                leaks.append((asked.path, relation, str(response.status_code)))

    assert leaks == []


def test_a_branch_sees_its_own_things_over_the_api(story: Story) -> None:
    client = story.world.client("branch")

    for noun in ("matters", "goals", "milestones", "tasks", "deeds", "organisations", "deputations"):
        model = model_named(noun)
        assert model is not None
        assert client.get(f"/api/v1/{noun}/{rows_marked(model, story)['own']}").status_code == 200, noun


def test_files_open_for_those_beside_them_alone(story: Story) -> None:
    model = model_named("attachment")
    assert model is not None
    rows = rows_marked(model, story)
    branch, outsider = story.world.client("branch"), story.world.client("outsider")

    assert OWN in text_of(branch.get(f"/evidence/{rows['own']}/"))
    for client, relation in ((branch, "sibling"), (branch, "foreign"), (outsider, "own")):
        assert client.get(f"/evidence/{rows[relation]}/").status_code == 404


def test_a_child_of_another_parent_is_not_found(story: Story) -> None:
    found, asked = {}, 0
    clients = {account: story.world.client(account) for account in ("branch", "faculty", "organizer")}
    for page in pages():
        held = [each for each in clients if story.world.actor(each).holds_anywhere(page.access)]
        client = clients[held[0] if held else "branch"]
        integers = [name for kind, name in page.parameters if kind == "int"]
        if len(integers) < 2:
            continue
        for kind, steps, named in _children(story, *integers):
            model = model_named(kind)
            assert model is not None
            for relation, pk in rows_marked(model, story).items():
                for step in steps if relation != "own" else ():
                    values = named | {integers[1]: pk, "step": step}
                    asked += 1
                    ask = client.post if integers[1] == "item_id" else client.get
                    status = ask(page.filled(values)).status_code
                    if status != 404:
                        found[(page.pattern, kind, relation, step)] = status

    assert (found, asked > 0) == ({}, True)


def _children(story: Story, parent: str, child: str) -> list[tuple[str, Sequence[str], dict[str, Any]]]:
    """The kinds of children a page of two ids is asked for, their steps, and what else its address names."""
    if parent == "matter_id":
        return [(kind, PART_STEPS, {parent: story.matter.pk, "kind": f"{kind}s"}) for kind in WORDS["kind"]]
    if parent == "meeting_id":
        decided = Meeting.objects.get(topic__startswith=OWN, starts_at__isnull=False)
        acts = {"item_id": ("x",), "hearing_id": tuple(HEARING_ACTS), "minute_id": tuple(MINUTE_ACTS)}
        kind = "agendaitems" if child == "item_id" else f"{child.removesuffix('_id')}s"
        return [(kind, acts[child], {parent: decided.pk})]
    if parent == "committee_id":
        own_committee = Committee.objects.get(name__startswith=OWN)
        return [("committee-seats", tuple(SEAT_ACTS), {parent: own_committee.pk})]
    found = {"receipt_id": ("receipts", RECEIPT_ACTS), "file_id": ("attachments", FILE_ACTS)}
    assert parent == "directive_id" and child in found, (parent, child)
    kind, acts = found[child]
    own = Directive.objects.get(title__startswith=OWN)
    return [(kind, tuple(acts), {parent: own.pk})]


def test_an_act_that_names_a_foreign_object_finds_nothing(story: Story) -> None:
    world = story.world
    client, wrong, asked_for = world.client("orgoffice"), [], 0
    for asked in operations():
        ids = [name for name in _fields(asked) if name.endswith("_id") and model_named(name)]
        model = model_named(asked.noun)
        if (
            asked.method != "POST"
            or not asked.path.startswith(f"/{asked.noun}/{{int:id}}/")
            or not ids
            or not model
        ):
            continue
        own = rows_marked(model, story).get("own", NOWHERE)
        for name in ids:
            target = model_named(name)
            assert target is not None
            foreign = rows_marked(target, story).get("foreign", NOWHERE)
            body = _fields(asked) | {name: foreign}
            response = client.post(asked.at(id=own), body, content_type="application/json")
            asked_for += 1
            if response.status_code not in (403, 404, 422) or FOREIGN in text_of(response):
                wrong.append((asked.operation.operation_id, name, response.status_code))

    assert wrong == []
    assert asked_for > 3


def _fields(asked: Any) -> dict[str, Any]:
    """The fields of a verb's body, required ones with a plain value."""
    verb = VERBS.get(asked.operation.operation_id)
    fields = body_of(verb).model_fields if verb and verb.run else {}
    return {
        name: FILL.get(name, "x") if field.is_required() else None
        for name, field in fields.items()
        if field.is_required() or name.endswith("_id")
    }


FILL: dict[str, Any] = {
    "due": "2026-06-01",
    "since": "2026-01-01",
    "until": "2026-12-01",
    "weight": 10,
    "figure": 1,
}


def test_every_table_of_a_university_has_a_marked_row(story: Story) -> None:
    """A new noun with rows of universities joins the sweep, or is named as bearing nobody's words."""
    foreign = story.world.universities["foreign"].pk
    bare = [
        model._meta.model_name
        for model in apps.get_models()
        if model.__module__.startswith("jingwei.")
        and any(isinstance(f, ForeignKey) and f.name == "university" for f in model._meta.concrete_fields)
        and not model._base_manager.filter(university_id=foreign).exists()
    ]

    assert set(bare) <= ALONE


def test_every_crawled_address_is_a_route(story: Story) -> None:
    client = story.world.client("branch")
    for address, status, _ in crawled(client, limit=60):
        assert resolve(address.partition("?")[0])
        assert status in (200, 303, 403) or (status == 405 and resolve(address).func.access), address
