"""What a person can want to be ready for; each competency says for which of these it is a must-have."""

from typing import Literal, get_args

Goal = Literal["first-job", "well-paid"]
GOALS: tuple[Goal, ...] = get_args(Goal)
