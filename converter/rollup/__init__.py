"""The county's own figures: reports added up, with where every number came from."""

from converter.rollup.adding import Left, Part, RollUp, chosen, contributions, last_sum, roll_up, summed
from converter.rollup.comparing import Change, changes, draft, per_agency

__all__ = [
    "Change",
    "Left",
    "Part",
    "RollUp",
    "changes",
    "chosen",
    "contributions",
    "draft",
    "last_sum",
    "per_agency",
    "roll_up",
    "summed",
]
