"""Clauses (条款落实): each clause of the notice with the state it is in, read from what was done."""
