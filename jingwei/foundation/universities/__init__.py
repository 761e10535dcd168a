"""The university: owner of a ledger chain, tenant of every table."""
