"""Which committees and seats an actor may see, and who may be nominated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, holders_of, standing, under
from jingwei.foundation.people.queries import Person, people_to_choose
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor, outermost
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.held import AlsoHeld, also_held
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import CommitteeKind
from jingwei.mechanisms.committees.flow import COMMITTEE, COMMITTEE_SEAT, ON_THE_WAY, SEATED
from jingwei.mechanisms.committees.models import Committee, CommitteeSeat
from jingwei.mechanisms.committees.rules import SOON

SEE = reading(
    "committees.see",
    _l("看学术委员会"),
    "Read the academic committees of the units on your side, and the steps of each seat.",
)
FOUND, NOMINATE = "committees.found", "committee_seats.nominate"


@dataclass(frozen=True)
class HeldPost:
    """A post of somebody: for it one may be nominated."""

    role: str
    organisation: Organisation


def committees_for(actor: Actor) -> QuerySet[Committee]:
    """Those of units where one may see them, of units covered from there, and those where one is nominated oneself."""
    own = CommitteeSeat.objects.filter(committee=OuterRef("pk"), person=actor.person_id or 0)
    seen = under("organisation__path", _seen_units(actor))
    return Committee.objects.filter(seen | Q(Exists(own)), university_id=actor.university_id)


def _seen_units(actor: Actor) -> tuple[str, ...]:
    """The paths at or below which units lie whose committees one may see: on one's own side, or covered from there."""
    paths = actor.paths(SEE)
    covered = Organisation.objects.filter(
        in_force(clock.today(), "covered_by__"), under("covered_by__party__path", paths)
    )
    return outermost((*paths, *covered.values_list("path", flat=True)))


def committee_for(actor: Actor, committee_id: int) -> Committee:
    """One committee as the actor may see it, or NotFound."""
    found = committees_for(actor).filter(pk=committee_id).first()
    if found is None:
        raise NotFound
    return found


def seats_for(actor: Actor) -> QuerySet[CommitteeSeat]:
    """The seats of the committees one may see, and those for which one is nominated oneself."""
    return CommitteeSeat.objects.filter(
        university_id=actor.university_id, committee__in=committees_for(actor).order_by().values("pk")
    )


def seat_for(actor: Actor, seat_id: int) -> CommitteeSeat:
    """One seat as the actor may see it, or NotFound."""
    found = seats_for(actor).filter(pk=seat_id).first()
    if found is None:
        raise NotFound
    return found


def seats_in(actor: Actor, committee: Committee) -> list[CommitteeSeat]:
    """The seats of a committee that the actor was given, each knowing it: on the way, in their term, then the others."""
    rows = list(CommitteeSeat.objects.filter(committee=committee).order_by("-pk"))
    for each in rows:
        each.committee = committee
    order = {state: at for at, state in enumerate(("nominated", "eligible", "carried", SEATED))}
    return sorted(rows, key=lambda each: order.get(each.state, len(order)))


def kinds_kept_by(unit: Organisation) -> list[CommitteeKind]:
    """The kinds of committees that a unit may found, of all documents that its university follows."""
    held = norms_of(unit.university).committee_kinds.values()
    return [kind for kind in held if unit.kind in kind.kept_by]


