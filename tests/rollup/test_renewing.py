"""A roll-up run again: what the office typed into its workbook stays, and figures alone are renewed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from converter import cli
from converter.batch.folder import Job, convert_folder
from converter.form import FORM
from converter.report.report import Entry, Paragraph, Reason, Report, Value
from converter.rollup import Part, roll_up
from converter.rollup.renewing import changed_figures, with_typed_texts
from converter.workbook.layout.workbook_layout import find_cells
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import blank_roster
from tests.folders import folder
from tests.libreoffice import Conversions, Order
from tests.reports import FIGURES, REFS, report, with_figure
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow  # each test runs the command or whole folders


NAME = "青禾县人民政府-2024-汇总.xlsx"
Output = pytest.CaptureFixture[str]


def agency(number: int, figures: Mapping[str, Value] | None = None) -> bytes:
    return fill_workbook(report(figures, {"机关名称": f"第{number}局"}))


def roll(tmp_path: Path, files: Mapping[str, bytes], *more: str) -> int:
    source = folder(tmp_path / "报送", files)
    words = [
        "rollup",
        str(source),
        "-o",
        str(tmp_path / "汇总"),
        "--name",
        "青禾县人民政府",
        "--year",
        "2024",
    ]
    return cli.main([*words, *more])


def typed_into(path: Path) -> bytes:
    """The body's workbook after the office wrote a text and its address, saved by another program."""
    book = load_workbook(path)
    sheet, cells = find_cells(FORM, "paragraph", "总述")
    book[sheet.name].cell(cells[0].row + 1, cells[0].column + 1, "全县新收申请【#新收申请】件。")
    sheet, cells = find_cells(FORM, "entry", "地址")
    book[sheet.name].cell(cells[0].row + 1, cells[0].column + 1, "青禾路 1 号")
    book.save(path)
    return path.read_bytes()


def kept(path: Path) -> Report:
    found = read_workbook(path.read_bytes(), path.name).report
    assert found is not None
    return found


def test_typed_texts_stay_and_figures_are_renewed_and_told(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "汇总" / NAME
    roll(tmp_path, {"1.xlsx": agency(1)})
    typed = typed_into(path)
    capsys.readouterr()
    assert roll(tmp_path, {"2.xlsx": agency(2, {**FIGURES, "二.r3.c1": 5})}) == cli.OK
    said = capsys.readouterr().out
    now = kept(path)
    assert [p.typed for p in now.passages["总述"]] == ["全县新收申请【#新收申请】件。"]
    assert now.entries["地址"].text == "青禾路 1 号"
    assert now.value(REFS["二.r3.c1"]) == 350
    assert f"“{NAME}”里已写的文字保留，数字已按这次的汇总更新；改动前的原件在“已改动/{NAME}”。" in said
    assert "表二 行政许可 本年处理决定数量：原来是 345，现在是 350" in said
    assert (tmp_path / "汇总/已改动" / NAME).read_bytes() == typed


def test_a_workbook_whose_figures_hold_is_not_touched(tmp_path: Path, capsys: Output) -> None:
    roll(tmp_path, {"1.xlsx": agency(1)})
    typed = typed_into(tmp_path / "汇总" / NAME)
    capsys.readouterr()
    assert roll(tmp_path, {"1.xlsx": agency(1)}) == cli.OK
    assert (tmp_path / "汇总" / NAME).read_bytes() == typed
    assert not (tmp_path / "汇总/已改动").exists()
    assert f"“{NAME}”的数字没有变化，已写的内容保持原样。" in capsys.readouterr().out


def test_texts_that_could_not_be_read_are_told(tmp_path: Path, capsys: Output) -> None:
    roll(tmp_path, {"1.xlsx": agency(1)})
    path = tmp_path / "汇总" / NAME
    typed_into(path)
    book = load_workbook(path)
    del book["一、总体情况"]
    book.save(path)
    capsys.readouterr()
    roll(tmp_path, {"2.xlsx": agency(2)})
    assert "其中“一、总体情况”的文字没有读出来，请从原件中补上。" in capsys.readouterr().out


def test_an_untouched_workbook_follows_the_figures_which_are_told(tmp_path: Path, capsys: Output) -> None:
    roll(tmp_path, {"1.xlsx": agency(1)})
    capsys.readouterr()
    roll(tmp_path, {"2.xlsx": agency(2)})
    assert kept(tmp_path / "汇总" / NAME).value(REFS["二.r3.c1"]) == 690
    assert not (tmp_path / "汇总/已改动").exists()
    assert "表二 行政许可 本年处理决定数量：原来是 345，现在是 690" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", "便条".encode(), blank_roster(FORM) + b"x"], ids=["empty", "note", "book"]
)
def test_a_strangers_file_under_the_name_is_set_aside(tmp_path: Path, capsys: Output, content: bytes) -> None:
    (tmp_path / "汇总").mkdir()
    for name in (NAME, "汇总表.xlsx"):
        (tmp_path / "汇总" / name).write_bytes(content)
    assert roll(tmp_path, {"1.xlsx": agency(1)}) == cli.OK
    said = capsys.readouterr().out
    for name in (NAME, "汇总表.xlsx"):
        assert (tmp_path / "汇总/已改动" / name).read_bytes() == content
        assert f"已原样移到“已改动/{name}”" in said
    assert kept(tmp_path / "汇总" / NAME).value(REFS["二.r3.c1"]) == 345


