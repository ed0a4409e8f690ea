"""Figures in little room, and JSON in little time: the same as without."""

from __future__ import annotations

import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from converter.indented import indented
from converter.slim import SlimFigures
from tests.reports import report, reread, with_figure

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def test_slim_figures_are_the_figures_and_travel() -> None:
    filled, _ = reread(with_figure(report(), "二.r2.c1", 3, "（含涉密）"))
    slim = SlimFigures(filled.figures)
    assert slim == filled.figures
    assert list(slim) == list(filled.figures)
    assert pickle.loads(pickle.dumps(slim)) == filled.figures
    assert all(slim.value(ref) == figure.value for ref, figure in filled.figures.items())


@given(JSON)
def test_json_is_indented_as_the_standard_library_does(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
