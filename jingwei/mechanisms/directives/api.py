"""Directives and receipts over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.directives.queries import (
    DIRECTIVES,
    directive_for,
    files_beside,
    named_in,
    receipt_for,
    receipts_for,
    replaced_with,
)


class ReceiptOut(Answer):
    """What one organisation does with a directive; `hand` is the person who does it, told within it alone."""

    id: int
    directive_id: int
    organisation_id: int
    name: str
    parent_id: int | None
    state: str
    edition: int
    matter_id: int | None
    plan: str
    answer: str
    reason: str
    due: date
    due_below: date | None
    hand: str | None
    moved_on: date
    version: int


class FileOut(Answer):
    """A file beside a directive; its content is at `/attachments/{id}/content`."""

    id: int
    name: str
    size: int
    media_type: str


class NamedOut(Answer):
    """A single organisation that it is sent to beside the kinds addressed, or that is left out of them."""

    organisation_id: int
    name: str
    is_out: bool


class DirectiveOut(Answer):
    """A decision that is to be carried out below; `mine` is what the post in use does with it."""

    id: int
    organisation_id: int
    paper_number: str
    title: str
    text: str
    alignment: str
    clauses: list[str]
    kinds: list[str]
    with_covered: bool
    named: list[NamedOut]
    due: date
    dues: dict[str, date]
    state: str
    edition: int
    replaces_id: int | None
    replaced_by_id: int | None
    issued_on: date | None
    ended_on: date | None
    version: int
    files: list[FileOut]
    mine: list[ReceiptOut]


def _receipt(actor: Actor, receipt: Any) -> dict[str, Any]:
    own = actor.post is not None and actor.post.organisation_id == receipt.organisation_id
    values = {name: getattr(receipt, name) for name in ReceiptOut.model_fields if name != "hand"}
    return values | {"hand": receipt.hand.name if own and receipt.hand else None}


LISTED = {"replaces_id", "replaced_by_id", "clauses", "kinds", "named", "dues", "files", "mine"}


def _directive(actor: Actor, directive: Any) -> dict[str, Any]:
    own = actor.post.organisation_id if actor.post else None
    mine = receipts_for(actor).filter(directive=directive, organisation=own) if own else ()
    plain = {name: getattr(directive, name) for name in DirectiveOut.model_fields if name not in LISTED}
    old, new = replaced_with(actor, directive)
    return plain | {
        "replaces_id": old.pk if old else None,
        "replaced_by_id": new.pk if new else None,
        "clauses": list(directive.cited),
        "kinds": list(directive.addressed),
        "named": [
            {"organisation_id": each.organisation_id, "name": each.organisation.name, "is_out": each.is_out}
            for each in named_in(actor, directive)
        ],
        "dues": directive.days,
        "files": [
            {"id": each.pk, "name": each.name, "size": each.file.size, "media_type": each.file.media_type}
            for each in files_beside(actor, directive)
        ],
        "mine": [_receipt(actor, each) for each in mine],
    }


routers = {
    "directives": router_of(
        Resource(
            "directives",
            directive_for,
            _directive,
            DirectiveOut,
            DIRECTIVES,
            verbs=(
                *("directives.add", "directives.leave_out", "directives.unname"),
                *("directives.redraft", "directives.revise", "directives.issue"),
                *(
                    "directives.replace",
                    "directives.supplement",
                    "directives.withdraw",
                    "directives.close",
                    "evidence.attach",
                ),
            ),
            called={"evidence.attach": "directives.attach"},
            once={
                "evidence.attach": lambda attachment: {"attachment_id": str(attachment.pk)},
                "directives.replace": lambda made: {"directive_id": str(made.pk)},
            },
            creates=(Creates("directives.draft", "organisation_id", organisation_for),),
        )
    ),
    "receipts": router_of(
        Resource(
            "receipts",
            receipt_for,
            _receipt,
            ReceiptOut,
            verbs=(
                *("receipts.sign", "receipts.take_on", "receipts.report", "receipts.decline"),
                *("receipts.forward", "receipts.hand", "receipts.give_back"),
                *("receipts.return", "receipts.excuse", "receipts.close", "receipts.nudge"),
            ),
        )
    ),
}
