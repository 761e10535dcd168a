"""Notices: what was done is told to those whom it concerns, in the page and by the ways they chose."""
