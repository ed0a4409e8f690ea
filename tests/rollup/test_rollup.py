"""A county's own figures are the sum of its agencies', to the last one, and every one can be traced."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from converter import cli
from converter.batch.folder import Job, convert_folder, convert_workbook
from converter.checks import check_report
from converter.document.render import WordTemplate
from converter.form import FORM, Ref
from converter.report.finding import Severity
from converter.report.report import Report, Value
from converter.report.sums import recompute_totals
from converter.rollup import (
    LastSum,
    Part,
    choose_parts,
    contributions,
    draft_texts,
    figures_per_agency,
    roll_up,
    summed,
)
from converter.rollup.book import ALL, CHARTS, MAIN, OVERVIEW, SOURCES, YEARS, summary_book
from converter.shipped.resources import word_template
from converter.workbook.read.reader import read_workbook
from tests.reports import INPUTS, PRINTED, REFS, report, reread, with_figure
from tests.rollup.books import rows
from tests.workbooks import fill_workbook

DATA = json.loads((Path(__file__).parent.parent / "data" / "real-reports.json").read_text(encoding="utf-8"))
COUNTY = "平潭综合实验区"
_THREE = FORM.tables["三"]
RESULTS = tuple(r.key for r in _THREE.rows.under("三、本年度办理结果") if r.label != "（七）总计")
KINDS = tuple(column.key for column in _THREE.columns if column.label != "总计")
Figures = dict[Ref, Value]


def published(year: int) -> Figures:
    """The published figures of the county, inputs alone."""
    entry = next(e for e in DATA if (e["agency"], e["year"]) == (COUNTY, year))
    given = {REFS[key]: text for key, text in entry["figures"].items()}
    return {
        ref: int(given.get(ref, 0)) if FORM.column(ref).whole else Decimal(given.get(ref, "0"))
        for ref in PRINTED
        if ref not in FORM.totals
    }


def parted(county: Figures, agencies: int, chance: random.Random) -> list[Figures]:
    """Agencies whose sum the county is: each application stays whole, from its arrival to its end."""
    shares: list[Figures] = [dict.fromkeys(county, 0) for _ in range(agencies)]

    def give(ref: Ref, agency: int, value: Value = 1) -> None:
        shares[agency][ref] += value

    for kind in KINDS:
        came = [
            Ref("三", row, kind) for row in ("r01", "r02") for _ in range(int(county[Ref("三", row, kind)]))
        ]
        went = [
            Ref("三", row, kind)
            for row in (*RESULTS, "r25")
            for _ in range(int(county[Ref("三", row, kind)]))
        ]
        chance.shuffle(went)
        for one, other in zip(came, went, strict=True):
            agency = chance.randrange(agencies)
            give(one, agency)
            give(other, agency)
    for ref, value in county.items():
        if ref.table != "三":
            cuts = sorted(chance.randint(0, 10**6) for _ in range(agencies - 1))
            rest = value
            for agency, share in enumerate(b - a for a, b in zip([0, *cuts], [*cuts, 10**6], strict=True)):
                part = rest if agency == agencies - 1 else value * share / 10**6
                part = int(part) if FORM.column(ref).whole else round(Decimal(part), 6)
                give(ref, agency, part)
                rest -= part
    return shares


def agency_report(number: int, figures: Figures, year: int) -> Report:
    filled = report(
        {ref.key: value for ref, value in figures.items()},
        {"机关名称": f"平潭第{number}局", "年度": str(year)},
    )
    return replace(filled, source=f"{number:02d}.xlsx")


@pytest.mark.slow
@pytest.mark.parametrize("year", [2021, 2022])
def test_agencies_made_from_a_published_report_add_up_to_it_in_every_cell(tmp_path: Path, year: int) -> None:
    county = published(year)
    shares = parted(county, 9, random.Random(year))
    for number, figures in enumerate(shares):
        content = fill_workbook(agency_report(number, figures, year))
        (tmp_path / f"{number:02d}.xlsx").write_bytes(content)
    batch = convert_folder(tmp_path, None, Job(None, year))
    parts, excluded = choose_parts(batch.outcomes, COUNTY, year, FORM)
    assert (len(parts), excluded) == (9, ())
    roll = roll_up(parts, excluded, COUNTY, year, FORM)
    expected = recompute_totals(FORM, county.get)
    assert {ref: roll.report.value(ref) for ref in PRINTED} == {ref: expected[ref] for ref in PRINTED}


@pytest.mark.slow
def test_a_difference_planted_in_one_agency_is_traced_to_it() -> None:
    county = published(2022)
    shares = parted(county, 6, random.Random(1))
    ref = REFS["三.r13.c1"]
    shares[4][ref] += 3
    shares[4][REFS["三.r01.c1"]] += 3
    parts = [Part(reread(agency_report(n, figures, 2022))[0]) for n, figures in enumerate(shares)]
    roll = roll_up(parts, (), COUNTY, 2022, FORM)
    wrong = {r for r in county if roll.report.value(r) != county[r]}
    assert wrong == {ref, REFS["三.r01.c1"]}
    handed_in = {item.agency: item.value for item in contributions(roll, ref)}
    assert handed_in["平潭第4局"] == shares[4][ref]
    assert sum(handed_in.values()) == roll.report.value(ref)


def test_a_typed_total_that_is_wrong_does_not_reach_the_sum() -> None:
    wrong = with_figure(report(), "三.r04.c7", 90)
    assert summed([wrong, report()], FORM)[REFS["三.r04.c7"]] == 4


def test_only_sound_reports_of_the_year_count_unless_asked_for(tmp_path: Path) -> None:
    files = {
        "a.xlsx": report(),
        "b.xlsx": with_figure(report(entries={"机关名称": "青禾县教育局"}), "三.r04.c7", 9),
        "c.xlsx": report(entries={"机关名称": "青禾县民政局", "年度": "2023"}),
        "d.xlsx": report(entries={"机关名称": "青禾县人民政府"}),
        "e.xlsx": report({"二.r2.c1": 9}, entries={"机关名称": "青禾县水利局"}),
    }
    for name, filled in files.items():
        (tmp_path / name).write_bytes(fill_workbook(filled))
    outcomes = convert_folder(tmp_path, None, Job(None)).outcomes
    parts, excluded = choose_parts(outcomes, "青禾县人民政府", 2024, FORM)
    assert [(part.source, part.doubt) for part in parts] == [("a.xlsx", ""), ("e.xlsx", "有待核实的提醒")]
    assert [item.source for item in excluded] == ["b.xlsx", "c.xlsx", "d.xlsx"]
    parts, _ = choose_parts(outcomes, "青禾县人民政府", 2024, FORM, returned=True)
    assert "b.xlsx" in {part.source for part in parts}


def test_the_sum_is_a_workbook_like_any_other_and_passes_every_sum(tmp_path: Path) -> None:
    parts = [Part(report(entries={"机关名称": f"第{n}局"})) for n in range(3)]
    roll = roll_up(parts, (), "青禾县人民政府", 2024, FORM)
    reading = read_workbook(fill_workbook(roll.report), "汇总.xlsx")
    assert reading.report is not None
    assert reading.report.value(REFS["三.r01.c7"]) == 21
    assert (reading.report.agency, reading.report.category) == ("青禾县人民政府", "县级政府")
    wrong = [f for f in check_report(reading.report) if f.severity is Severity.ERROR]
    assert {f.code for f in wrong} == {"D-07"}  # its texts are still to be written
    job = Job(WordTemplate.of(word_template(FORM).read_bytes()))
    assert convert_workbook(fill_workbook(roll.report), "汇总.xlsx", job).content is None
    written = replace(roll.report, passages=report().passages)
    assert convert_workbook(fill_workbook(written), "汇总.xlsx", job).content is not None


@pytest.mark.slow
def test_a_city_adds_counties_by_the_same_command(tmp_path: Path) -> None:
    """Two levels: agencies -> two counties -> a city; the city is the sum of all agencies."""
    chance = random.Random(7)
    everyone: list[Report] = []
    for county in ("甲县", "乙县"):
        folder = tmp_path / county
        folder.mkdir()
        for number, figures in enumerate(parted(published(2022), 4, chance)):
            filled = agency_report(number, figures, 2022)
            everyone.append(filled)
            (folder / f"{number}.xlsx").write_bytes(fill_workbook(filled))
        done = [
            "rollup",
            str(folder),
            "-o",
            str(tmp_path / "市"),
            "--name",
            f"{county}人民政府",
            "--year",
            "2022",
        ]
        assert cli.main(done) == cli.OK
    (tmp_path / "市" / "汇总表.xlsx").unlink()
    # the counties' offices have not written their texts yet (D-07)
    name = ["--name", "济宁市人民政府", "--year", "2022", "--include-returned"]
    assert cli.main(["rollup", str(tmp_path / "市"), "-o", str(tmp_path / "out"), *name]) == cli.OK
    content = (tmp_path / "out" / "济宁市人民政府-2022-汇总.xlsx").read_bytes()
    city = read_workbook(content, "市.xlsx").report
    assert city is not None
    assert city.category == "其他"
    assert {ref: city.value(ref) for ref in PRINTED} == {r: summed(everyone, FORM)[r] for r in PRINTED}


def test_nothing_to_add_up_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.xlsx").write_bytes(fill_workbook(report(entries={"年度": "2023"})))
    words = [
        "rollup",
        str(tmp_path),
        "-o",
        str(tmp_path / "out"),
        "--name",
        "青禾县人民政府",
        "--year",
        "2024",
    ]
    assert cli.main(words) == cli.MISUSE
    told = capsys.readouterr()
    assert "没有一份可以计入 2024 年度汇总的表" in told.err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_last_years_sum_is_the_bodys_own_report_or_the_sum_of_the_others(tmp_path: Path) -> None:
    """By the command, from a folder of last year's workbooks."""
    for year, place in ((2023, "上年"), (2024, "今年")):
        folder = tmp_path / place
        folder.mkdir()
        for number in range(2):
            filled = report(entries={"机关名称": f"第{number}局", "年度": str(year)})
            (folder / f"{number}.xlsx").write_bytes(fill_workbook(filled))
    name = ["--name", "青禾县人民政府", "--year", "2024", "--last-year", str(tmp_path / "上年")]
    out = tmp_path / "out"
    assert cli.main(["rollup", str(tmp_path / "今年"), "-o", str(out), *name]) == cli.OK
    line = next(row for row in rows((out / "汇总表.xlsx").read_bytes(), YEARS) if row[1] == "行政许可")
    assert line[3:7] == (690, 690, 0, 0)
    own = fill_workbook(report({"二.r3.c1": 500}, {"机关名称": "青禾县人民政府", "年度": "2023"}))
    (tmp_path / "上年" / "县.xlsx").write_bytes(own)
    assert cli.main(["rollup", str(tmp_path / "今年"), "-o", str(out), *name]) == cli.OK
    line = next(row for row in rows((out / "汇总表.xlsx").read_bytes(), YEARS) if row[1] == "行政许可")
    assert line[3:7] == (690, 500, 190, 38)


