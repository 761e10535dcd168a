"""One directive takes the place of another, and a receipt knows its own of the old one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0003_single_addressees"),
        ("organisations", "0002_links"),
        ("universities", "0001_begin"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="directive",
            name="directive_state",
        ),
        migrations.AddField(
            model_name="directive",
            name="replaces",
            field=models.ForeignKey(
                help_text="ends when this one is issued",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="directives.directive",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="carries",
            field=models.ForeignKey(
                help_text="its own of the directive replaced",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directives.receipt",
            ),
        ),
        migrations.AlterField(
            model_name="directive",
            name="ended_on",
            field=models.DateField(help_text="withdrawn, replaced or closed on", null=True),
        ),
        migrations.AddConstraint(
            model_name="directive",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("draft", "issued", "withdrawn", "replaced", "closed"))),
                name="directive_state",
            ),
        ),
    ]
