"""JSON is written as the library writes it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.system.json_text import indented

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def library(value: Any, margin: str) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", f"\n{margin}")


@given(VALUES, st.sampled_from(["", "  "]))
def test_it_is_what_the_library_writes(value: Any, margin: str) -> None:
    assert indented(value, margin) == library(value, margin)


class Word(StrEnum):
    """A text of another type."""

    ONE = "一"


@pytest.mark.parametrize("value", [{"a": Word.ONE}, (1, ("b",), ()), {"a": {}, "b": []}, "换\n行\u2028"])
def test_tuples_and_words_are_written_alike(value: Any) -> None:
    assert indented(value, " ") == library(value, " ")
