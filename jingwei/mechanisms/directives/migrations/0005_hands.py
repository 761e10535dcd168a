"""A receipt may be in the hands of a person."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0004_replacing"),
        ("people", "0001_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="receipt",
            name="given_back",
            field=models.CharField(blank=True, help_text="why it came back from a person", max_length=200),
        ),
        migrations.AddField(
            model_name="receipt",
            name="hand",
            field=models.ForeignKey(
                help_text="who does it here",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
    ]
