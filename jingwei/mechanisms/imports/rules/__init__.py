"""What a sheet would change: compared with what is there, row by row, without touching the database."""

from jingwei.mechanisms.imports.rules.appointments import plan_appointments
from jingwei.mechanisms.imports.rules.keeping import read_back, written_down
from jingwei.mechanisms.imports.rules.offered import plan_offered
from jingwei.mechanisms.imports.rules.organisations import plan_organisations
from jingwei.mechanisms.imports.rules.people import plan_people
from jingwei.mechanisms.imports.rules.plan import PersonStep, Plan
from jingwei.mechanisms.imports.rules.registers import Registers
from jingwei.mechanisms.imports.rules.words import choices, offered_to

__all__ = [
    "PersonStep",
    "Plan",
    "Registers",
    "choices",
    "offered_to",
    "plan_appointments",
    "plan_offered",
    "plan_organisations",
    "plan_people",
    "read_back",
    "written_down",
]
