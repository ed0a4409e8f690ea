"""名单与下发: the roster changed on the page, workbooks issued, agencies urged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from converter.form import FORM
from converter.page.roster_edit import FIELDS, EditedRow, rows_of, version
from converter.page.state import read_state
from converter.report.roster import RosterEntry
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import filled_roster
from converter.workbook.roster.reading import load_roster
from converter.year.folder import read_year
from converter.year.making import make_year
from tests.folders import of
from tests.page.served import Answer, Served, served
from tests.page.test_serving import checked, put_in, statuses
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow

COUNTY = "青禾县人民政府"
ENTRIES = (
    RosterEntry("青禾县甲局", "甲", ("青禾县旧局",), "县级部门", "青禾县", "007", "张三", "010-1", "备注"),
    RosterEntry("青禾县乙镇人民政府", "", (), "乡镇街道", contact_phone="13800000000"),
)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / "年报2024"
    make_year(path, COUNTY, 2024, "1月20日")
    (path / "单位名单.xlsx").write_bytes(filled_roster(ENTRIES, FORM))
    return path


@pytest.fixture
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def entries(year: Path) -> tuple[RosterEntry, ...]:
    roster, _ = load_roster(year / "单位名单.xlsx", FORM)
    assert roster is not None
    return roster.entries


def save(server: Served, year: Path, rows: list[EditedRow], seen: str = "", gone: str = "") -> Answer:
    words = [("seen", seen or version(read_year(year)))]
    for row in rows:
        words += [(key, getattr(row, key)) for key in ("key", *FIELDS)]
    words += [("gone", gone)] if gone else []
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return server.ask("/名单/保存", "POST", server.own | kind, urlencode(words).encode())


def issue(server: Served) -> Answer:
    """Issue workbooks to all agencies of the roster, as with every box ticked."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    ticked = urlencode([("单位", each.name) for each in ENTRIES]).encode()
    return server.ask("/下发/生成", "POST", server.own | kind | {"Origin": server.origin}, ticked)


def test_a_name_that_is_changed_keeps_the_old_one_and_all_that_the_page_does_not_show(
    server: Served, year: Path
) -> None:
    first, second = rows_of(ENTRIES)
    assert save(server, year, [first._replace(name="青禾县新局"), second, EditedRow("")]).status == 303
    changed, same = entries(year)
    assert (changed.name, changed.former) == ("青禾县新局", ("青禾县旧局", "青禾县甲局"))
    assert (changed.code, changed.parent, changed.note) == ("007", "青禾县", "备注")
    assert same.contact_phone == "13800000000"


def test_agencies_are_added_and_taken_off(server: Served, year: Path) -> None:
    rows = [*rows_of(ENTRIES), EditedRow("", "青禾县丙局", category="县级部门")]
    assert save(server, year, rows, gone="青禾县甲局").status == 303
    assert [entry.name for entry in entries(year)] == ["青禾县乙镇人民政府", "青禾县丙局"]


def test_a_mistake_is_told_and_what_was_typed_is_still_there(server: Served, year: Path) -> None:
    before = (year / "单位名单.xlsx").read_bytes()
    rows = [*rows_of(ENTRIES), EditedRow("", "青禾县丁局")]
    answer = save(server, year, rows)
    assert answer.status == 409
    assert 'value="青禾县丁局"' in answer.text
    assert re.findall('id="refused-([^"]*)"', answer.text) == ["category-2"]  # at its field, and there alone
    assert re.findall('aria-describedby="refused-([^"]*)"', answer.text) == ["category-2"]
    twice = save(server, year, [*rows_of(ENTRIES), EditedRow("", "青禾县甲局", category="县级部门")])
    assert re.findall('id="refused-([^"]*)"', twice.text) == ["name-2"]
    assert (year / "单位名单.xlsx").read_bytes() == before


