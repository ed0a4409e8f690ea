"""A sequence on disk: the items appended are read in their order, any number of times."""

from __future__ import annotations

import gc
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.batch.folder import Job, convert_folder
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.outcome import compact_outcome
from converter.results.result import to_json
from converter.results.spool import AT_HAND, SMALL, Spool
from converter.shipped.resources import word_template
from tests.reports import report, with_figure
from tests.workbooks import fill_workbook

ITEMS = st.lists(
    st.none() | st.integers() | st.decimals(allow_nan=False) | st.text() | st.binary() | st.tuples(st.text())
)


@pytest.mark.slow
@given(ITEMS)
def test_what_goes_in_comes_out_in_its_order_each_time(items: list[object]) -> None:
    spool = Spool(items)
    assert len(spool) == len(items)
    assert list(spool) == list(spool) == items
    assert spool[:] == items
    assert [spool[number] for number in range(-len(items), 0)] == items


@pytest.mark.slow
@given(ITEMS, st.slices(12))
def test_a_slice_is_that_of_a_list(items: list[object], which: slice) -> None:
    assert Spool(items)[which] == items[which]


@given(st.lists(st.integers() | st.none()))
def test_items_may_be_added_between_readings(steps: list[int | None]) -> None:
    spool, items = Spool[int](), list[int]()
    for step in steps:
        if step is None:
            assert list(spool) == items
        else:
            spool.append(step)
            items.append(step)
            assert spool[0] == items[0]
    assert list(spool) == items


def test_two_walks_through_a_spool_do_not_disturb_each_other() -> None:
    spool = Spool(range(50))
    assert list(zip(spool, spool, strict=True)) == list(zip(range(50), range(50), strict=True))


@pytest.mark.parametrize("number", [3, -4])
def test_there_is_nothing_beyond_the_ends(number: int) -> None:
    with pytest.raises(IndexError):
        Spool("abc")[number]


def test_small_items_of_a_short_spool_stay_at_hand_and_others_are_unpickled_at_each_access() -> None:
    spool = Spool([Decimal(1), "长" * SMALL, *map(Decimal, range(AT_HAND - 2))])
    assert len(spool) == AT_HAND
    assert spool[0] is spool[0]
    assert spool[-1] is spool[-1]
    assert spool[1] == spool[1]
    assert spool[1] is not spool[1]


def test_a_long_spool_keeps_nothing_at_hand() -> None:
    spool = Spool(map(Decimal, range(AT_HAND + 1)))
    for number in (0, AT_HAND):
        assert spool[number] == spool[number]
        assert spool[number] is not spool[number]


def test_a_closed_spool_gives_nothing_and_may_be_closed_again() -> None:
    spool = Spool("abc")
    spool.close()
    spool.close()
    with pytest.raises(ValueError, match="closed"):
        spool[0]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_nothing_is_left_in_the_temporary_folder(temporary: Path) -> None:
    spool = Spool(range(1000))
    assert sum(spool) == sum(range(1000))
    del spool
    gc.collect()
    assert list(temporary.iterdir()) == []


def test_without_space_for_temporary_files_all_stays_in_memory(temporary: Path) -> None:
    temporary.rmdir()
    spool = Spool("abc")
    spool.append("d")
    assert [*spool] == ["a", "b", "c", "d"]
    assert spool[1:3] == ["b", "c"]


FILES = {
    "a.xlsx": report(),
    "b.xlsx": with_figure(report(entries={"机关名称": "青禾县教育局"}), "三.r04.c7", 9),
    "c.xlsx": with_figure(report(entries={"机关名称": "青禾县民政局"}), "二.r2.c1", 3, "（含涉密）"),
}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_outcomes_of_a_batch_are_the_same_each_time_they_are_read(tmp_path: Path, jobs: int) -> None:
    for name, filled in FILES.items():
        (tmp_path / name).write_bytes(fill_workbook(filled))
    (tmp_path / "d.xlsx").write_bytes(b"no workbook")
    template = WordTemplate.of(word_template(FORM).read_bytes())
    batch = convert_folder(tmp_path, tmp_path / "out", Job(template), jobs=jobs)
    first, again = list(batch.outcomes), list(batch.outcomes)
    assert first == again
    assert [batch.outcomes[number] for number in range(4)] == first
    assert [outcome.source for outcome in first] == ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"]
    assert [outcome.status for outcome in first] == ["passed", "returned", "passed", "unreadable"]
    assert to_json(batch) == to_json(batch)
    assert list(Spool(map(compact_outcome, first))) == first


def test_a_spool_of_large_items_keeps_none_at_hand_where_it_is_told_so() -> None:
    items = [bytearray(range(200)) for _ in range(3)]
    spool = Spool(items, at_hand=False)
    assert list(spool) == items
    assert not any(read is item for read, item in zip(spool, items, strict=True))
    assert all(read is item for read, item in zip(Spool(items), items, strict=True))
