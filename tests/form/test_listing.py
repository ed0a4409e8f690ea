"""The form in force against the text in which an official accepted it."""

from __future__ import annotations

import os
from pathlib import Path

from converter.form import FORM
from tests.form.listing import listing

GOLDEN = Path(__file__).parent.parent / "golden" / "form.txt"


def test_the_form_reads_as_accepted() -> None:
    text = listing(FORM)
    if os.environ.get("XXGK_ACCEPT"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
