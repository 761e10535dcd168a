"""What a meeting that decides is made of: seats, the hearings of items, minutes and amendments."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.packs.registry import called
from jingwei.kernel.place import Place
from jingwei.mechanisms.meetings.flow import HEARING
from jingwei.mechanisms.meetings.models.agenda import AgendaItem
from jingwei.mechanisms.meetings.models.held import Meeting


class Seat(models.Model):
    """Somebody who belongs to a meeting that decides, as it was when the notice went out, and whether they came."""

    class Attends(models.TextChoices):
        EXPECTED = "expected", _l("还没到")
        PRESENT = "present", _l("到会")
        LEFT = "left", _l("先走了")
        LEAVE = "leave", _l("请假")
        ABSENT = "absent", _l("缺席")

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="seats")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    post = models.CharField(max_length=60, help_text="in words, then")
    role = models.CharField(max_length=60)
    has_vote = models.BooleanField()
    attends = models.CharField(max_length=8, choices=Attends, default=Attends.EXPECTED)
    entrusted_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="who speaks for them where they are not there",
    )
    opinion = models.CharField(max_length=1000, blank=True, help_text="what is read out for them")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_a_person")]

    @property
    def post_here(self) -> str:
        """The post in the reader's language."""
        return called("roles")(self.post)


class WithMeeting(models.Manager["Hearing"]):
    """Hearings with their meeting and item, which every check of a grant needs."""

    def get_queryset(self) -> models.QuerySet[Hearing]:
        related = ("meeting__organisation", "meeting__unit", "item__organisation", "item__unit")
        return super().get_queryset().select_related(*related)


class Hearing(models.Model):
    """An item at a meeting: which number of its paper, how it was voted on, what was resolved."""

    class Manner(models.TextChoices):
        HANDS = "hands", _l("举手")
        BALLOT = "ballot", _l("票决")

    locked_through = "meeting"
    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="hearings")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="hearings")
    position = models.PositiveSmallIntegerField()
    paper = models.PositiveSmallIntegerField(help_text="the number of the paper that was heard")
    hours_late = models.PositiveSmallIntegerField(
        default=0, help_text="by how many hours its paper came later than the body asks"
    )
    heard_as = models.CharField(max_length=80, blank=True, help_text="its title, then")
    heard_kind = models.CharField(max_length=40, blank=True, help_text="its kind, then")
    state = models.CharField(max_length=9, default=HEARING.initial)
    is_exception = models.BooleanField(default=False)
    manner = models.CharField(max_length=6, choices=Manner, blank=True)
    seats = models.PositiveSmallIntegerField(
        default=0, help_text="with a vote, without those who stepped aside"
    )
    present = models.PositiveSmallIntegerField(default=0, help_text="of them")
    by_proxy = models.PositiveSmallIntegerField(
        default=0, help_text="votes of others that those present give"
    )
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    abstained = models.PositiveSmallIntegerField(default=0)
    spoilt = models.PositiveSmallIntegerField(default=0)
    resolution = models.CharField(max_length=1000, blank=True)
    reason = models.CharField(max_length=200, blank=True, help_text="why it was postponed or taken out")
    occasion = models.ForeignKey("action_items.Occasion", models.PROTECT, null=True, related_name="+")
    review_on = models.DateField(null=True, help_text="when the body looks at what it resolved again")
    version = models.PositiveIntegerField(default=1)

    objects = WithMeeting()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hearing_state", condition=models.Q(state__in=HEARING.states)),
            models.UniqueConstraint(
                fields=["meeting", "item"],
                name="an_item_once_a_meeting",
                condition=~models.Q(state="taken-out"),
            ),
        ]
        indexes = [
            models.Index(fields=["item", "state"], name="hearing_of_item"),
            models.Index(
                fields=["university", "review_on"],
                condition=models.Q(review_on__isnull=False),
                name="hearing_by_review",
            ),
        ]

    @property
    def title(self) -> str:
        """That of the item, as it was heard."""
        return self.heard_as or self.item.title

    @property
    def kind_label(self) -> str:
        """The kind of the item, as it was heard."""
        return self.heard_kind or self.item.kind_label

    @property
    def kind_here(self) -> str:
        """The same in the reader's language."""
        return called("item_kinds")(self.kind_label)

    @property
    def stands_out(self) -> bool:
        """Whether it is heard as an exception, or would be."""
        return self.is_exception or (self.state == HEARING.initial and self.item.is_exception)

    @property
    def state_label(self) -> Any:
        """The state in the reader's words."""
        return HEARING.label(self.state)

    @property
    def place(self) -> Place:
        """That of the meeting."""
        return self.meeting.place

    def place_now(self) -> Place:
        """The same, read again."""
        return self.meeting.place_now()

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """Those of the meeting."""
        return self.meeting.grant_paths


class LookBack(models.Model):
    """What a body found when it looked at something again that it had resolved, at which meeting, and when it does so next."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="looks")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    found = models.CharField(max_length=300)
    review_on = models.DateField(null=True, help_text="the next time")
    looked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hearing", "meeting"], name="looked_at_once_a_meeting")
        ]


class Recusal(models.Model):
    """Somebody who stepped aside for one item, and leaves its count."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="recusals")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hearing", "person"], name="steps_aside_once")]


class Minute(models.Model):
    """A line of the minutes: whoever writes adds lines of their own, so that nobody writes over another.

    One that `corrects` another stands beside it, as it stands beside what it corrects.
    """

    locked_through = "hearing"
    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="minutes")
    writer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    writer_name = models.CharField(max_length=60)
    speaker = models.CharField(max_length=60, blank=True, help_text="as they were named then")
    seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="none where a guest spoke, or nobody is named",
    )
    is_last = models.BooleanField(default=False, help_text="the word of who speaks last, as it was written")
    is_late = models.BooleanField(default=False, help_text="written once the last word was spoken")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=1000)
    written_at = models.DateTimeField()
    is_dropped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    @property
    def title(self) -> str:
        """That of the item."""
        return self.hearing.title

    @property
    def place(self) -> Place:
        """That of the meeting."""
        return self.hearing.place

    def place_now(self) -> Place:
        """The same, read again."""
        return self.hearing.place_now()

    @property
    def grant_paths(self) -> tuple[str, ...]:
        """Those of the meeting."""
        return self.hearing.grant_paths


class Amendment(models.Model):
    """What was found wrong in minutes that were signed: they stay as they are, and this stands below them."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="amendments")
    text = models.CharField(max_length=300)
    made_name = models.CharField(max_length=60)
    made_on = models.DateField()
