"""A School that decides: its seats, an item of a listed kind, and the two meetings on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import Client
from lxml import html

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.packs.library import ROOT
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.versions import seal
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting
from tests.support.packs import at_hand
from tests.support.world import BUILDER, World

TODAY = date(2026, 4, 10)
LATER = datetime(2026, 4, 10, 14, 0, tzinfo=clock.ZONE)
TITLE, ASKED = "教师引进方案", "引进两名农机装备方向的教师，先试讲再面谈。"
PARTY, JOINT = "party-meeting", "joint-meeting"
SEATS = (
    ("head", "committee-member", "faculty_party"),
    ("branch", "committee-member", "faculty_party"),
    ("member", "vice-dean", "faculty"),
)
"""Who sits beside the secretary and the dean: three with a vote in either body."""

PACK = """\
id: school-rules-1
urn: urn:jingwei:school-rules-1
version: 1
label: {zh: 校发〔2026〕1号, en: School 2026 No. 1}
document: {name: 议事规则, number: 校发〔2026〕1号, date: 2026-01-05, issuer: {zh: 北疆理工大学, en: University}}
languages: [zh, en]
effective_from: 2026-01-05
extends: [heilongjiang-2022-38]
"""
"""What a university adopts beside the pack of the province."""

Told = tuple[int, str | list[str]]


@dataclass
class School:
    """The School of the world with its seats taken."""

    world: World
    posts: dict[str, str] = field(default_factory=dict)

    later = LATER

    def actor(self, account: str) -> Actor:
        """Whoever acts, in the seat where there is one."""
        key = self.posts.get(account)
        if key is None:
            return self.world.actor(account)
        found = actor_in_post(self.world.accounts[account].pk, key)
        assert found is not None
        return found

    def seat(self, account: str, role: str, at: str) -> None:
        """Give somebody a seat, which they act from."""
        found = self.world.people[account]
        make_appointment(self.world[at], actor=BUILDER, person=found, role=role)
        keys = [each.key for each in posts_of(self.world.accounts[account].pk)]
        self.posts[account] = next(key for key in keys if key != self.world.posts[account])

    def sits_anew(self, account: str) -> None:
        """Let somebody act from the post that a merger left them with."""
        self.posts[account] = posts_of(self.world.accounts[account].pk)[0].key

    def client(self, account: str) -> Client:
        """A browser of theirs, in the seat where there is one."""
        client = self.world.client(account)
        session = client.session
        session["post"] = self.posts.get(account, self.world.posts[account])
        session.save()
        return client

    def sent(self, account: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        """What the API answers to a body that they post."""
        at = f"/api/v1/{path}"
        return self.client(account).post(at, body or {}, content_type="application/json", headers=headers)

    def paged(self, account: str, address: str, **typed: Any) -> Told:
        """What a page answers to what they type: its status, and where it leads or what is wrong in which field."""
        response = self.client(account).post(address, typed)
        if response.status_code != 422:
            return response.status_code, response.headers.get("Location", "")
        shown = html.fromstring(response.content.decode())
        kept = {name: value for name, value in typed_in(shown).items() if name in typed}
        assert kept == {name: str(value).strip() for name, value in typed.items()}, "what was typed is lost"
        return 422, [
            " ".join(each.text_content().split()) for each in shown.xpath("//div[@class='faults']//li")
        ]

    def doors(self, account: str, address: str) -> list[str]:
        """The verbs that a page leads them to, by their last step in its address."""
        shown = html.fromstring(self.client(account).get(address).content.decode())
        found = shown.xpath("//a/@href | //form/@action")
        steps = [each.removeprefix(address).strip("/") for each in found if each.startswith(address)]
        return [each for each in steps if not each.endswith((".docx", ".pdf"))]

    def item(self, *, ready: bool = True, **more: Any) -> AgendaItem:
        """An item that the organiser proposed, agreed to by the secretary."""
        values = {"title": TITLE, "kind": "teachers", "proposal": ASKED} | more
        made = actions.propose_item(self.world["faculty_party"], actor=self.actor("organizer"), **values)
        return actions.approve_item(made, actor=self.actor("faculty")) if ready else made

    def meeting(self, body: str, **more: Any) -> Meeting:
        """A meeting that is being prepared."""
        values: dict[str, Any] = {"body": body, "starts_at": LATER} | more
        return actions.convene_meeting(self.world["faculty_party"], actor=self.actor("organizer"), **values)

    def called(self, body: str, *items: AgendaItem) -> Meeting:
        """The same with these items, its notice sent."""
        meeting = self.meeting(body)
        for each in items:
            actions.enter_item(fresh(each), actor=self.actor("organizer"), meeting=meeting)
        return actions.send_meeting(meeting, actor=self.actor("organizer"))

    def opened(self, body: str, *items: AgendaItem, absent: tuple[str, ...] = ()) -> Meeting:
        """The same, opened with all there but some."""
        meeting = self.called(body, *items)
        here = [seat.person_id for seat in meeting.seats.all()]
        gone = {self.world.people[account].pk for account in absent}
        keeper = self.actor("organizer")
        meeting = actions.keep_roster(
            meeting, actor=keeper, present=[each for each in here if each not in gone], leave=sorted(gone)
        )
        return actions.open_meeting(meeting, actor=keeper)

    def heard(self, body: str, *items: AgendaItem, absent: tuple[str, ...] = ()) -> Hearing:
        """The first item being heard there."""
        meeting = self.opened(body, *items, absent=absent)
        return actions.begin_hearing(
            Hearing.objects.filter(meeting=meeting).earliest("position"), actor=self.actor("organizer")
        )

    def passed(self, body: str, item: AgendaItem, **more: Any) -> Hearing:
        """It, carried by all there."""
        hearing = self.heard(body, item)
        values: dict[str, Any] = {"manner": "hands", "yes": 3, "resolution": "同意"}
        if body == JOINT:
            values |= {"person": self.world.people["member"], "due": TODAY + timedelta(days=30)}
        return actions.resolve_hearing(hearing, actor=self.actor("organizer"), **(values | more))

    def studied(self, item: AgendaItem) -> AgendaItem:
        """The item, studied by the Party organisation, whose meeting is closed."""
        hearing = self.passed(PARTY, item)
        actions.close_meeting(hearing.meeting, actor=self.actor("organizer"))
        return fresh(item)


@contextmanager
def following(school: School, folder: Path, bodies: str) -> Iterator[None]:
    """Let the university follow rules of its own: these bodies beside those of the province."""
    own, home = folder / "school-rules-1", school.world.universities["home"]
    own.mkdir()
    (own / "pack.yaml").write_text(PACK, encoding="utf-8")
    (own / "bodies.yaml").write_text(bodies, encoding="utf-8")
    seal(load(own))
    keeper = system("系统", "packs.*", university_id=home.pk)
    with at_hand(ROOT, folder):
        adopt_pack(home, actor=keeper, pack="school-rules-1", version=1, since=TODAY)
        yield


def fresh(row: Any) -> Any:
    """The same row, read anew."""
    return type(row).objects.get(pk=row.pk)


@contextmanager
def school_of(world: World, *, today: date = TODAY) -> Iterator[School]:
    """The School, the clock held at `today`."""
    with clock_at(today):
        school = School(world)
        for account, role, at in SEATS:
            school.seat(account, role, at)
        yield school


def last(subject: Any) -> Record:
    """The latest record about something."""
    return list(records_about(subject))[-1]


def sentence(subject: Any) -> str:
    """The same as it reads."""
    return sentences(list(records_about(subject)))[-1][1]


def typed_in(shown: Any) -> dict[str, str]:
    """What stands in the fields of a page."""
    found: dict[str, str] = {}
    for each in shown.xpath("//main//form//*[@name]"):
        kind = each.get("type", "")
        if each.tag == "textarea":
            found[each.get("name")] = each.text_content().strip()
        elif each.tag == "select":
            chosen = each.xpath("option[@selected]")
            found[each.get("name")] = chosen[0].get("value") if chosen else ""
        elif kind not in ("radio", "checkbox", "file") or each.get("checked") is not None:
            found[each.get("name")] = (each.get("value") or "").strip()
    return found


def told_of(row: Any) -> tuple[str, str, str]:
    """The last record about something: its verb, its clauses, its sentence."""
    record = last(row)
    return record.verb, record.clauses, sentence(row)
