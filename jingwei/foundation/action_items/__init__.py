"""Action items (举措): what study, dispatch and exchange end in, each with an owner and a day (2.1, 4.1b)."""
