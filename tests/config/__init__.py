"""The wiring: environment and settings."""
