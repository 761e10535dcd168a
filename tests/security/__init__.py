"""What nobody may see or do without the right to it."""
