"""The pages of committees and of seats, and the doors through which the verbs are carried out."""
