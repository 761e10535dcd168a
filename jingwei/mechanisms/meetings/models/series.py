"""A series: the days on which an organisation meets regularly, as «the third Thursday»; its dates are computed and never kept."""

from __future__ import annotations

from django.db import models
from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from jingwei.kernel.packs import registry
from jingwei.kernel.place import AtOrganisation
from jingwei.mechanisms.meetings.flow import GOING, SERIES

LAST, BY_DATE = 5, 0


class SeriesWithOrganisation(models.Manager["Series"]):
    """Series with the organisation that meets."""

    def get_queryset(self) -> models.QuerySet[Series]:
        return super().get_queryset().select_related("organisation")


class Series(AtOrganisation, models.Model):
    """An organisation meets in the way of a body on the `nth` `weekday` of each month, or by date on its `month_day`."""

    university = models.ForeignKey("universities.University", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    body = models.CharField(max_length=60, help_text="a body of the pack")
    nth = models.PositiveSmallIntegerField(help_text="1 to 4, 5 for the last, 0 where it goes by date")
    weekday = models.PositiveSmallIntegerField(default=1, help_text="1 for Monday to 7 for Sunday")
    month_day = models.PositiveSmallIntegerField(default=1, help_text="in a shorter month its last day")
    begins_at = models.TimeField(null=True)
    room = models.CharField(max_length=40, blank=True)
    since = models.DateField(help_text="no date before this day")
    state = models.CharField(max_length=8, default=SERIES.initial)
    version = models.PositiveIntegerField(default=1)

    objects = SeriesWithOrganisation()

    class Meta:
        constraints = [
            models.CheckConstraint(name="series_state", condition=models.Q(state__in=SERIES.states)),
            models.CheckConstraint(
                name="series_days",
                condition=models.Q(nth__lte=LAST, weekday__range=(1, 7), month_day__range=(1, 31)),
            ),
            models.UniqueConstraint(
                fields=["organisation", "body"],
                condition=models.Q(state=GOING),
                name="one_series_a_body",
            ),
        ]
        indexes = [models.Index(fields=["university", "-id"], name="series_keyset")]

    @property
    def body_label(self) -> str:
        """The body in the reader's words."""
        return registry.body(self.body).label.here()

    @property
    def words(self) -> str:
        """When and where, in the reader's words."""
        if self.nth == BY_DATE:
            days = _("每月 {day} 日").format(day=self.month_day)
        else:
            nth = [_("第一个"), _("第二个"), _("第三个"), _("第四个"), _("最后一个")][self.nth - 1]
            days = _("每月{nth}{weekday}").format(nth=nth, weekday=str(WEEKDAYS[self.weekday - 1]))
        at = f"{days} {self.begins_at:%H:%M}" if self.begins_at else days
        return _("{when}，{room}").format(when=at, room=self.room) if self.room else at

    @property
    def words_kept(self) -> str:
        """The same as the ledger keeps it."""
        with translation.override("zh-hans"):
            return self.words

    @property
    def title(self) -> str:
        """What meets regularly, in the words of the pack."""
        with translation.override("zh-hans"):
            return _("{body}例会").format(body=registry.body(self.body).label.zh)
