"""Both examples of every code, run against the very check, reader or step that gives it."""

from __future__ import annotations

import pytest

from converter.catalogue.record import CodeRecord
from converter.catalogue.records import RECORDS
from tests.catalogue.examples.given import state

GIVEN = [record for record in RECORDS.values() if record.fails.given is not None]


@pytest.mark.parametrize("record", GIVEN, ids=lambda record: record.code)
def test_a_report_shows_both_examples(record: CodeRecord) -> None:
    assert record.passes.given is not None
    assert record.fails.given is not None
    kept = state(record.code, record.passes.given)
    # a sentence keeps a rule of sentences also where it does not speak of it
    assert kept == "passed" or (record.code.startswith("C-") and kept == "not_applicable")
    assert state(record.code, record.fails.given) == "failed"
