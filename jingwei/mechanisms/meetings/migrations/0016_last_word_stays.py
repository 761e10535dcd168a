from django.db import migrations, models
from django.db.models import F


def find_last_words(apps, schema_editor):
    """In every body that has a last word, whoever chairs has it: what they said before was theirs."""
    minutes = apps.get_model("meetings", "Minute").objects
    chairs = minutes.filter(corrects=None, seat__person=F("hearing__meeting__chair"))
    minutes.filter(pk__in=chairs.values("pk")).update(is_last=True)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0015_late_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="minute",
            name="is_last",
            field=models.BooleanField(
                default=False, help_text="the word of who speaks last, as it was written"
            ),
        ),
        migrations.RunPython(find_last_words, migrations.RunPython.noop),
    ]
