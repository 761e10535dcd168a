"""A room for tests alone: a garden of plots, small enough to see the grammar of the house through it."""
