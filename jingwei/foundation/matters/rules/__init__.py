"""What a matter needs to go on, who may do what on which side, and when it is a label only."""

from jingwei.foundation.matters.rules.gates import (
    closing_gate,
    deployment_gate,
    inspection_gate,
    milestone_gate,
    missing_for,
    plan_gate,
    reckoning_gate,
    verdict_gate,
)
from jingwei.foundation.matters.rules.label import label_reading, reads_as_label
from jingwei.foundation.matters.rules.objections import (
    gives_files_back,
    its_matters_are_over,
    takes_files,
    what_began_under_it_is_over,
)
from jingwei.foundation.matters.rules.reckoning import ANSWER, reckoned_as, standing_of
from jingwei.foundation.matters.rules.sides import benefiting_side, side_of, sides_of
from jingwei.foundation.matters.rules.standing import (
    answers_for_its_side,
    does_own_task,
    gives_out_tasks,
    has_a_hand_in,
    kinds_fit,
    noted_it,
    one_side_a_post,
    owns_neither_strand,
    was_given_it,
)
from jingwei.foundation.matters.rules.words import pairs_of, reads_as_outcome

__all__ = [
    "ANSWER",
    "answers_for_its_side",
    "benefiting_side",
    "closing_gate",
    "deployment_gate",
    "does_own_task",
    "gives_files_back",
    "gives_out_tasks",
    "has_a_hand_in",
    "inspection_gate",
    "its_matters_are_over",
    "kinds_fit",
    "label_reading",
    "milestone_gate",
    "missing_for",
    "noted_it",
    "one_side_a_post",
    "owns_neither_strand",
    "pairs_of",
    "plan_gate",
    "reads_as_label",
    "reads_as_outcome",
    "reckoned_as",
    "reckoning_gate",
    "side_of",
    "sides_of",
    "standing_of",
    "takes_files",
    "verdict_gate",
    "was_given_it",
    "what_began_under_it_is_over",
]
