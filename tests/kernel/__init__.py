"""The grammar of the house, seen through a room for tests alone."""
