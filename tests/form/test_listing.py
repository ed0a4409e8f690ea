"""The form in force against the text in which an official accepted it."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

import converter
from tests.accepted import assert_accepted


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
    assert_accepted("form.txt", text)
