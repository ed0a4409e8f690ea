"""`xxgk compare`: planted changes are all found and none is invented; many agencies and years together."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from converter.cli import main
from converter.compare import parquet
from converter.compare.page import pair_page
from converter.compare.pair import compare_pair, pieces
from converter.compare.reading import YearReport, year_reports
from converter.compare.table import FEWEST_YEARS, csv_bytes, outliers, tidy
from converter.form import FORM
from converter.report.earlier import known_figures, known_texts
from converter.report.report import Report
from tests.published.layouts import page, tables_of
from tests.reports import FIGURES, INPUTS, TEXTS, report
from tests.workbooks import typed_workbook


def of(filled: Report, source: str = "a.xlsx") -> YearReport:
    return YearReport(
        filled.agency,
        filled.year or 0,
        filled.category,
        source,
        known_figures(filled),
        {},
        known_texts(filled),
    )


PLANTED = st.dictionaries(st.sampled_from([ref.key for ref in INPUTS]), st.integers(1, 999), max_size=8)


@settings(max_examples=50, deadline=None)
@given(PLANTED)
def test_planted_figures_are_all_found_and_none_invented(planted: dict[str, int]) -> None:
    one, two = report(), report({**FIGURES, **planted})
    changes = compare_pair(of(one), of(two), FORM)
    expected = {
        ref: (one.value(ref), two.value(ref)) for ref in FORM.refs if one.value(ref) != two.value(ref)
    }
    assert {change.ref: (change.before, change.after) for change in changes.figures} == expected
    assert changes.sentences == ()


def test_a_changed_sentence_stands_beside_the_one_it_was_and_a_new_one_alone() -> None:
    before = report(texts={**TEXTS, "总述": ("全年公开信息56条。办理申请5件。",)})
    after = report(texts={**TEXTS, "总述": ("全年公开信息65条。新增专栏一个。办理申请5件。",)})
    first, second = compare_pair(of(before), of(after), FORM).sentences
    assert (first.before, first.after) == ("全年公开信息56条。", "全年公开信息65条。")
    assert (second.before, second.after) == ("", "新增专栏一个。")
    old, new = pieces(first)
    assert "".join(piece.text for piece in old) == first.before
    assert [piece.text for piece in old if piece.changed] == ["56"]
    assert [piece.text for piece in new if piece.changed] == ["65"]


def test_two_workbooks_are_compared_on_screen_as_a_page_and_as_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    one.write_bytes(typed_workbook(report()))
    two.write_bytes(typed_workbook(report({**FIGURES, "二.r3.c1": 346})))
    book, html = tmp_path / "比较.xlsx", tmp_path / "比较.html"
    assert main(["compare", str(one), str(two), "-o", str(book), "--html", str(html)]) == 0
    said = capsys.readouterr().out
    assert "345 → 346（+1）" in said
    sheet = load_workbook(book)["变化的数"]
    assert [cell.value for cell in sheet[4]][1:4] == [345, 346, 1]
    assert "346" in html.read_text("utf-8")


def test_a_page_shows_what_people_wrote_as_text() -> None:
    after = report(texts={**TEXTS, "总述": ("<script>x</script>",)})
    shown = pair_page(compare_pair(of(report()), of(after), FORM), FORM)
    assert b"<script>" not in shown
    assert b"Content-Security-Policy" in shown


def history(*values: int) -> list[YearReport]:
    return [
        of(report({"三.r01.c1": value, "三.r03.c1": value}, {"年度": str(2018 + number)}))
        for number, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "odd"),
    [
        ((5, 6, 4, 90), True),
        ((50, 60, 55, 0), True),
        ((5, 6, 4, 7), False),
        ((0, 0, 0, 3), False),
        ((5, 6, 90)[:FEWEST_YEARS], False),
        ((5, 90, 6, 80), False),
    ],
)
def test_a_figure_out_of_line_with_its_own_history_is_told(values: tuple[int, ...], odd: bool) -> None:
    found = [each for each in outliers(history(*values), FORM) if each.measure == "新收申请"]
    assert bool(found) is odd


def test_many_reports_of_every_kind_become_one_workbook_and_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "各年"
    folder.mkdir()
    (folder / "财政局2024.xlsx").write_bytes(typed_workbook(report()))
    earlier = report({**FIGURES, "三.r01.c1": 7, "三.r03.c1": 5}, {"年度": "2023"})
    (folder / "财政局2023.html").write_bytes(page(tables_of(earlier), earlier))
    (folder / "通知.html").write_bytes("<html><body><p>通知</p></body></html>".encode())
    book, data = tmp_path / "比较.xlsx", tmp_path / "data.csv"
    beside = tmp_path / "公布"  # as a browser saves a page
    (beside / "财政局2022_files").mkdir(parents=True)
    (beside / "财政局2022_files" / "style.css").write_text("p {}")
    first = report(FIGURES, {"年度": "2022"})
    (beside / "财政局2022.html").write_bytes(page(tables_of(first), first))
    assert main(["compare", str(folder), str(beside), "-o", str(book), "--csv", str(data)]) == 1
    said = capsys.readouterr().out
    assert "1 个机关、3 个年度（2022 至 2024）的 3 份报告" in said
    assert "没有读出：通知.html" in said
    sheets = load_workbook(book)
    assert sheets.sheetnames == [
        "各年合计",
        "主要数据",
        "复议诉讼比",
        "办理结果占比",
        "异常",
        "各指标各年",
        "明细数据",
    ]
    assert [cell.value for cell in sheets["主要数据"][4]][:5] == ["青禾县财政局", 7, 9, 7, -2]
    assert data.read_text("utf-8-sig").count("\n") == len(sheets["明细数据"]["A"]) - 2


def test_data_are_written_as_parquet_and_as_csv_where_that_is_not_possible(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import fastparquet

    source, book, data = tmp_path / "财政局2024.xlsx", tmp_path / "比较.xlsx", tmp_path / "data.parquet"
    source.write_bytes(typed_workbook(report()))
    words = ["compare", str(source), "-o", str(book), "--parquet", str(data)]
    assert main(words) == 0
    found = fastparquet.ParquetFile(io.BytesIO(data.read_bytes())).to_pandas()
    expected = tidy(year_reports([source], FORM).reports, FORM)
    assert list(found.columns) == list(expected.columns)
    assert list(found["编号"]) == list(expected["编号"])
    assert list(found["数值"]) == [float(value) for value in expected["数值"]]
    first = data.read_bytes()
    assert main(words) == 0
    assert data.read_bytes() == first
    data.unlink()
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    assert main(words) == 0
    assert "没有写" in capsys.readouterr().out
    assert not data.exists()
    assert data.with_suffix(".csv").read_bytes() == csv_bytes(expected)


def test_the_same_reports_give_the_same_workbook(tmp_path: Path) -> None:
    from converter.compare.book import years_book

    reports = history(5, 6, 4, 90)
    first = years_book(reports, FORM)
    assert first == years_book(reports, FORM)
    assert load_workbook(io.BytesIO(first))["异常"]["E4"].value == "2021 年是 90，以前 3 年都在 4 至 6"


def test_reports_of_which_figures_are_missing_leave_blanks() -> None:
    from converter.compare.book import years_book

    whole, (other, *_) = history(5, 6, 4), history(9)
    known = {ref: value for ref, value in other.figures.items() if ref.row not in ("r03", "r01")}
    sheets = load_workbook(
        io.BytesIO(years_book([*whole, other._replace(agency="乙局", figures=known)], FORM))
    )
    assert [cell.value for cell in sheets["主要数据"][5]][:4] == ["乙局", None, None, None]
    assert "乙局" not in {cell.value for cell in sheets["办理结果占比"]["A"]}


def test_each_known_figure_has_a_row_with_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(typed_workbook(report()))
    found = year_reports([path], FORM)
    table = tidy(found.reports, FORM)
    assert len(table) == len(found.reports[0].figures)
    assert set(table.loc[table["编号"] == "二.r3.c1", "单元格"]) == {"二、主动公开!C12"}
