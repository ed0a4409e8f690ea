"""Requests that must be refused, and what the others may do."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import pytest

from converter.page.screens import (
    board,
    comparing,
    deciding,
    intake,
    last_year,
    reports,
    rollup,
    roster,
    rules,
    settings,
    start,
    tables,
    together,
    unit,
    work,
)
from converter.page.security import BODY
from converter.page.uploads import MAX_BYTES, receive
from converter.year.making import make_year
from tests.page.served import Served, served

pytestmark = pytest.mark.slow

SCREENS = (
    "/一起看?问题=D-07",
    "/统计",
    "/设置/上年",
    "/比较",
    "/汇总",
    "/名单",
    "/下发",
    "/催报",
    "/发送清单",
    "/看板",
    "/收件",
    "/报告",
    "/记录",
    "/找?找=甲",
    "/开始",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "年报2024"
    make_year(path, "青禾县人民政府", 2024, "1月20日")
    return path


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with served(folder) as running:
        yield running


def everything(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".xxgk" not in str(path)
    }


def without(server: Served, *names: str, **more: str) -> dict[str, str]:
    headers = {name: value for name, value in server.own.items() if name not in names}
    return headers | {name.replace("_", "-"): value for name, value in more.items()}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_for_the_browser_that_was_given_the_address(server: Served, screen: str) -> None:
    answer = server.ask(screen)
    assert answer.status == 200
    assert "<h1" in answer.text


@pytest.mark.parametrize("screen", [*SCREENS, "/静态/page.css", "/单位/退回件?名称=甲", "/进度", "/在吗"])
def test_nothing_is_shown_without_the_cookie(server: Served, screen: str) -> None:
    assert server.ask(screen, headers=without(server, "Cookie")).status == 403
    assert server.ask(screen, headers=without(server, "Cookie", Cookie="xxgk-1=x")).status == 403
    wrong = f"xxgk-{server.port}={server.token[:-1]}"
    assert server.ask(screen, headers=without(server, "Cookie", Cookie=wrong)).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]:{port}",
        "",
        "127.0.0.1:{port}.evil.example",
    ],
)
def test_a_name_that_was_bound_to_this_machine_is_no_way_in(server: Served, host: str) -> None:
    headers = without(server, "Host", Host=host.format(port=server.port))
    assert server.ask("/看板", headers=headers).status in (400, 421)
    assert server.ask(f"/打开/{server.token}", headers=headers).status in (400, 421)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_may_ask_not_even_one_on_this_machine(server: Served, site: str) -> None:
    assert server.ask("/看板", headers=without(server, "Sec-Fetch-Site", Sec_Fetch_Site=site)).status == 403


CHANGES = (
    "/一起看/认可", "/报告/制作网页", "/汇总/试算", "/设置/备份",
    "/收件/指认", "/收件/撤回指认", "/单位/改用", "/单位/撤回改用",
    "/设置/上年/放入",
    "/设置/规则/试", "/设置/规则/采用",
    "/设置/截止日", "/设置/模板", "/设置/模板/换回", "/设置/结束", "/设置/重新打开",
    "/汇总/生成", "/名单/保存", "/名单/导入", "/名单/生成", "/下发/生成",
    "/核对", "/停下", "/标记", "/单位/认可", "/收件/放入", "/开始/新建", "/开始/样例县",
    "/开始/打开", "/报告/制作PDF",
)  # fmt: skip


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://127.0.0.1:1", "http://localhost", "null", "https://127.0.0.1:{port}"],
)
def test_a_change_has_to_come_from_our_own_page(server: Served, folder: Path, path: str, origin: str) -> None:
    before = everything(folder)
    headers = without(server, Origin=origin.format(port=server.port))
    assert server.ask(path, "POST", headers, b"").status == 403
    assert everything(folder) == before


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_that_does_not_say_where_it_comes_from_is_refused(server: Served, path: str) -> None:
    assert server.ask(path, "POST", without(server, "Sec-Fetch-Site"), b"").status == 403


@pytest.mark.parametrize("path", CHANGES)
def test_no_get_changes_anything(server: Served, folder: Path, path: str) -> None:
    before = everything(folder)
    assert server.ask(path).status in (404, 405)
    assert everything(folder) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_no_other_method_is_known(server: Served, method: str) -> None:
    assert server.ask("/看板", method).status in (400, 405)


def test_a_wrong_or_old_address_says_what_to_do(server: Served) -> None:
    answer = server.ask("/打开/wrong", headers={"Host": f"127.0.0.1:{server.port}"})
    assert answer.status == 403
    assert "已经失效" in answer.text
    assert "set-cookie" not in answer.headers


def test_the_address_gives_a_cookie_that_scripts_and_other_sites_do_not_get(server: Served) -> None:
    answer = server.ask(f"/打开/{server.token}", headers={"Host": f"127.0.0.1:{server.port}"})
    assert answer.status == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie


@pytest.mark.parametrize("screen", [*SCREENS, "/没有", "/打开/wrong", "/静态/page.js"])
def test_every_answer_forbids_scripts_of_others_frames_and_guessing(server: Served, screen: str) -> None:
    headers = server.ask(screen).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("screen", SCREENS)
def test_no_page_has_a_script_or_a_style_of_its_own_or_asks_another_machine(
    server: Served, screen: str
) -> None:
    page = server.ask(screen).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|<style|\sstyle=|javascript:", page)
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", page)


@pytest.mark.parametrize(
    "path",
    [
        "/静态/../app.py", "/静态/%2e%2e/app.py", "/静态/..%2fapp.py", "/静态/", "/静态",
        "/../年报.toml", "/%2e%2e/%2e%2e/etc/passwd", "/单位/退回件?名称=../../年报.toml",
        "/单位?名称=/etc/passwd", "/单位/报告.docx?名称=..%2f..%2f年报.toml", "/报告/打包?格式=../x&单位=甲",
        "/报告/预览?名称=..", "/设置/备份/文件?哪个=../年报.toml",
        "/年报.toml", "/输出/result.json", "/.xxgk-page/address.json",
    ],
)  # fmt: skip
def test_no_name_becomes_a_path(server: Served, path: str) -> None:
    answer = server.ask(path)
    assert answer.status in (400, 404)
    assert b"root:" not in answer.content
    assert b"deadline =" not in answer.content


def test_more_than_a_path_may_send_is_refused_by_what_it_says_and_by_what_comes(server: Served) -> None:
    said = without(server, Origin=server.origin, Content_Length=str(BODY + 1))
    assert server.ask("/标记", "POST", said, b"").status == 413
    said = without(server, Origin=server.origin, Content_Length=str(MAX_BYTES + 1))
    assert server.ask("/收件/放入", "POST", said, b"").status == 413
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    kind = "application/x-www-form-urlencoded"
    headers = without(server, Origin=server.origin, Content_Type=kind, Transfer_Encoding="chunked")
    connection.request(
        "POST", "/%E6%A0%87%E8%AE%B0", (b"a" * 100_000 for _ in range(20)), headers, encode_chunked=True
    )
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 413


@pytest.mark.parametrize(
    "given",
    [
        "../../evil.xlsx",
        "..\\..\\evil.xlsx",
        "C:\\Windows\\evil.xlsx",
        "/etc/evil.xlsx",
        "con.xlsx",
        ".xlsx",
        "",
        "a\0b.xlsx",
        "甲/乙/丙.xlsx",
        "~$x.xlsx",
        "年报.toml",
    ],
)
def test_a_file_lands_in_the_folder_of_the_day_whatever_it_is_called(tmp_path: Path, given: str) -> None:
    year, _ = make_year(tmp_path / "年报", "青禾县人民政府", 2024)
    before = everything(year.path)
    (received,) = receive(year, [(given, io.BytesIO(b"x"))], date(2025, 1, 16))
    new = {path for path in everything(year.path) if path not in before}
    assert new == {year.intake / received.name}
    assert (year.intake / received.name).parent == year.intake / "1月16日"
    assert {path: content for path, content in everything(year.path).items() if path in before} == before


def test_the_same_name_gets_a_number_and_the_same_file_is_kept_once(tmp_path: Path) -> None:
    year, _ = make_year(tmp_path / "年报", "青禾县人民政府", 2024)
    files = [("甲.xlsx", io.BytesIO(content)) for content in (b"1", b"2", b"1", b"2", b"3")]
    received = receive(year, files, date(2025, 1, 16))
    assert [(each.name.partition("/")[2], each.is_new) for each in received] == [
        ("甲.xlsx", True), ("甲（2）.xlsx", True), ("甲.xlsx", False), ("甲（2）.xlsx", False),
        ("甲（3）.xlsx", True),
    ]  # fmt: skip
    assert not list(year.intake.rglob(".xxgk-*"))


def test_every_route_that_changes_is_among_those_that_are_tried() -> None:
    routes = [
        route
        for screen in (
            board,
            deciding,
            intake,
            last_year,
            comparing,
            reports,
            rollup,
            roster,
            rules,
            settings,
            start,
            tables,
            together,
            unit,
            work,
        )
        for route in screen.ROUTES
    ]
    assert {route.path for route in routes if "POST" in (route.methods or ())} == {*CHANGES}
