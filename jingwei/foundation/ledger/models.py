"""The ledger's tables: records in one hash chain a university, personal values aside, first answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from pydantic_core import to_json

from jingwei.adapters.secrets.columns import Concealed
from jingwei.adapters.sm3 import sm3
from jingwei.kernel.events import sentence_of, title_here

FIRST_HASH = "0" * 64
CHAINED = (
    "university_id",
    "seq",
    "at",
    "month",
    "verb",
    "actor_kind",
    "actor_id",
    "actor_name",
    "on_behalf_of",
    "post",
    "subject_type",
    "subject_id",
    "subject_title",
    "part",
    "party_id",
    "party_path",
    "unit_id",
    "unit_path",
    "side",
    "result",
    "tags",
    "clauses",
    "data",
    "personal_digest",
    "request_id",
    "prev_hash",
)
"""What a record's hash covers, in this order: every column but its own id and hash."""
AT = CHAINED.index("at")
ASIDE = ("record_id", "salt", "values", "concealed")
SALT = 32
"""Characters of a salt."""


def chained_hash(row: Sequence[Any]) -> str:
    """The SM3 hash of a record given as its `CHAINED` columns in order; `at` is an aware datetime."""
    covered = list(row)
    covered[AT] = microseconds(covered[AT])
    return sm3(to_json(covered))


def microseconds(moment: datetime) -> int:
    """A moment as the chain counts it."""
    return int(moment.timestamp() * 1_000_000)


def personal_digest(salt: str, values: str) -> str:
    """The digest by which the chain holds personal values without showing them."""
    return sm3(f"{salt}{values}".encode())


def aside(record_id: int, salt: str, values: str, hidden: str) -> tuple[Any, ...]:
    """The row of `ASIDE` that keeps what is personal and what is secret in a record, both as JSON."""
    if not hidden:
        return record_id, salt, values, ""
    field: Any = PersonalValues._meta.get_field("concealed")
    return record_id, "", values, field.conceal(f"{salt}{hidden}", record_id)


class Chain(models.Model):
    """The head of one university's chain. `university_id` is a plain number: the ledger survives deletion."""

    university_id = models.BigIntegerField(primary_key=True)
    height = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default=FIRST_HASH)


class Record(models.Model):
    """One line of the ledger: what was done, by whom, about what, where. Never changed, never deleted."""

    university_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    month = models.IntegerField(help_text="yyyymm in Asia/Shanghai")
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=8)
    actor_id = models.BigIntegerField(null=True, help_text="person, null for the system")
    actor_name = models.CharField(max_length=60)
    on_behalf_of = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=120, blank=True, help_text="the post in use then, in words")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=200)
    part = models.CharField(max_length=40, blank=True, help_text="a part of the subject, as milestone:12")
    party_id = models.BigIntegerField(null=True)
    party_path = models.CharField(max_length=255, blank=True)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=255, blank=True)
    side = models.CharField(max_length=5, blank=True, help_text="which side it proves: party, unit, both")
    result = models.CharField(max_length=20, blank=True)
    tags = models.CharField(max_length=400, blank=True, help_text="|function:teaching|guarantee:political|")
    clauses = models.CharField(max_length=400, blank=True, help_text="|2.3|4.1a|")
    data = models.TextField(help_text="canonical JSON of the event's own values")
    personal_digest = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=32)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["university_id", "seq"], name="record_place_in_chain")]
        indexes = [
            models.Index(
                fields=["university_id", "subject_type", "subject_id", "seq"], name="record_subject"
            ),
            models.Index(fields=["university_id", "verb", "month"], name="record_verb_month"),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """The event's own values, without the personal ones."""
        loaded: dict[str, Any] = json.loads(self.data)
        return loaded

    @property
    def who(self) -> str:
        """Who did it, in the reader's language where it was the platform itself."""
        return _("系统") if self.actor_kind == "system" and self.actor_name == "系统" else self.actor_name

    @property
    def about(self) -> str:
        """What it is about, in the reader's language where that is not a name."""
        return title_here(self.subject_type, self.subject_title)

    def sentence(self, personal: dict[str, Any] | None = None) -> str:
        """The record as a sentence in the reader's language."""
        return sentence_of(self.verb, self.values | (personal or {}), actor=self.who, subject=self.about)

    def expected_hash(self) -> str:
        """The hash its columns give now."""
        return chained_hash([getattr(self, name) for name in CHAINED])


class PersonalValues(models.Model):
    """The personal part of one record: may be erased, never changed; the chain keeps its digest.

    What is secret in it lies concealed together with the salt, so that nobody can try values against the digest.
    """

    # The database refuses to delete records, so a constraint would guard nothing; checking it locks each record.
    record = models.OneToOneField(
        Record, models.PROTECT, primary_key=True, related_name="personal", db_constraint=False
    )
    salt = models.CharField(max_length=32, blank=True, help_text="empty where it lies concealed")
    values = models.TextField(help_text="canonical JSON")
    concealed = Concealed(bound_to=("record_id",), help_text="salt and canonical JSON")

    def expected_digest(self) -> str:
        """The digest that its values give now; Tampered where the concealed ones are not what was put there."""
        field: Any = self._meta.get_field("concealed")
        hidden: str = field.reveal(self)
        return personal_digest(self.salt or hidden[:SALT], f"{self.values}{hidden[SALT:]}")


class FirstAnswer(models.Model):
    """What an idempotency key was first answered with, kept in the same transaction as the change."""

    asker = models.CharField(max_length=60)
    key = models.CharField(max_length=100)
    verb = models.CharField(max_length=60)
    question = models.CharField(max_length=64, help_text="HMAC-SM3 of the request")
    answer_type = models.CharField(max_length=60, blank=True)
    answer_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "key"], name="one_answer_a_key")]
        indexes = [models.Index(fields=["at"], name="answer_age")]