# --- the workbook 汇总表.xlsx --------------------------------------------------------------------


def three(last: Mapping[Ref, Value] | None = None) -> tuple[Sequence[Part], bytes]:
    reports = [
        reread(replace(report(entries={"机关名称": f"第{n}局"}), source=f"{n}.xlsx"))[0] for n in (1, 2, 3)
    ]
    parts = [Part(filled) for filled in reports]
    sums = None if last is None else LastSum(last)
    return parts, summary_book(roll_up(parts, (), "青禾县人民政府", 2024, FORM, sums))


@pytest.mark.slow
def test_every_total_is_traced_to_agency_file_cell_and_value() -> None:
    _, content = three()
    traced = [row for row in rows(content, SOURCES) if row[:3] == ("表二", "行政许可", "本年处理决定数量")]
    assert [row[3:10] for row in traced] == [
        (1035, "3 个单位", None, None, None, 1035, None),
        *((1035, f"第{n}局", f"{n}.xlsx", "二、主动公开", "C12", 345, 345) for n in (1, 2, 3)),
    ]


@pytest.mark.slow
def test_this_year_stands_beside_last_with_difference_and_percent() -> None:
    ref = REFS["二.r3.c1"]
    _, content = three({ref: 900})
    line = next(row for row in rows(content, YEARS) if row[:2] == ("表二", "行政许可"))
    assert line[3:7] == (1035, 900, 135, 15)


