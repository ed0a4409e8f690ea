"""What goes back: the agency's own file, marked; sent in again it is read as if never marked."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from converter.batch.folder import Job, convert_folder, convert_workbook
from converter.desk.returned_copies import letter_text, return_copies, returned_copy
from converter.report.finding import Severity
from converter.report.report import Entry, Figure, Report
from converter.results.outcome import Outcome
from converter.results.paths import RETURNED
from converter.workbook.layout.workbook_layout import RETURN_SHEET
from converter.workbook.marked.marks import AUTHOR, SIGNATURE
from tests.corpus.build import KINDS
from tests.libreoffice import Conversions, Order
from tests.reports import FIGURES, REFS, content, report, with_figure
from tests.workbooks import fill_workbook

JOB = Job(None)
SHEET = "三、依申请公开"


def flawed() -> Report:
    """A wrong total (K12), a column out of balance (F), a figure that does not continue last year's."""
    broken = with_figure(with_figure(report(), "三.r04.c7", 9), "三.r25.c2", 4)
    return replace(broken, last_year={REFS["三.r25.c1"]: Figure(7)})


def outcome_of(filled: bytes, name: str = "01-财政局-2024.xlsx") -> Outcome:
    return convert_workbook(filled, name, JOB)


def copy_of(filled: bytes) -> bytes:
    made = returned_copy(filled, outcome_of(filled), "1月20日")
    assert made is not None
    assert made[1] is False
    return made[0]


def opened(filled: bytes) -> Workbook:
    return load_workbook(io.BytesIO(filled))


def comments(book: Workbook) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def coloured(book: Workbook, sheet: str) -> set[str]:
    return {
        cell
        for where in book[sheet].conditional_formatting
        for rule in where.rules
        if SIGNATURE in (rule.formula or [])
        for cell in str(where.sqref).split()
    }


@pytest.mark.slow
def test_the_cells_concerned_are_coloured_and_say_what_is_wrong() -> None:
    book = opened(copy_of(fill_workbook(flawed())))
    assert {"K12", "F9", "F10", "F32", "F33", "E10"} <= coloured(book, SHEET)
    said = comments(book)
    assert "B-01" in said[f"{SHEET}!K12"]
    assert "B-03" in said[f"{SHEET}!F9"]
    assert "请核实（X-01）" in said[f"{SHEET}!E10"]


@pytest.mark.slow
def test_the_first_sheet_lists_every_finding_with_a_link_to_its_cell() -> None:
    filled = fill_workbook(flawed())
    book = opened(copy_of(filled))
    first = book.worksheets[0]
    assert first.title == RETURN_SHEET
    assert "请于1月20日前直接在这份表上改好" in str(first["A2"].value)
    listed = [row for row in first.iter_rows(min_row=5) if row[0].value]
    told = [f for f in outcome_of(filled).findings if f.severity is not Severity.INFO]
    assert [str(row[2].value) for row in listed] == ["B-03", "B-01", "B-01", "X-01"]
    assert {f.code for f in told} == {"B-01", "B-03", "X-01"}
    links = {row[4].hyperlink.location for row in listed if row[4].hyperlink}
    assert f"'{SHEET}'!K12" in links


@pytest.mark.slow
def test_nothing_of_the_agencys_own_formats_is_touched() -> None:
    filled = fill_workbook(flawed())
    before, after = opened(filled)[SHEET], opened(copy_of(filled))[SHEET]
    for at in ("K12", "F9", "E10", "A1"):
        assert before[at].number_format == after[at].number_format
        assert before[at].fill.fgColor.rgb == after[at].fill.fgColor.rgb
        assert before[at].protection.locked == after[at].protection.locked
    assert after.protection.sheet
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation)


def test_a_marked_copy_is_read_without_any_trace_of_the_marks() -> None:
    filled = fill_workbook(flawed())
    first, again = outcome_of(filled), outcome_of(copy_of(filled))
    assert first.report is not None
    assert again.report is not None
    assert content(first.report) == content(again.report)

    def told(outcome: Outcome) -> list[tuple[str, str]]:
        return [(f.code, f.cell) for f in outcome.findings if f.severity is not Severity.INFO]

    assert told(first) == told(again)


@pytest.mark.slow
def test_a_corrected_copy_passes_and_a_second_copy_carries_only_new_marks() -> None:
    book = opened(copy_of(fill_workbook(flawed())))
    sheet = book[SHEET]
    sheet["K12"] = "=SUM(E12:J12)"
    sheet["F33"] = 0
    saved = io.BytesIO()
    book.save(saved)
    corrected = outcome_of(saved.getvalue())
    assert {f.code for f in corrected.findings if f.severity is not Severity.INFO} == {"X-01"}
    again = opened(copy_of(saved.getvalue()))
    assert again.sheetnames.count(RETURN_SHEET) == 1
    assert coloured(again, SHEET) == {"E10"}
    assert list(comments(again)) == [f"{SHEET}!E10"]


@pytest.mark.slow
def test_open_warnings_stand_ready_to_be_answered() -> None:
    book = opened(copy_of(fill_workbook(flawed())))
    sheet = book["情况说明"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, min_col=2, max_col=5)]
    assert rows[0] == ["X-01", SHEET, "E10", None]
    sheet["E5"] = "机构合并。"
    saved = io.BytesIO()
    book.save(saved)
    answered = [f for f in outcome_of(saved.getvalue()).findings if f.code == "X-01"]
    assert [f.reason for f in answered] == ["机构合并。"]