def test_a_page_that_shows_an_old_roster_changes_nothing(server: Served, year: Path) -> None:
    seen = version(read_year(year))
    (year / "单位名单.xlsx").write_bytes(filled_roster(ENTRIES[:1], FORM))
    answer = save(server, year, rows_of(ENTRIES), seen)
    assert answer.status == 409
    assert "另一个窗口或 Excel 里改过" in answer.text
    assert len(entries(year)) == 1


def test_a_roster_that_was_edited_in_excel_is_kept_beside(server: Served, year: Path) -> None:
    book = load_workbook(year / "单位名单.xlsx")
    book.active["L4"] = "我的记号"  # type: ignore[index]
    book.save(year / "单位名单.xlsx")
    edited = (year / "单位名单.xlsx").read_bytes()
    assert save(server, year, rows_of(ENTRIES[:1])).status == 303
    assert (year / "已改动/单位名单.xlsx").read_bytes() == edited


def test_a_roster_is_brought_from_excel_or_refused_whole(server: Served, year: Path) -> None:
    def bring(content: bytes) -> Answer:
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        return server.ask("/名单/导入", "POST", server.own | kind, head + content + b"\r\n--x--\r\n")

    before = (year / "单位名单.xlsx").read_bytes()
    assert bring(b"no workbook").status == 409
    assert (year / "单位名单.xlsx").read_bytes() == before
    assert bring(filled_roster(ENTRIES[1:], FORM)).status == 303
    assert [entry.name for entry in entries(year)] == ["青禾县乙镇人民政府"]


def test_a_roster_begins_with_what_was_received(server: Served, year: Path) -> None:
    (year / "单位名单.xlsx").unlink()
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
    checked(server)
    assert "还没有单位名单" in server.ask("/看板").text
    assert server.ask("/名单/生成", "POST", body={}).status == 303
    assert [entry.name for entry in entries(year)] == ["青禾县甲局"]
    assert server.ask("/名单/生成", "POST", body={}).status == 409


def test_workbooks_are_issued_and_handed_out_and_none_that_was_filled_in_is_touched(
    server: Served, year: Path
) -> None:
    assert issue(server).status == 303
    checked(server)
    assert "新生成 2 份" in server.ask("/下发").text
    packed = server.ask("/下发/全部.zip").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        report = read_workbook(archive.read(names[0]), names[0], FORM).report
    assert report is not None
    assert report.agency == "青禾县甲局"
    filled = year / "下发" / names[0]
    book = load_workbook(filled)
    book["三、依申请公开"]["E9"] = 3
    book.save(filled)
    typed = filled.read_bytes()
    assert issue(server).status == 303
    checked(server)
    assert "没有变化 1 份，已填写过、没有动 1 份" in server.ask("/下发").text
    assert filled.read_bytes() == typed


def test_the_text_for_the_group_has_no_telephone_and_urging_is_noted(server: Served, year: Path) -> None:
    page = server.ask("/催报").text
    group = page.partition('id="group"')[2].partition("</textarea>")[0]
    assert "1. 青禾县甲局" in group
    assert "请于1月20日前报送" in group
    assert "13800000000" not in group
    urged = {"单位": "青禾县甲局", "what": "urged", "status": "missing"}
    assert server.ask("/标记", "POST", body=urged).status == 303
    unit = read_state(read_year(year)).unit("青禾县甲局")
    assert unit is not None
    assert unit.urged is not None
    assert "上次催报" in server.ask("/看板").text


def test_who_sent_something_is_urged_no_more_and_is_on_the_list_of_what_goes_back(
    server: Served, year: Path
) -> None:
    thin = fill_workbook(of("青禾县甲局", texts={"五.problems": ()}))
    put_in(server, ("甲.xlsx", thin))
    checked(server)
    assert statuses(year)["甲局"] == "returned"
    assert "青禾县甲局" not in server.ask("/催报").text.partition("<main")[2].partition("search")[0]
    page = server.ask("/发送清单").text
    assert "甲局" in page
    assert "未发" in page
