"""A notice knows under which of the declarations of its verb it was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_applications_of_messengers")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="nth",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="which of the declarations of its verb it is"
            ),
        ),
    ]
