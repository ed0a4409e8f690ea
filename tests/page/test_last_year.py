"""上年数据: published reports and workbooks put in, read, corrected, refused."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

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


def doubtful_page(name: str) -> bytes:
    """A published report in which one figure is no number."""
    made = of_last_year(name)
    made = replace(made, figures={**made.figures, FORM.refs[0]: Figure(98765)})
    return render_page(made, FORM).replace(b"98765", "约九万".encode())


def test_a_doubtful_figure_is_marked_in_the_form_and_in_the_original(server: Served, year: Path) -> None:
    put_in(server, ("甲.html", doubtful_page("青禾县甲局")), ("乙.html", doubtful_page("青禾县乙局")))
    assert "对照原件看 1 处" in server.ask(PLACE).text
    shown = server.ask(f"{PLACE}/对照?文件=甲.html").text
    form, original = shown.split('id="original"')
    in_form, in_original = (
        re.findall(r'<td class="warning"[^>]*>([^<]*)', part) for part in (form, original)
    )
    assert in_form == [""]
    assert in_original == ["约九万"]
    assert "要看的 2/2" in shown  # agency by agency
    sound = server.ask(f"{PLACE}/对照?文件=甲.html&表=三、依申请公开").text
    assert 'class="warning"' not in sound
    assert "三、收到和处理政府信息公开申请情况" in sound.split('id="original"')[1]


def test_what_a_corrected_workbook_fills_in_is_settled_and_shown(server: Served, year: Path) -> None:
    put_in(server, ("甲.html", doubtful_page("青禾县甲局")))
    book = typed_workbook(with_figure(of_last_year("青禾县甲局"), FORM.refs[0].key, 98123))
    put_in(server, ("甲局改好.xlsx", book))
    shown = server.ask(f"{PLACE}/对照?文件=甲.html").text
    assert "没有疑问" in shown
    assert "已补填、改正 1 处" in shown
    assert 'class="warning"' not in shown
    assert "98123" in server.ask(f"{PLACE}/对照?文件=甲.html&表=二、主动公开").text
    assert "甲局改好.xlsx" in shown or quote("甲局改好.xlsx") in shown


def test_the_original_is_handed_out_as_it_came_and_missed_where_it_is_another(
    server: Served, year: Path
) -> None:
    page = doubtful_page("青禾县甲局")
    put_in(server, ("甲.html", page))
    got = server.ask(f"{PLACE}/对照/原件?文件=甲.html")
    assert got.content == page
    assert "attachment" in got.headers["content-disposition"]
    (year / "上年" / "公布的报告" / "甲.html").write_bytes(b"<p>other</p>")
    assert server.ask(f"{PLACE}/对照/原件?文件=甲.html").status == 404
    assert "没有可以对照的" in server.ask(f"{PLACE}/对照?文件=甲.html").text
    for name in ("../result.json", "没有.html", ""):
        assert server.ask(f"{PLACE}/对照?文件={name}").status == 404
        assert server.ask(f"{PLACE}/对照/原件?文件={name}").status == 404


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
