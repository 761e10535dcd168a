"""Single organisations added or left out, and those that coverage joins to the ones addressed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0002_days_of_levels"),
        ("organisations", "0002_links"),
        ("universities", "0001_begin"),
    ]

    operations = [
        migrations.AddField(
            model_name="directive",
            name="with_covered",
            field=models.BooleanField(
                default=False,
                help_text="also those of the other tree that coverage joins to the ones addressed",
            ),
        ),
        migrations.AlterField(
            model_name="receipt",
            name="path",
            field=models.CharField(
                help_text="in the tree of the issuer; of the other tree, below who covers it", max_length=255
            ),
        ),
        migrations.CreateModel(
            name="Named",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_out", models.BooleanField(default=False)),
                (
                    "directive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named",
                        to="directives.directive",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "university",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="universities.university",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("directive", "organisation"), name="named_once")
                ],
            },
        ),
    ]
