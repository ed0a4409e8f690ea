"""Figures in little room, and result.json an outcome at a time: the same as without."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converter.batch.folder import Job, convert_workbook
from converter.report.compact import CompactFigures, compact_report, values_of
from converter.report.report import Figure, Place, Reason, Report
from converter.results.last_run import about, outcomes
from converter.results.outcome import compact
from tests.reports import CODES, report, reread, with_figure
from tests.workbooks import fill_workbook

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def filled() -> Report:
    texts = {"总述": ("全年新收申请【#新收申请】件。", "工作平稳。")}
    book = replace(
        with_figure(report(texts=texts), "二.r2.c1", 3, "（含涉密）"),
        reasons=(Reason("D-04", "二、主动公开", "D8", "另有原因"),),
        last_year={ref: Figure(5) for ref in CODES.values() if ref.key == "三.r02.c1"},
        identity={"单位代码": "C001"},
    )
    read, _ = reread(book)
    return read


def test_a_slim_report_is_the_report_and_travels() -> None:
    whole = filled()
    small = compact_report(whole)
    assert small == whole
    assert pickle.loads(pickle.dumps(small)) == whole
    assert len(pickle.dumps(small)) < len(pickle.dumps(whole)) / 3
    assert any(p.typed for passage in small.passages.values() for p in passage)


def test_slim_figures_are_the_figures_in_their_order() -> None:
    whole = filled()
    small = compact_report(whole)
    assert list(small.figures) == list(whole.figures)
    assert values_of(small) == values_of(whole)
    assert values_of(whole) == {ref: figure.value for ref, figure in whole.figures.items()}


def test_places_in_another_file_stay_places_there() -> None:
    elsewhere = Place("另一份.xlsx", "二、主动公开", "D8")
    figures = {CODES["二.r2.c1"]: Figure(3, elsewhere), CODES["二.r2.c2"]: Figure(None)}
    small = CompactFigures(figures, "这一份.xlsx")
    assert dict(small) == dict(pickle.loads(pickle.dumps(small))) == figures


def test_an_outcome_travels_with_all_that_was_found() -> None:
    outcome = convert_workbook(fill_workbook(with_figure(report(), "三.r04.c7", 9)), "a.xlsx", Job(None))
    assert outcome.findings
    assert outcome.verdicts
    assert compact(outcome) == outcome
    assert pickle.loads(pickle.dumps(compact(outcome))) == outcome


OBJECTS = st.dictionaries(st.text(), JSON, max_size=4)


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
    assert list(outcomes(path)) == items
    assert about(path) == {**whole, "outcomes": []}


@pytest.mark.parametrize("spoilt", ['{\n "outcomes": [\n  {\n   "a": 1\n  },\n', "[1]", "", "{"])
def test_a_spoilt_result_is_an_error(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(ValueError, match=r"Expect|no object"):
        about(path)
