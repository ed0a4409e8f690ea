"""The catalogue: each code's severity, what is wrong in plain words, and what to do.

The only place with Chinese prose about mistakes, a module per family of codes. Codes are stable for
ever and never reused; A to G follow the catalogue of checks, F is the file, P the finished document, R the
roster, T the Word template.
"""

from __future__ import annotations

from converter.catalogue import (
    arithmetic,
    cells,
    claims,
    county,
    files,
    outputs,
    proof,
    roster,
    template,
    wording,
    years,
)
from converter.catalogue.entry import Entries, Entry

CATALOGUE: Entries = {
    **roster.ENTRIES,
    **files.ENTRIES,
    **cells.ENTRIES,
    **arithmetic.ENTRIES,
    **claims.ENTRIES,
    **wording.ENTRIES,
    **years.ENTRIES,
    **county.ENTRIES,
    **outputs.ENTRIES,
    **proof.ENTRIES,
    **template.ENTRIES,
}
"""Every line by code and variant, family by family."""

__all__ = ["CATALOGUE", "Entry"]
