"""result.json read again an outcome at a time, however it is laid out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.results.result_file import Part, parts

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(), JSON, max_size=4)


@pytest.mark.slow
@given(OBJECTS, st.lists(OBJECTS, max_size=4), OBJECTS, st.sampled_from([None, 1, 2]))
def test_a_result_is_read_an_outcome_at_a_time_however_it_is_laid_out(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, object],
    items: list[object],
    after: dict[str, object],
    indent: int | None,
) -> None:
    whole = {**before, "outcomes": items, **{key: item for key, item in after.items() if key != "outcomes"}}
    path = tmp_path_factory.mktemp("result") / "result.json"
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=indent), encoding="utf-8")
    spoilt: list[str] = []
    *outcomes, around = parts(path, spoilt)
    assert [part.content for part in outcomes] == items
    assert around == Part("", {**whole, "outcomes": []})
    assert not spoilt
