import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("action_items", "0002_decide"),
        ("meetings", "0002_decide"),
        ("people", "0001_begin"),
        ("universities", "0001_begin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                ("made_name", models.CharField(max_length=60)),
                ("made_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "paper",
                    models.PositiveSmallIntegerField(help_text="the number of the paper that was heard"),
                ),
                ("state", models.CharField(default="listed", max_length=9)),
                ("is_exception", models.BooleanField(default=False)),
                (
                    "manner",
                    models.CharField(
                        blank=True, choices=[("hands", "举手"), ("ballot", "票决")], max_length=6
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="with a vote, without those who stepped aside"
                    ),
                ),
                ("present", models.PositiveSmallIntegerField(default=0, help_text="of them")),
                ("yes", models.PositiveSmallIntegerField(default=0)),
                ("no", models.PositiveSmallIntegerField(default=0)),
                ("abstained", models.PositiveSmallIntegerField(default=0)),
                ("spoilt", models.PositiveSmallIntegerField(default=0)),
                ("resolution", models.CharField(blank=True, max_length=1000)),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="why it was postponed or taken out", max_length=200
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Minute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("writer_name", models.CharField(max_length=60)),
                ("speaker", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(max_length=1000)),
                ("written_at", models.DateTimeField()),
                ("is_dropped", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("post", models.CharField(help_text="in words, then", max_length=60)),
                ("role", models.CharField(max_length=60)),
                ("has_vote", models.BooleanField()),
                (
                    "attends",
                    models.CharField(
                        choices=[
                            ("expected", "还没到"),
                            ("present", "到会"),
                            ("leave", "请假"),
                            ("absent", "缺席"),
                        ],
                        default="expected",
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="amendment",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="meetings.agendaitem"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="occasion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="action_items.occasion",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="hearing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="meetings.hearing"
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddField(
            model_name="minute",
            name="writer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="hearing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recusals", to="meetings.hearing"
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="university",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="universities.university"
            ),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(fields=["item", "state"], name="hearing_of_item"),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("listed", "taken-out", "under-way", "passed", "refused", "postponed"))
                ),
                name="hearing_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "taken-out"), _negated=True),
                fields=("meeting", "item"),
                name="an_item_once_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("hearing", "person"), name="steps_aside_once"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("meeting", "person"), name="one_seat_a_person"),
        ),
    ]
