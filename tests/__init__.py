"""Tests that belong to no single room: about the code, about whole stories, and what tests share."""
