"""Which directives and receipts an actor may see, and whom a directive reaches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.evidence.queries import Attachment, attachments_about, read_with
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.matters.queries import matters_for
from jingwei.foundation.organisations.queries import acts_there, people_who_may, under
from jingwei.foundation.people.queries import people_to_choose
from jingwei.foundation.universities.queries import OF_AUTHORITY
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.directives.flow import DIRECTIVE, DRAFT, ISSUED, TAKEN, WITHDRAWN
from jingwei.mechanisms.directives.models import Directive, Receipt

SEE = reading(
    "directives.see",
    _l("看部署"),
    "Read the directives that reach your organisations, and how they fare below.",
)
WRITE, HANDS = "directives.draft", "receipts.hand"
MATTERS_SHOWN = 50


def directives_for(actor: Actor) -> QuerySet[Directive]:
    """Those that reached an organisation one may see, and those issued there; drafts where one may write them."""
    return _directives(*_reader(actor))


def directive_for(actor: Actor, directive_id: int) -> Directive:
    """One directive as the actor may see it, or NotFound."""
    found = ONE(*_reader(actor), directive_id)
    if not found:
        raise NotFound
    return found[0]


def replaced_with(actor: Actor, directive: Directive) -> tuple[Directive | None, Directive | None]:
    """What it replaces and what replaces it, as the actor may see them; a draft is seen by who may write it.

    A draft that was withdrawn replaces nothing; what was issued and then withdrawn still did.
    """
    found = EITHER(*_reader(actor), directive.pk, directive.replaces_id or 0)
    old = next((each for each in found if each.pk == directive.replaces_id), None)
    return old, next((each for each in found if each.replaces_id == directive.pk), None)


Reader = tuple[int, tuple[str, ...], tuple[str, ...]]
"""The university of who reads, where directives are seen, and where drafts are."""


def _reader(actor: Actor) -> Reader:
    post = actor.post
    own = (post.path,) if post and actor.holds(WRITE, post.path) else ()
    return actor.university_id, actor.paths(SEE), actor.paths(WRITE) or own


def _directives(university_id: int, seen: Sequence[str], drafts: Sequence[str]) -> QuerySet[Directive]:
    reached = Receipt.objects.filter(
        under("organisation__path", seen), university=university_id, directive=OuterRef("pk")
    )
    issued_here = Q(under("organisation__path", seen), ~Q(state=DRAFT)) | under("organisation__path", drafts)
    rows = Directive.objects.filter(Q(university=university_id) | OF_AUTHORITY)
    return rows.filter(issued_here | Q(Exists(reached)))


def _one(
    university_id: int, seen: Sequence[str], drafts: Sequence[str], directive_id: int
) -> QuerySet[Directive]:
    return _directives(university_id, seen, drafts).filter(pk=directive_id)


def _either(
    university_id: int, seen: Sequence[str], drafts: Sequence[str], directive_id: int, replaces_id: int
) -> QuerySet[Directive]:
    either = Q(pk=replaces_id) | Q(replaces=directive_id)
    rows = _directives(university_id, seen, drafts).filter(either)
    return rows.exclude(state=WITHDRAWN, issued_on=None).order_by("pk")


ONE, EITHER = Prepared(_one), Prepared(_either)


def files_beside(actor: Actor, directive: Directive) -> list[Attachment]:
    """The files of a directive that the actor was given, in the order in which they were put there."""
    return [file for files in attachments_about(actor, directive).values() for file in files]


def receipts_for(actor: Actor) -> QuerySet[Receipt]:
    """The receipts of organisations one may see, and of directives issued there.

    Of what was sent to universities from above, each university sees its own; whoever sent it the answers of their heads.
    """
    return _receipts(actor.university_id, actor.paths(SEE))


def receipt_for(actor: Actor, receipt_id: int) -> Receipt:
    """One receipt as the actor may see it, or NotFound."""
    found = FOUND(actor.university_id, actor.paths(SEE), receipt_id)
    if not found:
        raise NotFound
    return found[0]


def _receipts(university_id: int, paths: Sequence[str]) -> QuerySet[Receipt]:
    seen = under("organisation__path", paths) | under("directive__organisation__path", paths)
    seen |= under("parent__organisation__path", paths)
    at_first_hand = Q(directive__university=university_id, parent=None)
    return Receipt.objects.filter(seen, Q(university=university_id) | at_first_hand)


FOUND = Prepared(lambda university_id, paths, pk: _receipts(university_id, paths).filter(pk=pk))


def own_receipt(actor: Actor, directive: Directive) -> Receipt | None:
    """That of the organisation of the post in use; `hand_is_here` says whether who has it in hand still acts there."""
    if actor.post is None or actor.post.organisation_id is None:
        return None
    asked = (directive.pk, actor.post.organisation_id, clock.today())
    found = OWN(actor.university_id, actor.paths(SEE), *asked)
    return found[0] if found else None


def _own(
    university_id: int, paths: Sequence[str], directive_id: int, organisation_id: int, today: date
) -> QuerySet[Receipt]:
    rows = _receipts(university_id, paths).filter(directive=directive_id, organisation=organisation_id)
    here = acts_there(OuterRef("organisation"), OuterRef("hand"), today)
    return rows.annotate(hand_is_here=Case(When(here, then=True), default=False))


OWN = Prepared(_own)


def given_back_to(actor: Actor, receipt: Receipt) -> str:
    """Why it came back from a person, for who hands it out there and for that very person; else nothing."""
    if not receipt.given_back or actor.holds(HANDS, receipt.organisation.path):
        return receipt.given_back
    last = records_about(receipt).filter(verb="receipts.give_back").last()
    return receipt.given_back if last and last.actor_id == actor.person_id else ""


def hands_for(actor: Actor, receipt: Receipt) -> Candidates:
    """The people to whom a receipt may be handed: those who could report it where it was sent."""
    people = people_to_choose(actor)
    here = people_who_may("receipts.report", receipt.organisation)
    return replace(people, rows=people.rows.filter(pk__in=here))


def has_below(actor: Actor, receipt: Receipt) -> bool:
    """Whether the directive was sent to others below the one addressed, as the actor may know."""
    return receipts_for(actor).filter(directive=receipt.directive_id, parent=receipt.pk).exists()


def own_matters(actor: Actor) -> list[Any]:
    """The matters under way of the organisation of the post in use, the last touched first."""
    if actor.post is None or actor.post.organisation_id is None:
        return []
    own = Q(party=actor.post.organisation_id) | Q(unit=actor.post.organisation_id)
    return list(matters_for(actor).filter(own, ended_on=None).order_by("-touched_at", "-pk")[:MATTERS_SHOWN])


def carried_by(actor: Actor, matters: Collection[int]) -> QuerySet[Receipt]:
    """Those who carry a directive out by these matters and have not reported; for the platform, which sees them all."""
    by_one = Among(F("matter_id"), matters)
    rows = Receipt.objects.filter(by_one, state=TAKEN, directive__state=ISSUED).order_by("pk")
    return rows if actor.kind == "system" else rows.none()


def _present(actor: Actor, directives: Sequence[Directive]) -> list[Row]:
    own = actor.post.organisation_id if actor.post else None
    mine = (
        receipts_for(actor).filter(organisation=own, directive__in=directives)
        if own
        else Receipt.objects.none()
    )
    days = dict(mine.values_list("directive", "due"))
    return [
        {
            "id": each.pk,
            "url": f"/directives/{each.pk}/",
            "title": each.title,
            "paper_number": each.paper_number,
            "organisation": each.organisation.name,
            "state": each.state_label,
            "issued_on": each.issued_on,
            "due": days.get(each.pk, each.due),
        }
        for each in directives
    ]


DIRECTIVES = Listing(
    name="directives",
    label=_l("一线贯通"),
    empty=_l("还没有部署。上级下发到你这里的，会出现在这里。"),
    columns=(
        Column("paper_number", _l("文号"), width=20),
        Column("title", _l("部署"), width=50),
        Column("organisation", _l("谁下发"), width=30),
        Column("state", _l("状态"), "chip"),
        Column("issued_on", _l("下发"), "date"),
        Column("due", _l("回报期限"), "date"),
    ),
    visible=directives_for,
    present=_present,
    filters=(
        Filter("q", _l("标题或文号"), lambda actor, v: Q(title__icontains=v) | Q(paper_number__icontains=v)),
        Filter(
            "state",
            _l("状态"),
            lambda actor, value: Q(state=value),
            lambda actor: [(state, str(DIRECTIVE.label(state))) for state in DIRECTIVE.states],
        ),
    ),
)
fetched_by(Directive, directive_for)
fetched_by(Receipt, receipt_for)
read_with(Directive, directives_for)
