"""Academic committees (学术委员会): secretaries take a seat by nomination, eligibility, the committee's own vote and a term."""
