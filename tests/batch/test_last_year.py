"""Last year's report of an agency, found by code and by any name that only it has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.batch.last_year import last_year_from
from converter.form import FORM
from converter.report.earlier import EarlierMatch, LastYear
from converter.report.report import Report
from converter.report.roster import Roster
from converter.results.result import to_json
from converter.system.errors import UsageError
from converter.workbook.roster.blank import blank_roster
from tests.folders import checked, entry, folder, of, roster, statuses
from tests.reports import FIGURES, REFS, with_figure

FINANCE = entry("青禾县财政局", short="财政局", former="青禾县财税局", code="A01")
ROSTER = roster(FINANCE, "青禾县民政局")


def last(tmp_path: Path, *reports: Report, year: int | None = 2024) -> LastYear:
    files = {f"{number}.xlsx": report for number, report in enumerate(reports)}
    return last_year_from(folder(tmp_path / "上年", files), FORM, year)


def of_finance(of_last: LastYear, report: Report, on: Roster | None = ROSTER) -> EarlierMatch:
    return of_last.match_report(report, on.find("青禾县财政局") if on else None, on)


@pytest.mark.parametrize("then", ["青禾县财政局", "青禾县 财政局", "青禾县财税局", "财政局"])
def test_a_report_is_found_under_any_name_on_the_roster(tmp_path: Path, then: str) -> None:
    found = of_finance(last(tmp_path, of(then, year=2023)), of("青禾县财政局"))
    assert found.earlier is not None
    assert found.earlier.agency == then


def test_a_report_is_found_by_its_code_whatever_its_name_was(tmp_path: Path) -> None:
    found = of_finance(last(tmp_path, of("青禾县国库局", year=2023, code="A01")), of("青禾县财政局"))
    assert found.earlier is not None


@pytest.mark.parametrize("now", ["青禾县财政局", "财政局"])
def test_without_a_roster_the_name_leads_to_it(tmp_path: Path, now: str) -> None:
    assert of_finance(last(tmp_path, of("青禾县财政局", year=2023)), of(now), None).earlier is not None


def test_without_a_roster_a_neighbours_code_is_not_trusted(tmp_path: Path) -> None:
    past = last(tmp_path, of("青禾县财政局", year=2023, code="A01"))
    copied = of("青禾县民政局")
    copied = Report(
        copied.source, copied.entries, copied.figures, copied.passages, copied.states,
        identity={"单位代码": "A01", "单位名称": "青禾县财政局"}, form=FORM
    )  # fmt: skip
    assert of_finance(past, copied, None) == EarlierMatch(None, "上年没有这个机关的报告")


def test_a_body_that_absorbed_another_is_left_to_a_person(tmp_path: Path) -> None:
    past = last(
        tmp_path, of("青禾县财政局", year=2023), of("青禾县财税局", {**FIGURES, "二.r3.c1": 1}, year=2023)
    )
    found = of_finance(past, of("青禾县财政局"))
    assert found.earlier is None
    assert "上年有 2 份报告都可能是这个机关的（0.xlsx、1.xlsx）" in found.why


def test_reports_of_other_years_are_not_last_years(tmp_path: Path) -> None:
    past = last(tmp_path, of("青禾县财政局", year=2022), of("青禾县民政局", year=2023), year=None)
    assert of_finance(past, of("青禾县财政局")).earlier is None
    with pytest.raises(UsageError, match="没有 2025 年度的数"):
        last_year_from(tmp_path / "上年", FORM, 2026)


def test_a_file_that_could_not_be_read_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "上年").mkdir()
    (tmp_path / "上年/旧.xlsx").write_bytes(b"no workbook")
    past = last(tmp_path, of("青禾县民政局", year=2023))
    assert "另有 1 个文件没有读到" in of_finance(past, of("青禾县财政局")).why


@pytest.mark.slow
def test_several_processes_read_the_same(tmp_path: Path) -> None:
    files = {f"{name}.xlsx": of(f"青禾县{name}", year=2023) for name in ("财政局", "民政局", "教育局")}
    path = folder(tmp_path / "上年", files)
    one, two = (list(last_year_from(path, FORM, 2024, jobs=jobs)) for jobs in (1, 2))
    assert [(e.agency, e.report) for e in one] == [(e.agency, e.report) for e in two]
    assert len(one) == 3


def result_of(tmp_path: Path, *reports: Report) -> Path:
    source = folder(tmp_path / "源", {f"{n}.xlsx": report for n, report in enumerate(reports)})
    out = tmp_path / "去年结果"
    out.mkdir()
    (out / "result.json").write_bytes(to_json(convert_folder(source, None, Job(None, roster=ROSTER))))
    return out


@pytest.mark.parametrize("name", ["", "result.json"])
def test_a_result_says_what_the_workbooks_said(tmp_path: Path, name: str) -> None:
    source = of("青禾县财政局", year=2023, code="A01")
    path = result_of(tmp_path, source) / name
    found = of_finance(last_year_from(path, FORM, 2024), of("青禾县财政局"))
    assert found.earlier is not None
    assert found.earlier.code == "A01"
    by_book = of_finance(last(tmp_path, source), of("青禾县财政局")).earlier
    assert by_book is not None
    assert found.earlier.report == by_book.report


def test_reports_with_errors_serve_to_compare_but_not_to_fill_in(tmp_path: Path) -> None:
    past = last(tmp_path, with_figure(of("青禾县财政局", year=2023), "三.r04.c7", 9))
    found = of_finance(past, of("青禾县财政局")).earlier
    assert found is not None
    assert found.flawed
    assert found.report.figures[REFS["三.r04.c7"]] == 9


def test_a_result_of_another_form_is_refused(tmp_path: Path) -> None:
    path = result_of(tmp_path, of("青禾县财政局", year=2023)) / "result.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "edition": "1999"}), "utf-8")
    with pytest.raises(UsageError, match="另一种格式（1999）"):
        last_year_from(path, FORM, 2024)


def test_the_result_of_a_run_keeps_last_years_figures(tmp_path: Path) -> None:
    past = last(tmp_path, of("青禾县财政局", year=2023))
    batch = checked(tmp_path / "本年", {"a.xlsx": of("青禾县财政局")}, Job(None, last_year=past))
    (outcome,) = json.loads(to_json(batch))["outcomes"]
    assert outcome["last_year"]["二.r3.c1"] == "345"


def roster_file(path: Path, *rows: tuple[str, ...]) -> Path:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(blank_roster(FORM)))
    for number, row in enumerate(rows, start=4):
        for column, text in enumerate(row, start=1):
            book.worksheets[0].cell(number, column, text)
    book.save(path)
    return path


@pytest.mark.slow
def test_the_commands_take_a_roster_and_last_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": of("财政局", {**FIGURES, "二.r3.c1": 900})})
    result = result_of(tmp_path, of("青禾县财政局", year=2023))
    listed = roster_file(
        tmp_path / "名单.xlsx",
        ("青禾县财政局", "财政局", "", "县级部门"),
        ("青禾县民政局", "民政局", "", "县级部门"),
    )
    words = [str(source), "--roster", str(listed), "--last-year", str(result)]
    assert cli.main(["check", *words]) == cli.OK
    said = capsys.readouterr().out
    assert "未报送 1 个单位：青禾县民政局" in said
    assert "提醒 X-02" in said
    assert cli.main(["convert", *words, "-o", str(tmp_path / "out")]) == cli.OK
    outcomes = json.loads((tmp_path / "out/result.json").read_text(encoding="utf-8"))["outcomes"]
    assert [o["status"] for o in outcomes] == ["to_confirm", "missing"]


def test_a_roster_with_errors_stops_the_run_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder(tmp_path / "报送", {"a.xlsx": of("青禾县财政局")})
    listed = roster_file(tmp_path / "名单.xlsx", ("青禾县财政局", "", "", ""))
    assert cli.main(["check", str(source), "--roster", str(listed)]) == cli.MISUSE
    said = capsys.readouterr().err
    assert "R-04" in said
    assert "名单有错误，没有转换" in said


def test_last_years_folder_may_hold_several_versions(tmp_path: Path) -> None:
    batch = checked(tmp_path, {"a.xlsx": of("青禾县财政局"), "b.xlsx": of("青禾县财政局")})
    assert sorted(statuses(batch).values()) == ["passed", "superseded"]


def test_what_the_system_does_not_let_be_looked_at_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "上年").symlink_to("上年")
    with pytest.raises(UsageError, match=r"上年数“.*上年”打不开（链接互相指向）"):
        last_year_from(tmp_path / "上年", FORM, 2024)
