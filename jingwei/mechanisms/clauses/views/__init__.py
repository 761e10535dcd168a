"""The pages of clauses: all of them and one of them, what a new version changed, the official text from a file."""
