"""The form in force against the text in which an official accepted it."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

import converter

GOLDEN = Path(__file__).parent.parent / "golden" / "form.txt"


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> str:
    """The listing of a form that is built anew, so that nothing kept from earlier hides a change."""
    monkeypatch.setattr(converter, "form", converter.form)
    for name in [*sys.modules]:
        if f"{name}.".startswith(("converter.form.", "tests.form.listing.")):
            monkeypatch.delitem(sys.modules, name)
    listed: str = import_module("tests.form.listing").listing(import_module("converter.form").FORM)
    return listed


def test_the_form_reads_as_accepted(text: str) -> None:
    if os.environ.get("XXGK_ACCEPT"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
