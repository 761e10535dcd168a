"""Directives (部署, 一线贯通): a decision reaches every organisation below, and what became of it comes back up."""
