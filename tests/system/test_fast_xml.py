"""Results are cached by the bytes they are made of, but never those of many bytes."""

from __future__ import annotations

import pytest

from converter.system.fast_xml import bounded_cache


@pytest.mark.parametrize(("size", "times"), [(3, 1), (10, 1), (11, 2)])
def test_only_what_is_made_of_few_bytes_is_remembered(size: int, times: int) -> None:
    made = []

    @bounded_cache(4, 10)
    def length(data: bytes, name: str) -> int:
        made.append(name)
        return len(data)

    data = bytes(size - 1)
    assert length(data, "a") == length(data, "a") == size - 1
    assert len(made) == times


def test_no_more_results_are_remembered_than_asked_for() -> None:
    made = []

    @bounded_cache(1, 10)
    def same(text: str) -> str:
        made.append(text)
        return text

    assert [same(text) for text in ("a", "b", "a")] == ["a", "b", "a"]
    assert made == ["a", "b", "a"]
