"""Tables sorted by their heads, and what words find; the log by the deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from converter.form import FORM
from converter.page.faults import KEPT, Faults
from converter.page.log import LATE, as_text, changes
from converter.page.searching import MOST, found_by
from converter.page.sorting import by_sound, sorted_by
from converter.page.state import State, read_state
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import YearFolder, read_year
from converter.year.making import make_year
from converter.year.running import convert_year
from tests.folders import entry, folder, of, roster
from tests.page.served import served

COLUMNS: Mapping[str, Callable[[tuple[str, int | None]], Any] | None] = {
    "名称": lambda row: by_sound(row[0]),
    "数": lambda row: row[1],
    "操作": None,
}
ROWS = [("乙", 3), ("甲", None), ("阿", 20), ("中", 1)]


def names(asked: str) -> str:
    rows, _ = sorted_by(ROWS, COLUMNS, "/看板", [("状态", "退回"), ("排序", asked)])
    return "".join(name for name, _ in rows)


def test_rows_are_sorted_as_the_address_says_and_what_is_not_known_comes_last() -> None:
    assert names("") == names("没有这一列") == names("操作") == "乙甲阿中"
    assert names("名称") == "阿甲乙中"  # by sound: a, jia, yi, zhong
    assert names("-名称") == "中乙甲阿"
    assert names("数") == "中乙阿甲"
    assert names("-数") == "阿乙中甲"


def test_a_head_sorts_upwards_then_downwards_then_as_it_was_and_keeps_the_filter() -> None:
    asked = ""
    for expected, direction in (("数", ""), ("-数", "ascending"), ("", "descending"), ("数", "")):
        _, sorting = sorted_by(ROWS, COLUMNS, "/看板", [("状态", "退回"), ("排序", asked)])
        head = next(head for head in sorting.heads if head.label == "数")
        query = dict(parse_qsl(urlsplit(head.address).query))
        assert query.pop("状态") == "退回"
        assert (query.get("排序", ""), head.direction) == (expected, direction)
        asked = expected
    assert [head.label for head in sorting.heads if not head.address] == ["操作"]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> YearFolder:
    path = tmp_path_factory.mktemp("找") / "年报2024"
    made, _ = make_year(path, "青禾县人民政府", 2024, "1月20日")
    who = roster(
        replace(entry("青禾县甲局", former="青禾县旧甲局"), contact="赵勇", contact_phone="0000-8200001"),
        entry("青禾县乙局"),
    )
    (path / "单位名单.xlsx").write_bytes(filled_roster(who.entries, FORM))
    folder(
        path / "收件",
        {"甲的表.xlsx": of("青禾县甲局", texts={"五.problems": ()}), "谁的.xlsx": of("青禾县丁局")},
    )
    convert_year(made, datetime.now().astimezone())
    return made


@pytest.fixture(scope="module")
def state(year: YearFolder) -> State:
    return read_state(year)


@pytest.mark.parametrize(
    ("words", "group", "name", "where"),
    [
        ("乙局", "单位", "青禾县乙局", ""),
        ("旧甲", "单位", "青禾县甲局", "青禾县旧甲局"),
        ("赵勇", "联系人", "青禾县甲局", "赵勇 0000-8200001"),
        ("8200001", "联系人", "青禾县甲局", "赵勇 0000-8200001"),
        ("甲的表", "文件", "青禾县甲局", "甲的表.xlsx"),
        ("谁的", "文件", "谁的.xlsx", ""),
        ("d-07", "问题", "这一部分没有任何文字", "1 个单位"),
        ("行政许可", "数据", FORM.label(next(ref for ref in FORM.refs if ref.key == "二.r3.c1")), "表二"),
    ],
)
def test_words_are_found_in_their_group(state: State, words: str, group: str, name: str, where: str) -> None:
    found = {each.title: each.hits for each in found_by(state, FORM, words)}
    assert (name, where) in [(hit.name, hit.where) for hit in found[group]]


def test_words_that_nothing_has_find_nothing_and_much_is_cut(state: State) -> None:
    assert found_by(state, FORM, "没有这样的话") == []
    assert found_by(state, FORM, "") == []
    (figures,) = (each for each in found_by(state, FORM, "表三") if each.title == "数据")
    assert len(figures.hits) == MOST
    assert figures.more > 0


def test_what_came_first_after_the_deadline_is_late_in_the_log_and_on_the_board(year: YearFolder) -> None:
    late = year._replace(deadline="1月20日", year=datetime.now().year - 2)
    in_time = year._replace(deadline="12月31日", year=datetime.now().year)
    assert {change.note for change in changes(late) if change.what == "收到"} == {LATE}
    assert {change.note for change in changes(in_time)} == {""}
    assert {unit.name: unit.is_late for unit in read_state(late).units} == {
        "青禾县甲局": True, "青禾县乙局": False,
    }  # fmt: skip
    assert all(line.endswith(LATE) for line in as_text(changes(late)))


@pytest.fixture
def pages(year: YearFolder) -> Iterator[Callable[[str], str]]:
    with served(year.path) as server:
        yield lambda path: server.ask(path).text


@pytest.mark.slow
def test_the_heads_of_the_board_are_links_and_say_how_it_is_sorted(pages: Callable[[str], str]) -> None:
    plain = pages("/看板")
    assert "aria-sort" not in plain
    shown = pages("/看板?排序=-单位")
    assert shown.count("aria-sort") == 1
    assert 'aria-sort="descending"' in shown
    assert shown.index("乙局</a></th>") < shown.index("甲局</a></th>")
    for screen in ("/记录", "/统计", "/催报"):
        assert "?%E6%8E%92%E5%BA%8F=" in pages(screen), screen


@pytest.mark.slow
def test_the_log_is_handed_out_without_paths_and_reasons(
    year: YearFolder, pages: Callable[[str], str]
) -> None:
    text = pages("/设置/日志.txt")
    assert "年报核对 " in text
    assert "青禾县甲局　收到　退回" in text
    assert str(year.path.parent) not in text
    assert read_year(year.path) == year


def test_a_fault_is_noted_by_its_place_and_kind_never_by_what_it_worked_on() -> None:
    faults = Faults()
    for number in range(KEPT + 1):
        try:
            sorted_by([1], {"数": lambda row: dict[str, int]()[f"张三 {row}"]}, "/看板", [("排序", "数")])
        except KeyError as error:
            faults.note(f"/看板{number}", error)
    assert len(faults.lines) == KEPT
    assert faults.lines[-1].split("　")[1:3] == [f"/看板{KEPT}", "KeyError"]
    assert "sorting.py:" in faults.lines[-1]
    assert "张三" not in "".join(faults.lines)
