"""Compact reports and outcomes: equal to the plain ones, smaller, and they travel between processes."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest

from converter.batch.folder import Job, convert_workbook
from converter.form import FORM, Ref
from converter.report.compact import CompactFigures, CompactValues, compact_report, expanded_report, values_of
from converter.report.report import Entry, Figure, Place, Reason, Report, Value
from converter.results.outcome import compact_outcome
from tests.reports import REFS, report, reread, with_figure
from tests.workbooks import fill_workbook


def filled(source: str = "测试.xlsx") -> Report:
    """A report with something of every kind, all of it with its place in the file."""
    texts = {"总述": ("全年新收申请【#新收申请】件。", "工作平稳。")}
    book = replace(
        with_figure(report(texts=texts), "二.r2.c1", 3, "（含涉密）"),
        source=source,
        reasons=(Reason("D-04", "二、主动公开", "D8", "另有原因"),),
        identity={"单位代码": "C001"},
    )
    read, _ = reread(book)
    place = Place(source, "三、依申请公开", "E8")
    return replace(
        read,
        notes={"三": Entry("另附说明", place)},
        last_year={REFS["三.r02.c1"]: Figure(5, place)},
        unread=frozenset({"四"}),
    )


def test_a_compact_report_is_the_report_and_travels() -> None:
    whole = filled()
    small = compact_report(whole)
    assert small == whole
    assert pickle.loads(pickle.dumps(small)) == whole
    assert len(pickle.dumps(small)) < len(pickle.dumps(whole)) / 3
    assert any(p.typed for passage in small.passages.values() for p in passage)


def test_an_expanded_report_is_the_report() -> None:
    original, _ = reread(report())
    expanded = expanded_report(compact_report(original))
    assert expanded == original
    assert type(expanded.figures) is dict
    assert expanded_report(original) == original


@pytest.mark.parametrize("part", ["entries", "figures", "passages", "states", "notes", "last_year"])
def test_files_laid_out_alike_have_all_but_their_own_in_common(part: str) -> None:
    one, other = (
        pickle.dumps(getattr(compact_report(filled(name)), part)) for name in ("甲.xlsx", "乙.xlsx")
    )
    assert one.replace("甲".encode(), "乙".encode()) == other
    assert b"Place" not in one


def test_compact_figures_are_the_figures_in_their_order() -> None:
    whole = filled()
    small = compact_report(whole)
    assert list(small.figures) == list(whole.figures)
    assert values_of(small) == values_of(whole)
    assert values_of(whole) == {ref: figure.value for ref, figure in whole.figures.items()}


def test_places_in_another_file_stay_places_there() -> None:
    elsewhere = Place("另一份.xlsx", "二、主动公开", "D8")
    figures = {REFS["二.r2.c1"]: Figure(3, elsewhere), REFS["二.r2.c2"]: Figure(None)}
    small = CompactFigures(figures, "这一份.xlsx", FORM)
    assert dict(small) == dict(pickle.loads(pickle.dumps(small))) == figures


def test_compact_values_are_the_values_by_figure() -> None:
    values: dict[Ref, Value] = {REFS["二.r6.c1"]: Decimal("0.5"), REFS["二.r2.c1"]: 3}
    small = CompactValues(values, "上年.xlsx", FORM)
    for one in (small, pickle.loads(pickle.dumps(small))):
        assert list(one.items()) == list(values.items())
        assert one.as_dict() == values
        assert type(one.as_dict()) is dict


def test_an_outcome_travels_with_all_that_was_found() -> None:
    outcome = convert_workbook(fill_workbook(with_figure(report(), "三.r04.c7", 9)), "a.xlsx", Job(None))
    assert outcome.findings
    assert outcome.verdicts
    assert compact_outcome(outcome) == outcome
    assert pickle.loads(pickle.dumps(compact_outcome(outcome))) == outcome
