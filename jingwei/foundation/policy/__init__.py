"""The policy in force: which version of which pack a university follows, and what it asks of whom."""
