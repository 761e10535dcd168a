"""Meetings: what a branch held, who was there and what came of it, recorded once (2.2, 3.7)."""