def own_unit(actor: Actor) -> Organisation | None:
    """The unit of the post in use, where it may found a committee."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(FOUND, post.path):
        return None
    found = Organisation.objects.filter(pk=post.organisation_id, university_id=actor.university_id)
    return found.select_related("university").first()


def _who_may_be(committee: Committee, actor: Actor) -> list[HeldPost]:
    """Where somebody may be nominated from: the Party organisations that cover the unit, within reach of the post in use."""
    post = actor.post
    if post is None or post.tree != "party":
        return []
    tops = [
        max(each.path, post.path, key=len)
        for each in committee.covered_by
        if each.path.startswith(post.path) or post.path.startswith(each.path)
    ]
    rows = Organisation.objects.filter(
        under("path", tops), standing(clock.today()), university_id=committee.university_id
    )
    roles = registry.committee_kind(committee.kind).eligible
    return [HeldPost(role, organisation) for organisation in rows.order_by("path") for role in roles]


def _holders(committee: Committee, actor: Actor) -> list[tuple[str, Person]]:
    places = {each.organisation.pk for each in _who_may_be(committee, actor)}
    return holders_of(places, registry.committee_kind(committee.kind).eligible, clock.today())


def candidates_for(actor: Actor, committee: Committee) -> Candidates:
    """The people who may be nominated, each with the post: secretaries today, not oneself, nobody seated or on the way."""
    people, posts = people_to_choose(actor), _holders(committee, actor)
    taken = Q(state__in=ON_THE_WAY) | Q(state=SEATED, until__gt=clock.today() + SOON)
    away = {actor.person_id, *committee.taken.filter(taken).values_list("person", flat=True)}
    ids = {person.pk for _role, person in posts} - away
    rows = Person.objects.filter(pk__in=ids, university_id=committee.university_id).order_by("name", "id")

    def beside(found: Sequence[Person]) -> dict[int, str]:
        held: dict[int, list[str]] = {}
        for role, person in posts:
            held.setdefault(person.pk, []).append(registry.role(role).label.here())
        places = people.beside(found)
        return {each.pk: " ".join(filter(None, (places.get(each.pk), *held[each.pk]))) for each in found}

    return Candidates(rows, people.narrow, beside, people.numbered)


def post_to_nominate(committee: Committee, actor: Actor, person: Person) -> HeldPost | None:
    """The post for which a person may be nominated, the highest first; None where there is none."""
    for each in _who_may_be(committee, actor):
        held = holders_of([each.organisation.pk], [each.role], clock.today())
        if any(one.pk == person.pk for _role, one in held):
            return each
    return None


def ending(actor: Actor, by: date) -> QuerySet[CommitteeSeat]:
    """The seats whose term ends by a day; for the platform, which looks after them all."""
    rows = CommitteeSeat.objects.filter(state=SEATED, until__lte=by).order_by("pk")
    return rows if actor.kind == "system" else rows.none()


def _present(actor: Actor, committees: Sequence[Committee]) -> list[Row]:
    ids = [each.pk for each in committees]
    taken = CommitteeSeat.objects.filter(committee__in=ids, state=SEATED).values_list("committee")
    counts = dict(taken.annotate(count=Count("pk")).order_by())
    return [
        {
            "id": each.pk,
            "url": f"/committees/{each.pk}/",
            "name": each.name,
            "kind": each.kind_label,
            "organisation": each.organisation.name,
            "seats": each.seats,
            "seated": counts.get(each.pk, 0),
            "state": each.state_label,
        }
        for each in committees
    ]


def _present_seats(actor: Actor, seats: Sequence[CommitteeSeat]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/committees/{each.committee_id}/seats/{each.pk}/",
            "committee": each.committee.name,
            "person": each.person.name,
            "post": each.post_label,
            "state": each.state_label,
            "since": each.since,
            "until": each.until,
        }
        for each in seats
    ]


COMMITTEES = Listing(
    name="committees",
    label=_l("学术委员会"),
    empty=_l("还没有学术委员会。学院、学校设立了，就在这里。"),
    columns=(
        Column("organisation", _l("单位"), width=30),
        Column("name", _l("委员会"), width=40),
        Column("kind", _l("种类"), width=20),
        Column("seats", _l("席数"), "number"),
        Column("seated", _l("在任的书记"), "number"),
        Column("state", _l("状态"), "chip"),
    ),
    visible=committees_for,
    present=_present,
    filters=(
        Filter("q", _l("名称"), lambda actor, value: Q(name__icontains=value)),
        Filter(
            "state",
            _l("状态"),
            lambda actor, value: Q(state=value),
            lambda actor: [(state, str(COMMITTEE.label(state))) for state in COMMITTEE.states],
        ),
    ),
)
SEATS = Listing(
    name="committee-seats",
    label=_l("委员席位"),
    columns=(
        Column("committee", _l("委员会"), width=40),
        Column("person", _l("姓名")),
        Column("post", _l("职务"), width=30),
        Column("state", _l("到哪一步"), "chip"),
        Column("since", _l("任期开始"), "date"),
        Column("until", _l("任期结束"), "date"),
    ),
    visible=seats_for,
    present=_present_seats,
    filters=(
        Filter(
            "state",
            _l("到哪一步"),
            lambda actor, value: Q(state=value),
            lambda actor: [(state, str(COMMITTEE_SEAT.label(state))) for state in COMMITTEE_SEAT.states],
        ),
    ),
)
fetched_by(Committee, committee_for)
fetched_by(CommitteeSeat, seat_for)
also_held(
    AlsoHeld(
        _l("学术委员会席位的提名和任期"),
        lambda person: CommitteeSeat.objects.filter(person=person).count(),
        _l("按程序入席：提名、资格、表决、任期"),
        lambda: str(_l("和台账一起长期保存")),
    )
)
