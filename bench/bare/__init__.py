"""The floor of a page: the least Django that asks the database and fills a template."""
