"""Organisations in two dated trees, who belongs to them and who holds which post."""
