"""What ./jw hands its words to: one module a word, each run with the project's own Python."""
