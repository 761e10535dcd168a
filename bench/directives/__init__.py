"""A directive to ten thousand: issued, read, and signed by five thousand within a minute."""
