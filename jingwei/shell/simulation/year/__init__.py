"""One invented year of Schools whose true integration is known: what they do, and what playing for the record changes.

The model is told in `docs/decisions/2026-11-28-a-model-of-work-that-knows-no-measure.md`. It knows no indicator.
"""
