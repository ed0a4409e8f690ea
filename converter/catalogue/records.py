"""Every code there is, one record each, and its messages by code and variant.

`records` gives those of a form: a code about a rule or a sentence that it does not have is none of them.

Codes are stable for ever and never reused. A to G follow the catalogue of checks; F is the file, O what is
made of a report besides Word, P the finished document, R the roster, T the Word template, X two years of
one agency.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from converter.catalogue import (
    arithmetic,
    claims,
    county,
    files,
    filled_figures,
    filled_sheets,
    imported,
    made_for,
    misplaced,
    opening,
    other_forms,
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
from converter.catalogue.model import CodeRecord, Message, for_form
from converter.form import Form

_FAMILIES = (
    filled_figures, filled_sheets, arithmetic, other_forms, misplaced, claims, wording, opening, files,
    made_for,
    outside_inputs, county, imported,
    outputs, proof, roster, template_outside, word_template, printed_template, years,
)  # fmt: skip


@cache
def records(form: Form) -> Mapping[str, CodeRecord]:
    """The records of a form by code, in the order of codes."""
    return {record.code: record for record in sorted(_records(form), key=lambda record: record.code)}


def _records(form: Form) -> Iterator[CodeRecord]:
    for family in _FAMILIES:
        for record in family.RECORDS:
            if (own := for_form(record, form)) is not None:
                yield own
    yield from claims.records_of(form)


MESSAGES: Mapping[tuple[str, str], Message] = {
    (code, variant): message
    for code, messages in sorted(
        (
            *((record.code, record.messages) for family in _FAMILIES for record in family.RECORDS),
            *claims.MESSAGES.items(),
        ),
        key=lambda known: known[0],
    )
    for variant, message in messages.items()
}
"""By code and variant, in the order of codes, those of all forms."""

CODES = frozenset(code for code, _ in MESSAGES)
"""Every code of which findings are made, in any form."""
