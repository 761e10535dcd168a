"""Benchmarks: each beside its floor in one run; they print ratios and never fail on a slow day."""
