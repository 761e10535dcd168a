import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_begin"),
        ("organisations", "0003_indexes_that_count"),
        ("people", "0001_begin"),
        ("universities", "0001_begin"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="of the pack, or of the organisation's own list", max_length=60
                    ),
                ),
                ("kind_label", models.CharField(max_length=40)),
                ("route", models.CharField(help_text="|party-meeting|joint-meeting|", max_length=260)),
                ("title", models.CharField(max_length=80)),
                ("proposal", models.CharField(help_text="what is asked to be decided", max_length=2000)),
                ("paper", models.PositiveSmallIntegerField(default=1)),
                ("proposed_name", models.CharField(max_length=60)),
                ("proposed_on", models.DateField()),
                ("state", models.CharField(default="proposed", max_length=9)),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="why it came back or was withdrawn", max_length=200
                    ),
                ),
                ("urgent_reason", models.CharField(blank=True, max_length=200)),
                ("urgent_paper", models.PositiveSmallIntegerField(null=True)),
                (
                    "review",
                    models.CharField(blank=True, help_text="what the level above found", max_length=300),
                ),
                ("ended_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="ItemList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("kinds", models.JSONField(default=list)),
                ("adopted_on", models.DateField()),
                ("adopted_name", models.CharField(max_length=60)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_state",
        ),
        migrations.AddField(
            model_name="meeting",
            name="approved_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="chair",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="chair_reason",
            field=models.CharField(blank=True, help_text="why somebody else chaired", max_length=200),
        ),
        migrations.AddField(
            model_name="meeting",
            name="room",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="meeting",
            name="signed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="signed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="starts_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="reason",
            field=models.CharField(
                blank=True, help_text="why it was struck out or called off", max_length=200
            ),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(default="recorded", max_length=9),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "convened",
                            "sent",
                            "cancelled",
                            "open",
                            "closed",
                            "approved",
                            "signed",
                            "recorded",
                            "struck",
                        ),
                    )
                ),
                name="meeting_state",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="approved_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="proposed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="seconded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="urged_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="itemlist",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="item_list",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="meetings.itemlist",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemlist",
            constraint=models.UniqueConstraint(
                fields=("organisation", "number"), name="one_item_list_a_number"
            ),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["university", "-id"], name="agenda_item_keyset"),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["organisation", "state"], name="agenda_item_of"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("proposed", "returned", "ready", "settled", "declined", "withdrawn"))
                ),
                name="agenda_item_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seconded_by", None),
                    models.Q(("seconded_by", models.F("urged_by")), _negated=True),
                    _connector="OR",
                ),
                name="agenda_item_two_ask",
            ),
        ),
    ]
