"""The ledger: append-only, hash-chained, the source of every report."""
