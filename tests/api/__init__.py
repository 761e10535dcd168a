"""The edge as machines see it."""
