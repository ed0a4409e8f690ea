"""Sentences against tables (C-01 to C-31): the numbers that narratives state, compared with the figures.

Takes a report and its form's claim book, which says which words mean which cells; gives claims with their
judgement, and findings for those that contradict. Others import from here: `CLAIMS`, the check, and the
functions behind it, which tests and benchmarks use.
"""

from converter.checks.claims.check import (
    CLAIMS,
    ClaimCounts,
    claim_counts,
    claims_of,
    contradiction_findings,
)
from converter.checks.claims.judgement import Candidate, Claim, Judgement

__all__ = [
    "CLAIMS",
    "Candidate",
    "Claim",
    "ClaimCounts",
    "Judgement",
    "claim_counts",
    "claims_of",
    "contradiction_findings",
]
