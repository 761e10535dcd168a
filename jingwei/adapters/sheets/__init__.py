"""Sheets in and out: what people already keep in Excel, read, judged, marked and written."""
