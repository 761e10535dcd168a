"""Tests about the code itself: what the linters cannot say."""
