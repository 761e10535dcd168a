"""The pages of the measures, and the report as a paper."""