def test_a_summary_into_which_somebody_typed_is_set_aside(tmp_path: Path, capsys: Output) -> None:
    roll(tmp_path, {"1.xlsx": agency(1)})
    path = tmp_path / "汇总" / "汇总表.xlsx"
    book = load_workbook(path)
    book["文字初稿"]["B6"] = "改过的文字"
    book.save(path)
    typed = path.read_bytes()
    roll(tmp_path, {"1.xlsx": agency(1)})
    assert (tmp_path / "汇总/已改动/汇总表.xlsx").read_bytes() == typed
    assert "有人改动过" in capsys.readouterr().out


FILLED = Order("xlsx", lambda: fill_workbook(report(entries={"机关名称": "青禾县人民政府"})))


@pytest.mark.slow
@pytest.mark.libreoffice(FILLED)
def test_texts_stay_in_a_workbook_that_libreoffice_saved(tmp_path: Path, converted: Conversions) -> None:
    (tmp_path / "汇总").mkdir()
    (tmp_path / "汇总" / NAME).write_bytes(converted[FILLED])
    assert roll(tmp_path, {"1.xlsx": agency(1), "2.xlsx": agency(2)}) == cli.OK
    now, before = kept(tmp_path / "汇总" / NAME), report()
    assert {key: [p.text for p in passage] for key, passage in now.passages.items()} == {
        key: [p.text for p in passage] for key, passage in before.passages.items()
    }
    assert now.value(REFS["二.r3.c1"]) == 690


def test_notes_remarks_reasons_and_a_declared_table_stay() -> None:
    old = replace(
        with_figure(report(), "二.r3.c1", 345, "（含变更）"),
        notes={"二": Entry("注：含下属单位。")},
        reasons=(Reason("B-06", "二、主动公开", "C12", "属实"),),
        states={**report().states, "四": Entry(FORM.states[1])},
        passages={**report().passages, "总述": (Paragraph("甲"),)},
    )
    new = roll_up((Part(report({"二.r3.c1": 9})),), (), "青禾县人民政府", 2024, FORM).report
    made = with_typed_texts(new, old)
    assert (made.value(REFS["二.r3.c1"]), made.figures[REFS["二.r3.c1"]].remark) == (9, "（含变更）")
    assert (made.notes, made.reasons, made.passages) == (old.notes, old.reasons, old.passages)
    assert made.states["四"].text == FORM.states[1]
    assert made.agency == "青禾县人民政府"
    busy = roll_up((Part(report()),), (), "青禾县人民政府", 2024, FORM).report
    assert with_typed_texts(busy, old).states["四"].text == FORM.states[0]
    assert [change.ref.key for change in changed_figures(busy, with_figure(busy, "二.r3.c1", 1))] == [
        "二.r3.c1"
    ]


def test_files_of_ours_that_are_no_workbooks_to_fill_in_are_named_and_not_converted(tmp_path: Path) -> None:
    roll(tmp_path, {"1.xlsx": agency(1)})
    roster = load_workbook(io.BytesIO(blank_roster(FORM)))
    roster.worksheets[0]["A4"] = "第1局"
    roster.save(tmp_path / "名单.xlsx")
    files = {"名单.xlsx": (tmp_path / "名单.xlsx").read_bytes(), "1.xlsx": agency(1),
             "汇总.xlsx": (tmp_path / "汇总/汇总表.xlsx").read_bytes()}  # fmt: skip
    batch = convert_folder(folder(tmp_path / "都在一起", files), None, Job(None))
    assert [outcome.source for outcome in batch.outcomes] == ["1.xlsx"]
    assert batch.ignored == ("名单.xlsx（本程序生成的单位名单）", "汇总.xlsx（本程序生成的汇总表）")


def test_a_folder_with_nothing_but_a_roster_holds_no_workbook(tmp_path: Path, capsys: Output) -> None:
    source = folder(tmp_path / "报送", {"名单.xlsx": blank_roster(FORM)})
    assert cli.main(["check", str(source)]) == cli.MISUSE
    assert "里没有填报表" in capsys.readouterr().err


def test_what_a_roll_up_set_aside_is_not_read_as_input(tmp_path: Path, capsys: Output) -> None:
    roll(tmp_path, {"1.xlsx": agency(1)})
    typed_into(tmp_path / "汇总" / NAME)
    roll(tmp_path, {"2.xlsx": agency(2)})
    assert (tmp_path / "汇总/已改动" / NAME).exists()
    capsys.readouterr()
    cli.main(["check", str(tmp_path / "汇总")])
    said = capsys.readouterr().out
    assert "共 1 份" in said
    assert "汇总表.xlsx（本程序生成的汇总表）" in said
