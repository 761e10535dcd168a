"""Who has done what is asked of them, who has not yet, and who is excused."""
