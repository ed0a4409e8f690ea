"""The manual of checks: generated, and fresh."""

from __future__ import annotations

from pathlib import Path

from converter.catalogue.records import records
from converter.checks import checks_of
from converter.checks.manual import FAMILIES, MANUAL, manual
from converter.form import FORM
from converter.form.rules import BALANCE, STOCK, TOTAL_ACROSS, TOTAL_DOWN


def test_the_manual_says_what_the_records_say() -> None:
    """After a change: python -m converter.checks.manual."""
    assert (Path(__file__).parent.parent.parent / MANUAL).read_text(encoding="utf-8") == manual(FORM)


def test_every_code_has_its_chapter() -> None:
    assert {code[0] for code in records(FORM)} == set(FAMILIES)


def test_every_check_gives_codes_of_the_catalogue_each_by_one_check() -> None:
    codes = [code for check in checks_of(FORM) for code in check.codes]
    assert len(codes) == len(set(codes))
    own = {code for code, record in records(FORM).items() if record.messages}
    assert set(codes) - {TOTAL_ACROSS, TOTAL_DOWN, BALANCE, STOCK} <= own  # those are of other forms
    assert {code for check in checks_of(FORM) for code in (*check.unassessable, *check.applies)} <= set(codes)
