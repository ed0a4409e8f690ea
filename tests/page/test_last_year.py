"""上年数据: published reports and workbooks put in, read, corrected, refused."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from converter.batch.last_year import last_year_from
from converter.form import FORM
from converter.publish.html import render_page
from converter.report.report import Entry, Figure, Report
from converter.year.making import make_year
from tests.page.served import Answer, Served, served
from tests.reports import report, with_figure
from tests.workbooks import typed_workbook

pytestmark = pytest.mark.slow

PLACE = "/设置/上年"


def of_last_year(name: str) -> Report:
    """A sound report on 2023."""
    made = report()
    dates = {"年度": "2023", "机关名称": name, "统计起": "2023年1月1日", "统计止": "2023年12月31日"}
    return replace(made, entries={**made.entries, **{key: Entry(text) for key, text in dates.items()}})


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / "年报2024"
    make_year(path, "青禾县人民政府", 2024)
    return path


@pytest.fixture
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def put_in(server: Served, *files: tuple[str, bytes]) -> Answer:
    boundary, body = "----x", b""
    for name, content in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body += f"--{boundary}\r\n{head}".encode() + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = server.ask(f"{PLACE}/放入", "POST", server.own | kind, body)
    for _ in range(4_000):
        if not json.loads(server.ask("/在吗").text)["running"]:
            return answer
        time.sleep(0.05)
    raise AssertionError("still running")


def agencies(year: Path) -> list[str]:
    return sorted(each.agency for each in last_year_from(year / "上年", FORM, 2024))


def test_published_reports_become_last_year_and_a_later_one_adds_to_them(server: Served, year: Path) -> None:
    assert put_in(server, ("甲.html", render_page(of_last_year("青禾县甲局"), FORM))).status == 303
    assert put_in(server, ("乙.html", render_page(of_last_year("青禾县乙局"), FORM))).status == 303
    assert agencies(year) == ["青禾县乙局", "青禾县甲局"]
    shown = server.ask(PLACE).text
    assert "青禾县甲局" in shown
    assert "青禾县乙局" in shown
    name = next(path.name for path in (year / "上年").glob("*甲局*.xlsx"))
    got = server.ask(f"{PLACE}/填报表?文件={name}")
    assert got.content == (year / "上年" / name).read_bytes()


def test_a_figure_that_was_not_read_is_listed_with_its_cell(server: Served, year: Path) -> None:
    ref = FORM.refs[0]
    made = of_last_year("青禾县甲局")
    made = replace(made, figures={**made.figures, ref: Figure(98765)})
    page = render_page(made, FORM).replace(b"98765", "约九万".encode())
    put_in(server, ("甲.html", page))
    shown = server.ask(PLACE).text
    assert "约九万" in shown
    assert "I-0" in (year / "上年" / "result.json").read_text(encoding="utf-8")


def test_a_corrected_workbook_put_in_again_counts_and_nothing_is_written_over(
    server: Served, year: Path
) -> None:
    put_in(server, ("甲.html", render_page(of_last_year("青禾县甲局"), FORM)))
    made = next((year / "上年").glob("*.xlsx"))
    before = made.read_bytes()
    changed = typed_workbook(with_figure(of_last_year("青禾县甲局"), "三.r01.c1", 77))
    put_in(server, (made.name, changed))
    assert made.read_bytes() == before
    (one,) = last_year_from(year / "上年", FORM, 2024)
    assert {ref.key: value for ref, value in one.report.figures.items()}["三.r01.c1"] == 77


def test_a_file_of_another_kind_is_refused_and_so_is_everything_with_it(server: Served, year: Path) -> None:
    answer = put_in(server, ("甲.html", b"<p>x"), ("../乙.exe", b"MZ"))
    assert answer.status == 409
    assert "乙.exe" in answer.text
    assert not any((year / "上年").iterdir())


def test_a_result_of_last_year_is_not_mixed_with_reports(server: Served, year: Path) -> None:
    (year / "上年" / "result.json").write_text("{}", encoding="utf-8")
    assert put_in(server, ("甲.html", render_page(of_last_year("青禾县甲局"), FORM))).status == 409
    assert [path.name for path in (year / "上年").iterdir()] == ["result.json"]


def test_workbooks_that_would_no_longer_count_stop_the_import(server: Served, year: Path) -> None:
    (year / "上年" / "老表").mkdir()
    (year / "上年" / "老表" / "丙.xlsx").write_bytes(typed_workbook(of_last_year("青禾县丙局")))
    put_in(server, ("甲.html", render_page(of_last_year("青禾县甲局"), FORM)))
    assert "老表/丙.xlsx" in server.ask(PLACE).text
    assert not (year / "上年" / "result.json").exists()


def test_no_name_leads_out_of_the_folder(server: Served, year: Path) -> None:
    assert server.ask(f"{PLACE}/填报表?文件=../年报.toml").status == 404
