"""The pages of people and of accounts."""
