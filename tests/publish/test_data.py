"""Open data: no figure lost or rounded, and files that Excel opens correctly."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

from converter.form import FORM
from converter.form.editions import edition
from converter.publish import data
from converter.report.report import Figure
from converter.workbook.write.workbook import blank_report
from tests.reports import PRINTED, report, with_figure

SOUND = with_figure(report(), "二.r3.c1", 345, "（含变更）")
TOWN = report(entries={"机关名称": "=1+1", "机关类别": "乡镇街道"})


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_has_a_line_for_every_printed_figure_of_every_report() -> None:
    found = lines(b"".join(data.csv_pieces([SOUND, TOWN])))
    assert len(found) == 2 * len(PRINTED)
    assert [line["代码"] for line in found] == 2 * [ref.key for ref in PRINTED]
    assert tuple(found[0]) == data.COLUMNS
    money = next(line for line in found if line["代码"] == "二.r6.c1")
    assert money == {
        "机关名称": "青禾县财政局", "机关类别": "县级部门", "年度": "2024",
        "表": "二、主动公开政府信息情况", "行": "第二十条第（八）项／行政事业性收费",
        "列": "本年收费金额（单位：万元）", "代码": "二.r6.c1", "单位": "万元",
        "数值": "24252.311082", "数字说明": "",
    }  # fmt: skip
    assert next(line["数字说明"] for line in found if line["代码"] == "二.r3.c1") == "（含变更）"


def test_no_two_figures_share_all_their_labels() -> None:
    found = list(data.labels(FORM))
    assert len({(label.table, label.row, label.column) for label in found}) == len(found) == len(PRINTED)


def test_the_csv_has_a_byte_order_mark_and_no_formula() -> None:
    content = b"".join(data.csv_pieces([TOWN]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert {line["机关名称"] for line in lines(content)} == {"'=1+1"}


def test_the_json_has_the_same_figures_by_their_codes() -> None:
    found = json.loads(b"".join(data.json_pieces([SOUND, TOWN], FORM, "0" * 64)))
    assert (found["schema"], found["form"]) == (1, "国办公开办函〔2021〕30号")
    assert [figure["code"] for figure in found["figures"]] == [ref.key for ref in PRINTED]
    one, other = found["reports"]
    assert {key: one[key] for key in ("agency", "category", "year", "remarks")} == {
        "agency": "青禾县财政局", "category": "县级部门", "year": 2024,
        "remarks": {"二.r3.c1": "（含变更）"},
    }  # fmt: skip
    assert {key: Decimal(value) for key, value in one["values"].items()} == {
        ref.key: Decimal(str(SOUND.figures[ref].value)) for ref in PRINTED
    }
    assert other["agency"] == "=1+1"


def test_a_report_of_another_edition_says_itself_what_its_codes_mean() -> None:
    older = edition("2019")
    blank = blank_report(older, 2020)
    other = replace(
        blank, figures={ref: Figure(0 if older.column(ref).whole else Decimal(0)) for ref in older.refs}
    )
    found = json.loads(b"".join(data.json_pieces([SOUND, other], FORM, "0" * 64)))
    mine, theirs = found["reports"]
    assert "form" not in mine
    assert theirs["form"] == older.notice
    assert {item["code"] for item in theirs["figures"]} == {*theirs["values"]}
    table = lines(b"".join(data.csv_pieces([SOUND, other])))
    assert {line["列"] for line in table if line["年度"] == "2020"} >= {"本年新制作数量"}
