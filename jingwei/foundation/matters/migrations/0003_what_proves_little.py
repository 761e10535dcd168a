"""Keeps when a plan was agreed to, which goals were, and whether the unit is another School's."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate

ZONE = ZoneInfo("Asia/Shanghai")


def told_before(apps: Any, editor: Any) -> None:
    """The day of a plan is that of its last agreement; goals of what went past planning were agreed to."""
    agreement, matter, goal = (apps.get_model("matters", name) for name in ("Agreement", "Matter", "Goal"))
    of_it = agreement.objects.filter(matter=OuterRef("pk"), stage="planning").order_by("-at")
    day = of_it.annotate(day=TruncDate("at", tzinfo=ZONE)).values("day")[:1]
    matter.objects.exclude(state="planning").update(agreed_on=Subquery(day))
    goal.objects.filter(matter__agreed_on__isnull=False).update(is_agreed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0002_work"),
    ]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="is_agreed",
            field=models.BooleanField(default=False, help_text="both sides have agreed to it at some time"),
        ),
        migrations.AddField(
            model_name="matter",
            name="agreed_on",
            field=models.DateField(help_text="both sides agreed to the plan, the last time", null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="is_far",
            field=models.BooleanField(
                default=False,
                help_text="the School of the Party side did not answer for the unit when it was opened",
            ),
        ),
        migrations.RunPython(told_before, migrations.RunPython.noop),
    ]
