"""设置: the deadline, Word templates, and the end of the year."""

from __future__ import annotations

import re
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
from tests.page.test_serving import checked, put_in, statuses
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
    to = "县政府办公室，电话 0000-0000000"
    assert server.ask("/设置/截止日", "POST", body={"deadline": "1月25日", "send_to": to}).status == 303
    added = (year / "年报.toml").read_bytes().decode(encoding)
    assert added == f'{text}send_to = "{to}"\r\n'
    assert read_year(year).send_to == to


def test_a_setting_that_is_refused_is_told_at_its_field_and_what_was_typed_stays(
    server: Served, year: Path
) -> None:
    before = (year / "年报.toml").read_bytes()
    typed = {"deadline": "明天", "send_to": "办" * 101}
    answer = server.ask("/设置/截止日", "POST", body=typed)
    assert answer.status == 409
    for key, value in typed.items():
        assert told_at(answer, key)
        assert f'value="{value}"' in answer.text
    assert (year / "年报.toml").read_bytes() == before
    only = server.ask("/设置/截止日", "POST", body={"deadline": "2月30日x", "send_to": "办公室"})
    assert told_at(only, "deadline")
    assert not told_at(only, "send_to")


def told_at(answer: Answer, key: str) -> str:
    """What is told at a field, by what the field itself names."""
    field = re.search(rf'<[^>]* name="{key}"[^>]*>', answer.text)
    marked = field is not None and f'aria-invalid="true" aria-describedby="refused-{key}"' in field[0]
    told = re.search(rf'id="refused-{key}">([^<]+)<', answer.text)
    assert marked == (told is not None)
    return told[1] if told else ""


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
    refused = server.ask("/设置/结束", "POST", body={"reason": ""})
    assert refused.status == 409
    assert told_at(refused, "reason")
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


def test_a_rule_is_tried_before_it_holds_and_changes_single_lines(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局", texts={"五.problems": ()}))))
    checked(server)
    before = (year / "规则.toml").read_bytes()
    result = (year / "输出/result.json").read_bytes()
    assert "青禾县甲局" in server.ask("/看板").text
    tried = {"D-07.level": "停用", "D-07.off": '县里统一 "不写"'}
    assert server.ask("/设置/规则/试", "POST", body=tried).status == 303
    checked(server)
    page = server.ask("/设置/规则").text
    assert "1 个单位会由“退回”变为“通过”：青禾县甲局" in page
    assert (year / "规则.toml").read_bytes() == before
    assert (year / "输出/result.json").read_bytes() == result
    assert server.ask("/设置/规则/采用", "POST", body={"what": "adopt"}).status == 303
    checked(server)
    old, new = (
        before.decode("utf-8-sig").splitlines(),
        (year / "规则.toml").read_text("utf-8-sig").splitlines(),
    )
    added = [line for line in new if line not in old and "校验码" not in line]
    assert added == ['off = "县里统一 \\"不写\\""']
    assert len(old) == len(new)
    assert statuses(year)["甲局"] == "passed"
    server.ask("/设置/规则/试", "POST", body={"D-07.level": "", "D-07.off": ""})
    checked(server)
    assert server.ask("/设置/规则/采用", "POST", body={"what": "adopt"}).status == 303
    checked(server)
    assert statuses(year)["甲局"] == "returned"


def test_a_rule_is_left_out_only_with_a_reason_and_a_wrong_limit_is_told(server: Served, year: Path) -> None:
    refused = server.ask(
        "/设置/规则/试", "POST", body={"D-07.level": "停用", "D-07.off": "", "X-07.percent": "7"}
    )
    assert refused.status == 409
    assert told_at(refused, "D-07.off")
    assert 'name="X-07.percent" value="7"' in refused.text
    assert server.ask("/设置/规则/采用", "POST", body={"what": "adopt"}).status == 409
    wrong = server.ask("/设置/规则/试", "POST", body={"X-07.level": "", "X-07.percent": "很多"})
    assert wrong.status == 409
    assert "处要改" in wrong.text or "写法不对" in wrong.text
