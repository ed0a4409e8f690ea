"""Every code there is, one record each, and its messages by code and variant.

Codes are stable for ever and never reused. A to G follow the catalogue of checks; F is the file, O what is
made of a report besides Word, P the finished document, R the roster, T the Word template, X two years of
one agency.
"""

from __future__ import annotations

from collections.abc import Mapping

from converter.catalogue import (
    arithmetic,
    claims,
    county,
    files,
    filled_figures,
    filled_sheets,
    misplaced,
    opening,
    outputs,
    outside_inputs,
    printed_template,
    proof,
    roster,
    template_outside,
    word_template,
    wording,
    years,
)
from converter.catalogue.model import CodeRecord, Message

_FAMILIES = (
    filled_figures, filled_sheets, arithmetic, misplaced, claims, wording, opening, files,
    outside_inputs, county,
    outputs, proof, roster, template_outside, word_template, printed_template, years,
)  # fmt: skip

RECORDS: Mapping[str, CodeRecord] = {
    record.code: record
    for record in sorted(
        (record for family in _FAMILIES for record in family.RECORDS), key=lambda record: record.code
    )
}
"""By code, in the order of codes."""

MESSAGES: Mapping[tuple[str, str], Message] = {
    (record.code, variant): message
    for record in RECORDS.values()
    for variant, message in record.messages.items()
}
"""By code and variant."""
