"""Evidence: files kept once, shown to those who may see what they belong to, never required."""
