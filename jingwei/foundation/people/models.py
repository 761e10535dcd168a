"""People and accounts. A person is known by the university; an account is how somebody signs in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _l
from pydantic_core import from_json, to_json

from jingwei.adapters import clock
from jingwei.adapters.secrets.columns import Concealed
from jingwei.adapters.secrets.concealing import mark
from jingwei.foundation.people.flow import AMENDMENT
from jingwei.kernel.dated import in_force
from jingwei.kernel.place import Place

NUMBERS = ("id_number", "phone")
"""What lies concealed of a person, both in one column; beside it a mark of each, to find and compare by."""
MARKS = tuple(f"{name}_mark" for name in NUMBERS)


def mark_context(university_id: int, name: str) -> str:
    """Within which marks tell equal numbers: one university, one kind of number."""
    return f"people.person|{name}|{university_id}"


def concealed_numbers(university_id: int, code: str, numbers: Mapping[str, str]) -> list[str]:
    """The columns `concealed` and `MARKS` of the person of this code who has these numbers."""
    said = {name: numbers.get(name) or "" for name in NUMBERS}
    if not any(said.values()):
        return ["", *("" for _mark in MARKS)]
    field: Any = Person._meta.get_field("concealed")
    marked = (value and mark(mark_context(university_id, name), value) for name, value in said.items())
    return [field.conceal(to_json(said).decode(), university_id, code), *marked]


def columns_of(names: Iterable[str]) -> list[str]:
    """The columns in which these values of a person lie."""
    plain = [name for name in names if name not in NUMBERS]
    return plain if len(plain) == len(list(names)) else [*plain, "concealed", *MARKS]


class Person(models.Model):
    """Somebody of a university: the least that the work needs to know."""

    # Left blank where the person only stands behind something in the archive of another university.
    stays_at_home = ("concealed", *MARKS, "email", "job_title", "joined_on", "full_member_on")

    class Category(models.TextChoices):
        TEACHER = "teacher", _l("教师")
        STAFF = "staff", _l("职工")
        STUDENT = "student", _l("学生")
        RETIRED = "retired", _l("离退休")

    class Standing(models.TextChoices):
        MEMBER = "member", _l("中共党员")
        PROBATIONARY = "probationary", _l("预备党员")
        CANDIDATE = "candidate", _l("发展对象")
        ACTIVIST = "activist", _l("入党积极分子")
        LEAGUE = "league", _l("共青团员")
        OTHER = "other", _l("非党团员")

    # Each index below begins with the university, so one of its own would serve nothing.
    university = models.ForeignKey(
        "universities.University", models.PROTECT, related_name="people", db_index=False
    )
    code = models.CharField(max_length=32, help_text="学工号")
    name = models.CharField(max_length=60)
    sex = models.CharField(max_length=1, blank=True, choices=(("m", _l("男")), ("f", _l("女"))))
    category = models.CharField(max_length=10, choices=Category, default=Category.TEACHER)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.OTHER, help_text="政治面貌")
    concealed = Concealed(bound_to=("university_id", "code"), help_text="JSON of the numbers")
    id_number_mark = models.CharField(max_length=32, blank=True, help_text="HMAC-SM3")
    phone_mark = models.CharField(max_length=32, blank=True, help_text="HMAC-SM3")
    email = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=40, blank=True, help_text="职称")
    joined_on = models.DateField(null=True, blank=True, help_text="加入党组织日期")
    full_member_on = models.DateField(null=True, blank=True, help_text="转正日期")
    left_on = models.DateField(null=True, blank=True, help_text="last day at the university")
    erased_on = models.DateField(null=True, blank=True, help_text="when personal values went, by retention")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["university", "code"], name="one_person_a_code"),
            models.UniqueConstraint(
                fields=["university", "id_number_mark"],
                name="one_person_an_id_number",
                condition=~models.Q(id_number_mark=""),
            ),
            models.CheckConstraint(
                name="person_standing",
                condition=models.Q(
                    standing__in=("member", "probationary", "candidate", "activist", "league", "other")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["university", "id"], name="person_keyset"),
            models.Index(fields=["university", "name"], name="person_name"),
            models.Index(
                fields=["left_on"],
                name="person_gone",
                condition=models.Q(left_on__isnull=False, erased_on__isnull=True),
            ),
        ]

    @property
    def numbers(self) -> dict[str, str]:
        """ID number (GB 11643) and phone, revealed: masked wherever they are shown unless somebody unmasks them."""
        field: Any = self._meta.get_field("concealed")
        held: dict[str, str] = from_json(field.reveal(self) or "{}")
        return held

    @numbers.setter
    def numbers(self, said: Mapping[str, str]) -> None:
        self.concealed, self.id_number_mark, self.phone_mark = concealed_numbers(
            self.university_id, self.code, {**self.numbers, **said}
        )

    @property
    def id_number(self) -> str:
        """The ID number, "" where none is known."""
        return self.numbers.get("id_number", "")

    @id_number.setter
    def id_number(self, value: str) -> None:
        self.numbers = {"id_number": value}

    @property
    def phone(self) -> str:
        """The phone number, "" where none is known."""
        return self.numbers.get("phone", "")

    @phone.setter
    def phone(self, value: str) -> None:
        self.numbers = {"phone": value}

    @property
    def title(self) -> str:
        """The name."""
        return self.name

    @property
    def place(self) -> Place:
        """The university alone: a person's data is not an organisation's act."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The paths of the organisations the person belongs to, the university's where there is none yet."""
        present = self.memberships.filter(in_force(clock.today()))
        belonging = present.values_list("organisation__path", flat=True)
        return tuple(belonging) or self.university.grant_paths

    def __str__(self) -> str:
        return self.name


