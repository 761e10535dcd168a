"""The shell's own template tags."""
