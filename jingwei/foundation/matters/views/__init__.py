"""The pages of matters: the list, one matter, its verbs, a note, the register."""