@pytest.mark.slow
def test_every_agency_has_its_row_and_the_totals_are_their_sum() -> None:
    parts, content = three()
    book = load_workbook(io.BytesIO(content))
    frame = figures_per_agency(roll_up(parts, (), "县", 2024, FORM))
    assert list(frame.index) == ["第1局", "第2局", "第3局"]
    assert frame["二.r6.c1"].sum() == Decimal("24252.311082") * 3
    shown = rows(content, ALL)
    assert [row[0] for row in shown[5:9]] == ["合计", "第1局", "第2局", "第3局"]
    assert shown[5][4] == sum(row[4] for row in shown[6:9] if isinstance(row[4], int)) == 9
    assert str(book[ALL]["E6"].value).startswith("=SUM(")
    assert rows(content, MAIN)[3][0] == "合计"
    assert rows(content, OVERVIEW)[4][:3] == ("第1局", "1.xlsx", "计入")


@pytest.mark.slow
def test_the_book_has_four_native_charts_and_the_same_bytes_each_time() -> None:
    _, content = three()
    assert len(load_workbook(io.BytesIO(content))[CHARTS]._charts) == 4  # type: ignore[attr-defined]
    assert three()[1] == content


def test_a_first_draft_says_the_figures_in_words() -> None:
    parts, _ = three()
    last = LastSum({REFS["三.r01.c7"]: 20})
    texts = {label: filled for label, _, filled in draft_texts(roll_up(parts, (), "县", 2024, FORM, last))}
    assert texts["依申请公开情况"].startswith("本年新收政府信息公开申请21件，上年结转3件；")
    assert texts["与上年比较"] == "新收申请21件，比上年增加1件（增长5.0%）。"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.dictionaries(st.sampled_from(INPUTS), st.integers(0, 10**6)), min_size=1, max_size=5))
