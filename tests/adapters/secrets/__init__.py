"""Tests of what conceals."""
