"""Keeps when both sides first agreed to a milestone, so that to agree to a plan anew takes none out of the count."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def told_before(apps: Any, editor: Any) -> None:
    """The day of its plan, as far as that is known."""
    matter, milestone = (apps.get_model("matters", name) for name in ("Matter", "Milestone"))
    day = matter.objects.filter(pk=OuterRef("matter")).values("agreed_on")[:1]
    milestone.objects.filter(matter__agreed_on__isnull=False).update(agreed_on=Subquery(day))


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0003_what_proves_little"),
    ]

    operations = [
        migrations.AddField(
            model_name="milestone",
            name="agreed_on",
            field=models.DateField(
                help_text="both sides agreed to a plan with it, the first time", null=True
            ),
        ),
        migrations.RunPython(told_before, migrations.RunPython.noop),
    ]
