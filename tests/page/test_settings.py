"""设置: the deadline, Word templates, and the end of the year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from converter.form import FORM
from converter.shipped.resources import word_template
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import MANIFEST, read_year
from converter.year.making import make_year
from tests.folders import entry, of, roster
from tests.page.served import Answer, Served, served
from tests.page.test_serving import checked, put_in
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / "年报2024"
    make_year(path, "青禾县人民政府", 2024, "1月20日")
    (path / "单位名单.xlsx").write_bytes(filled_roster(roster(entry("青禾县甲局")).entries, FORM))
    return path


@pytest.fixture
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def put_template(server: Served, content: bytes, variant: str = "部门") -> Answer:
    field = f'--x\r\nContent-Disposition: form-data; name="variant"\r\n\r\n{variant}\r\n'.encode()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    return server.ask("/设置/模板", "POST", server.own | kind, field + head + content + b"\r\n--x--\r\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_another_deadline_leaves_every_other_line_as_it_is(server: Served, year: Path, encoding: str) -> None:
    mine = '# 我的话\r\nname = "青禾县人民政府"\r\ndeadline = "1月20日"  \r\nyear = 2024\r\n'
    (year / "年报.toml").write_bytes(mine.encode(encoding))
    assert server.ask("/设置/截止日", "POST", body={"deadline": "1月25日"}).status == 303
    text = (year / "年报.toml").read_bytes().decode(encoding)
    assert text == mine.replace('"1月20日"  ', '"1月25日"')
    assert server.ask("/设置/截止日", "POST", body={"deadline": "明天"}).status == 409
    assert read_year(year).deadline == "1月25日"


def test_a_template_is_used_once_it_passes_and_the_one_before_is_kept(server: Served, year: Path) -> None:
    refused = put_template(server, b"no document")
    assert refused.status == 409
    assert "没有采用这个模板" in refused.text
    assert not [*(year / "模板").iterdir()]
    good = word_template(FORM).read_bytes()
    assert put_template(server, good).status == 303
    (used,) = (year / "模板").iterdir()
    assert used.read_bytes() == good
    assert "（部门）.docx" in server.ask("/设置").text
    assert server.ask("/设置/模板/换回", "POST", body={"variant": "部门"}).status == 303
    assert not [*(year / "模板").iterdir()]
    assert len([*(year / "已改动").glob("*.docx")]) == 1
    assert put_template(server, good, "../x").status == 404


def test_the_year_ends_with_a_reason_and_opens_again(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
    checked(server)
    assert "没有青禾县人民政府自己的报告" in server.ask("/设置").text
    assert server.ask("/设置/结束", "POST", body={"reason": ""}).status == 409
    assert not (year / MANIFEST).exists()
    assert server.ask("/设置/结束", "POST", body={"reason": "试着结束"}).status == 303
    checked(server)
    page = server.ask("/设置").text
    assert "已经结束，只能看" in page
    assert "与存档清单逐个一致" in page
    assert (year.parent / "年报2025/年报.toml").exists()
    assert [*(year.parent / "存档").glob("*.zip")]
    assert server.ask("/设置/截止日", "POST", body={"deadline": "1月25日"}).status == 409
    assert server.ask("/设置/重新打开", "POST", body={}).status == 303
    assert not (year / MANIFEST).exists()
    assert "提前结束的理由" in server.ask("/设置").text
