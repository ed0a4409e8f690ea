"""The editions of the form against the texts in which an official accepted them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module

import pytest

import converter
from converter.form.editions import CURRENT
from tests.accepted import assert_accepted


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The listing of each form, built anew, so that nothing kept from earlier hides a change."""
    monkeypatch.setattr(converter, "form", converter.form)
    kept = {name: sys.modules.pop(name) for name in _of_forms()}
    editions, listing = import_module("converter.form.editions"), import_module("tests.form.listing").listing
    yield {key: listing(editions.edition(key)) for key in editions.EDITIONS}
    for name in _of_forms():  # those too that nobody had imported before: their classes are others
        del sys.modules[name]
    sys.modules.update(kept)


def _of_forms() -> list[str]:
    """The modules of forms and of their listing."""
    return [name for name in sys.modules if f"{name}.".startswith(("converter.form.", "tests.form.listing."))]


def test_the_form_in_force_reads_as_accepted(texts: dict[str, str]) -> None:
    assert_accepted("form.txt", texts[CURRENT])


def test_earlier_editions_read_as_accepted(texts: dict[str, str]) -> None:
    earlier = {key: text for key, text in texts.items() if key != CURRENT}
    assert_accepted("earlier-forms.txt", "\n".join(earlier.values()))
