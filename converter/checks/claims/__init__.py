"""Sentences against tables (C-01 to C-32): the numbers that narratives state, compared with the figures.

Takes a report and its form's claim book, which says which words mean which cells; gives claims with their
judgement, and findings for those that contradict. Others import from here: `claims_check` of a form, and the
functions behind it, which tests and benchmarks use.
"""

from converter.checks.claims.candidates import Candidate
from converter.checks.claims.check import (
    ClaimCounts,
    claim_counts,
    claims_check,
    claims_of,
    contradiction_findings,
    states_numbers,
)
from converter.checks.claims.judgement import Claim, Judgement
from converter.checks.claims.parts import PARTS

__all__ = [
    "PARTS",
    "Candidate",
    "Claim",
    "ClaimCounts",
    "Judgement",
    "claim_counts",
    "claims_check",
    "claims_of",
    "contradiction_findings",
    "states_numbers",
]
