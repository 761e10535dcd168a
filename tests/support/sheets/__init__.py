"""Invented sheets as offices really send them: faulty ones with their expected reports, and whole rosters."""

from tests.support.sheets.faulty import Case, faulty_sheets
from tests.support.sheets.roster import Roster, roster

__all__ = ["Case", "Roster", "faulty_sheets", "roster"]