class Amendment(models.Model):
    """Somebody asks in a sentence to have the own data corrected; the office that keeps the register answers."""

    # By the owner or by the person: each index below begins with one of them.
    university = models.ForeignKey(
        "universities.University", models.PROTECT, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="amendments")
    concealed = Concealed(bound_to=("person_id",), help_text="JSON: wish and answer, as people wrote them")
    state = models.CharField(max_length=10, default=AMENDMENT.initial)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="amendment_state", condition=models.Q(state__in=AMENDMENT.states)),
        ]
        indexes = [models.Index(fields=["university", "state", "id"], name="amendment_open")]

    @property
    def said(self) -> dict[str, str]:
        """`wish` and, once there is one, `answer`, revealed."""
        field: Any = self._meta.get_field("concealed")
        held: dict[str, str] = from_json(field.reveal(self) or "{}")
        return held

    @said.setter
    def said(self, told: Mapping[str, str]) -> None:
        field: Any = self._meta.get_field("concealed")
        self.concealed = field.conceal(to_json({**self.said, **told}).decode(), self.person_id)

    @property
    def title(self) -> str:
        """Whose data it is about."""
        return self.person.name

    @property
    def place(self) -> Place:
        """The person's."""
        return self.person.place

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """The person's: who may correct the data may answer."""
        return self.person.grant_paths

    @property
    def state_label(self) -> str:
        """The state in the reader's words."""
        return str(AMENDMENT.label(self.state))


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by their user name as typed, without regard to case."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account signed in by this name."""
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """A way to sign in, of one person or, for an administrator, of none."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="accounts")
    person = models.OneToOneField(Person, models.PROTECT, null=True, blank=True, related_name="account")
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False, help_text="somebody else knows the password")

    USERNAME_FIELD = "username"
    objects = AccountManager()
    told = ""
    """A password that was made for the account just now; kept nowhere."""

    @property
    def title(self) -> str:
        """The user name."""
        return self.username

    @property
    def place(self) -> Place:
        """The university alone."""
        return Place(self.university_id)

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """Accounts are kept for the whole university."""
        return self.university.grant_paths


class Token(models.Model):
    """A key for machines: acts as its account in one post. Only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    post_key = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    good_until = models.DateTimeField()


class UsedPassword(models.Model):
    """The digest of a password that an account had, so that it does not come back."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="used_passwords")
    digest = models.CharField(max_length=128, help_text="as the account had it")
