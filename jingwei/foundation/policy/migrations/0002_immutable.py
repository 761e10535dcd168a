"""A version of a pack can be kept, never changed or deleted, by anybody, in the database itself."""

from typing import Any

from django.db import migrations

REFUSAL = "a published version of a pack is immutable"
SQLITE = [
    f"CREATE TRIGGER policy_packversion_{verb.lower()} BEFORE {verb} ON policy_packversion "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"CREATE FUNCTION policy_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER policy_packversion_kept BEFORE UPDATE OR DELETE ON policy_packversion "
    "FOR EACH ROW EXECUTE FUNCTION policy_refuse()",
    "CREATE TRIGGER policy_packversion_whole BEFORE TRUNCATE ON policy_packversion "
    "FOR EACH STATEMENT EXECUTE FUNCTION policy_refuse()",
]


def guard(apps: Any, schema_editor: Any) -> None:
    """Install the triggers of the database at hand."""
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Forward only: a version stays what it was."""

    dependencies = [("policy", "0001_begin")]
    operations = [migrations.RunPython(guard)]
