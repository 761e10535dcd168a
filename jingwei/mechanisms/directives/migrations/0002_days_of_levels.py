"""Each receipt has the day that holds for it; those that are there get the day of their directive."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_the_day_of_the_directive(apps, schema_editor):
    directives = apps.get_model("directives", "Directive").objects.filter(pk=OuterRef("directive"))
    due = Subquery(directives.values("due")[:1])
    apps.get_model("directives", "Receipt").objects.update(due=due, due_given=due)


class Migration(migrations.Migration):
    dependencies = [("directives", "0001_begin")]

    operations = [
        migrations.AddField(
            model_name="directive",
            name="dues",
            field=models.CharField(
                blank=True,
                default="",
                help_text="|kind=day| of the kinds that have a day of their own",
                max_length=1000,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="receipt",
            name="due",
            field=models.DateField(help_text="the day that holds here", null=True),
        ),
        migrations.AddField(
            model_name="receipt",
            name="due_given",
            field=models.DateField(help_text="that of who issued it, for its kind", null=True),
        ),
        migrations.AddField(
            model_name="receipt",
            name="due_below",
            field=models.DateField(help_text="set here for all below, not later than its own", null=True),
        ),
        migrations.RunPython(take_the_day_of_the_directive, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="receipt",
            name="due",
            field=models.DateField(help_text="the day that holds here"),
        ),
        migrations.AlterField(
            model_name="receipt",
            name="due_given",
            field=models.DateField(help_text="that of who issued it, for its kind"),
        ),
    ]
