"""Stories told in a browser: what people do with the platform, from the first page to the last record."""
