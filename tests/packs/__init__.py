"""Packs in a whole house: a second document beside the first, versions in any order."""
