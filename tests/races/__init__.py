"""Two hands in one place, with connections of their own."""
