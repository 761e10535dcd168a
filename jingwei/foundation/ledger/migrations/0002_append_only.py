"""Records can be added, never changed or deleted, by anybody, in the database itself."""

from typing import Any

from django.db import migrations

REFUSAL = "the ledger is append-only"
SQLITE = [
    f"CREATE TRIGGER ledger_record_{verb.lower()} BEFORE {verb} ON ledger_record "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
SQLITE.append(
    "CREATE TRIGGER ledger_personalvalues_update BEFORE UPDATE ON ledger_personalvalues "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
)
POSTGRESQL = [
    f"CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    "CREATE TRIGGER ledger_record_kept BEFORE UPDATE OR DELETE ON ledger_record "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_record_whole BEFORE TRUNCATE ON ledger_record "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    "CREATE TRIGGER ledger_personalvalues_kept BEFORE UPDATE ON ledger_personalvalues "
    "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
]


def guard(apps: Any, schema_editor: Any) -> None:
    """Install the triggers of the database at hand."""
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Forward only: there is no way back from append-only."""

    dependencies = [("ledger", "0001_begin")]
    operations = [migrations.RunPython(guard)]