def test_any_reports_add_up_cell_by_cell(many: list[dict[Ref, int]]) -> None:
    reports = [report({ref.key: value for ref, value in figures.items()}) for figures in many]
    sums = summed(reports, FORM)
    for ref in FORM.refs:
        values = [value for filled in reports if (value := filled.value(ref)) is not None]
        assert sums.get(ref, 0) == sum(values, start=0)


def test_an_agencys_typed_totals_do_not_reach_the_main_figures() -> None:
    """With workbooks that should go back included, the sum shown is still the sum of the rows."""
    unfilled = report(entries={"机关名称": "第2局"})
    for row in range(1, 26):
        unfilled = with_figure(unfilled, f"三.r{row:02d}.c7", 0)
    parts = [Part(report(entries={"机关名称": "第1局"})), Part(unfilled, "有错误，按要求计入")]
    shown = rows(summary_book(roll_up(parts, (), "县", 2024, FORM)), MAIN)
    assert [row[1] for row in shown[3:6]] == [14, 7, 7]


def test_the_bodys_own_table_beside_the_others_lacks_nothing_in_the_sum(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, agency in enumerate(("青禾县财政局", "青禾县人民政府")):
        (tmp_path / "in" / f"{number}.xlsx").write_bytes(fill_workbook(report(entries={"机关名称": agency})))
    words = ["rollup", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--name", "青禾县人民政府"]
    assert cli.main([*words, "--year", "2024"]) == cli.OK
    (tmp_path / "in" / "2.xlsx").write_bytes(b"PK\x03\x04")
    assert cli.main([*words, "--year", "2024"]) == cli.FOUND