@pytest.mark.slow
def test_the_same_workbook_gives_the_same_copy_with_its_own_date() -> None:
    filled = fill_workbook(flawed())
    assert copy_of(filled) == copy_of(filled)
    with zipfile.ZipFile(io.BytesIO(filled)) as old, zipfile.ZipFile(io.BytesIO(copy_of(filled))) as new:
        assert old.read("docProps/core.xml") == new.read("docProps/core.xml")


@pytest.mark.slow
def test_a_comment_of_the_agency_stays() -> None:
    from openpyxl.comments import Comment

    book = opened(fill_workbook(flawed()))
    book[SHEET]["K12"].comment = Comment("我们核对过", "张三")
    book[SHEET]["A9"].comment = Comment("别的", "张三")
    saved = io.BytesIO()
    book.save(saved)
    marked = opened(copy_of(saved.getvalue()))
    own, *ours = comments(marked)[f"{SHEET}!K12"].splitlines()
    assert (own, {line[:2] for line in ours}) == ("我们核对过", {"错误", "请核"})
    assert comments(marked)[f"{SHEET}!A9"].startswith("别的\n请核实（F-06）：有批注“别的”")


@pytest.mark.slow
def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    book = opened(fill_workbook(flawed()))
    name = book["填报首页"]["C6"]
    name.value = "=1+1"
    name.data_type = "s"
    saved = io.BytesIO()
    book.save(saved)
    title = opened(copy_of(saved.getvalue())).worksheets[0]["A1"]
    assert (title.data_type, title.value) == ("s", "=1+1：退回修改说明")


OLD = Order("ods", lambda: fill_workbook(flawed()))


@pytest.mark.libreoffice(OLD)
def test_a_file_that_cannot_be_marked_comes_back_as_our_template(converted: Conversions) -> None:
    old = converted[OLD]
    outcome = replace(outcome_of(fill_workbook(flawed())), source="a.ods")
    made = returned_copy(b"not a zip" + old, outcome)
    assert made is not None
    assert made[1] is True
    book = opened(made[0])
    assert "重新填入新的填报表" in str(book.worksheets[0]["A3"].value)
    assert {"K12", "E10"} <= coloured(book, SHEET)
    again = outcome_of(made[0])
    assert again.report is not None
    assert outcome.report is not None
    assert content(again.report) == content(outcome.report)


@pytest.mark.slow
def test_a_folder_gives_a_copy_and_a_text_for_each_workbook_that_goes_back(tmp_path: Path) -> None:
    files = {
        "甲/a.xlsx": fill_workbook(flawed()),
        "b.xlsx": fill_workbook(report(entries={"机关名称": "青禾县民政局"})),
        "c.xlsx": b"",
    }
    for name, data in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    outcomes = convert_folder(tmp_path / "in", None, JOB).outcomes
    out = tmp_path / "out"
    made = return_copies(outcomes, lambda o: (tmp_path / "in" / o.source).read_bytes(), out, {}, "1月20日")
    done = [outcome for outcome, notices in made if not notices]
    written = sorted(path.relative_to(out / RETURNED).as_posix() for path in out.rglob("*") if path.is_file())
    assert written == sorted(["青禾县财政局-退回修改.xlsx", "青禾县财政局-退回说明.txt", "c-退回说明.txt"])
    assert {o.source: o.marked_copy for o in done} == {
        "甲/a.xlsx": f"{RETURNED}/青禾县财政局-退回修改.xlsx",
        "b.xlsx": None,
        "c.xlsx": None,
    }


def test_the_text_names_every_open_finding_and_the_day() -> None:
    outcome = outcome_of(fill_workbook(report({**FIGURES, "二.r2.c3": 1})))
    text = letter_text(outcome, "1月20日")
    assert "请于1月20日前直接在这份表上改好" in text
    assert "（编号 B-06）" in text
    assert AUTHOR not in text


def test_a_file_that_is_too_odd_to_be_patched_comes_back_as_our_template() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(fill_workbook(flawed()))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            damaged = b"<styleSheet" if name == "xl/styles.xml" else old.read(name)
            new.writestr(name, damaged)
    outcome = outcome_of(made.getvalue())
    assert outcome.report is not None
    back = returned_copy(made.getvalue(), outcome)
    assert back is not None
    assert back[1] is True
    again = outcome_of(back[0])
    assert again.report is not None
    assert content(again.report) == content(outcome.report)


def test_a_strict_file_is_marked_itself() -> None:
    strict = next(kind for kind in KINDS if kind.name == "xml-strict").make()
    outcome = replace(outcome_of(strict), findings=outcome_of(fill_workbook(flawed())).findings)
    made = returned_copy(strict, outcome)
    assert made is not None
    assert made[1] is False
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        assert b"purl.oclc.org" in archive.read("xl/comments1.xml")


@pytest.mark.slow
def test_a_name_in_an_archive_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "a" / "in", tmp_path / "a" / "out"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        for name, agency in (("../../../恶意.xlsx", "../../恶意"), ("甲:乙/b.xlsx", "青禾县民政局")):
            entries = {**flawed().entries, "机关名称": Entry(agency)}
            archive.writestr(name, fill_workbook(replace(flawed(), entries=entries)))
    outcomes = convert_folder(folder, None, JOB).outcomes
    done = [outcome for outcome, _ in return_copies(outcomes, lambda o: fill_workbook(flawed()), out, {})]
    assert sorted(outcome.marked_copy or "" for outcome in done) == [
        f"{RETURNED}/_.._恶意-退回修改.xlsx",
        f"{RETURNED}/青禾县民政局-退回修改.xlsx",
    ]
    assert not (tmp_path / "恶意.xlsx").exists()
