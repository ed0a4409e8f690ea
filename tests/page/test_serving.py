"""What the page does with a folder: files put in, checked, sent back, accepted; one server a folder."""

from __future__ import annotations

import hashlib
import io
import json
import signal
import socket
import sys
import time
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from converter import cli
from converter.form import FORM
from converter.page.state import read_state
from converter.results.kept import SPOILT, kept_for
from converter.workbook.roster.blank import filled_roster
from converter.year.folder import read_year
from converter.year.making import make_year
from tests.folders import entry, folder, of, roster
from tests.page.served import Answer, Served, served, start
from tests.workbooks import fill_workbook

pytestmark = pytest.mark.slow

COUNTY = "青禾县人民政府"
PATIENCE = 4_000
"""Looks, at 0.05 s, that a run may take on a machine that has much else to do."""


@pytest.fixture
def year(tmp_path: Path) -> Path:
    path = tmp_path / "年报2024"
    make_year(path, COUNTY, 2024, "1月20日")
    who = roster(entry("青禾县甲局"), entry("青禾县乙局"), entry("青禾县丙局"))
    (path / "单位名单.xlsx").write_bytes(filled_roster(who.entries, FORM))
    return path


@pytest.fixture
def server(year: Path) -> Iterator[Served]:
    with served(year) as running:
        yield running


def put_in(server: Served, *files: tuple[str, bytes]) -> Answer:
    """Send files as a form without scripts does."""
    boundary, body = "----x", b""
    for name, content in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body += f"--{boundary}\r\n{head}".encode() + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return server.ask("/收件/放入", "POST", server.own | kind, body)


def checked(server: Served) -> None:
    """Wait until nothing is being done."""
    for _ in range(PATIENCE):
        if not json.loads(server.ask("/在吗").text)["running"]:
            return
        time.sleep(0.05)
    raise AssertionError("still running")


def statuses(year: Path) -> dict[str, str]:
    return {unit.short: unit.status for unit in read_state(read_year(year)).units}


def flawed(agency: str) -> bytes:
    """A workbook of an agency in which a total is typed over."""
    book = load_workbook(io.BytesIO(fill_workbook(of(agency))))
    book["三、依申请公开"]["K9"] = 9
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_files_that_are_put_in_are_kept_as_they_are_and_checked(server: Served, year: Path) -> None:
    good, bad = fill_workbook(of("青禾县甲局")), flawed("青禾县乙局")
    assert put_in(server, ("甲.xlsx", good), ("乙.xlsx", bad), ("通讯录.docx", b"PK")).status == 303
    checked(server)
    assert statuses(year) == {"甲局": "passed", "乙局": "returned", "丙局": "missing"}
    kept = {p.name: p.read_bytes() for p in (year / "收件").rglob("*") if p.is_file()}
    assert kept == {"甲.xlsx": good, "乙.xlsx": bad, "通讯录.docx": b"PK"}
    page = server.ask("/收件").text
    assert "核对完了：2 个文件" in page
    assert "放在一边，没有动它" in page
    board = server.ask("/看板").text
    assert "退回的还没有发给单位" in board
    assert ">3</b> 全部" in board


def test_the_command_line_sees_the_same_and_the_page_what_it_did(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
    checked(server)
    by_page = (year / "输出/result.json").read_bytes()
    assert cli.main(["convert", "-C", str(year)]) == cli.OK
    assert (year / "输出/result.json").read_bytes() == by_page
    folder(year / "收件", {"乙.xlsx": of("青禾县乙局")})
    assert "收件里有文件还没有核对" in server.ask("/看板").text
    assert cli.main(["convert", "-C", str(year)]) == cli.OK
    assert "收件里有文件还没有核对" not in server.ask("/看板").text
    assert statuses(year)["乙局"] == "passed"


def test_an_agency_s_form_shows_the_wrong_cell_with_its_number(server: Served, year: Path) -> None:
    put_in(server, ("乙.xlsx", flawed("青禾县乙局")))
    checked(server)
    page = server.ask("/单位?名称=青禾县乙局").text
    assert 'title="K9"' in page
    assert "总计不等于各列之和" in page
    assert "认可（写理由）" not in page  # arithmetic is the agency's to mend
    assert server.ask("/单位?名称=青禾县丁局").status == 404


def test_a_returned_copy_is_handed_out_alone_in_a_zip_and_as_a_mail(server: Served, year: Path) -> None:
    put_in(server, ("乙.xlsx", flawed("青禾县乙局")))
    checked(server)
    (copy,) = (year / "输出/退回修改").glob("*.xlsx")
    one = server.ask("/单位/退回件?名称=青禾县乙局")
    assert one.content == copy.read_bytes()
    assert "attachment" in one.headers["content-disposition"]
    packed = server.ask("/退回件.zip?单位=青禾县乙局&单位=青禾县丙局").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = archive.namelist()
        assert archive.read(next(name for name in names if name.endswith(".xlsx"))) == copy.read_bytes()
    assert len(names) == 2
    mail = server.ask("/单位/邮件?名称=青禾县乙局").text
    assert "X-Unsent: 1" in mail
    assert server.ask("/单位/退回件?名称=青禾县丙局").status == 404


def test_what_was_sent_is_noted_for_this_workbook_alone_and_can_be_taken_back(
    server: Served, year: Path
) -> None:
    put_in(server, ("乙.xlsx", flawed("青禾县乙局")))
    checked(server)
    sent = {"单位": "青禾县乙局", "what": "sent"}
    assert server.ask("/标记", "POST", body=sent).status == 303
    assert "退回的还没有发给单位" not in server.ask("/看板").text
    assert "退回件已发" in server.ask("/记录").text
    server.ask("/标记", "POST", body=sent | {"what": "unsent"})
    assert "退回的还没有发给单位" in server.ask("/看板").text
    server.ask("/标记", "POST", body=sent)
    put_in(
        server,
        ("乙改.xlsx", flawed("青禾县乙局").replace(b"x", b"x")),
        ("乙新.xlsx", fill_workbook(of("青禾县乙局"))),
    )
    checked(server)
    assert len((year / "县里记录.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert cli.main(["check", "-C", str(year)]) in (cli.OK, cli.FOUND)


def test_a_problem_is_accepted_with_a_reason_and_a_name_or_not_at_all(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局", texts={"五.problems": ()}))))
    checked(server)
    assert statuses(year)["甲局"] == "returned"
    state = read_state(read_year(year))
    problem, *others = next(unit for unit in state.units if unit.short == "甲局").open_problems
    words = {
        "name": "青禾县甲局", "code": "D-07", "finding": problem.identity, "reason": "刚刚组建", "by": "李敏",
    }  # fmt: skip
    for missing in ("by", "reason"):
        refused = server.ask("/单位/认可", "POST", body=words | {missing: " "})
        assert refused.status == 409
        assert refused.text.count('class="refused"') == 1
        assert f'id="refused-{missing}"' in refused.text
        assert ("刚刚组建" if missing == "by" else "李敏") in refused.text  # what was typed stays
    assert not (year / "县里记录.jsonl").exists()
    assert server.ask("/单位/认可", "POST", body=words | {"code": "B-01"}).status == 409
    assert server.ask("/单位/认可", "POST", body=words | {"finding": "0"}).status == 409
    assert server.ask("/单位/认可", "POST", body=words).status == 303
    checked(server)
    assert statuses(year)["甲局"] == "returned"  # the others are asked for each by itself
    for other in others:
        server.ask("/单位/认可", "POST", body=words | {"finding": other.identity})
        checked(server)
    assert statuses(year)["甲局"] == "passed"
    assert "县里已认可：刚刚组建（李敏" in server.ask("/单位?名称=青禾县甲局").text


def test_reports_are_looked_at_packed_and_pasted(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))), ("乙.xlsx", flawed("青禾县乙局")))
    checked(server)
    page = server.ask("/报告").text
    assert "甲局" in page
    assert "乙局</a>" not in page
    preview = server.ask("/报告/预览?名称=青禾县甲局")
    assert "青禾县甲局2024年政府信息公开工作年度报告" in preview.text
    assert "frame-ancestors 'self'" in preview.headers["content-security-policy"]
    assert "x-frame-options" not in preview.headers
    (document,) = (year / "输出/Word报告").glob("*.docx")
    assert server.ask("/单位/报告.docx?名称=青禾县甲局").content == document.read_bytes()
    packed = server.ask("/报告/打包?格式=docx&单位=青禾县甲局&单位=青禾县乙局").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [document.name]
    assert "<article" in server.ask("/报告/网页片段?名称=青禾县甲局").text


def test_work_goes_on_without_a_browser_and_is_stopped_within_two_seconds(server: Served, year: Path) -> None:
    for number in range(30):
        (year / f"收件/{number}.xlsx").write_bytes(fill_workbook(of(f"青禾县{number}局")))
    assert server.ask("/核对", "POST", body={}).status == 303
    begun = time.monotonic()
    assert server.ask("/停下", "POST", body={}).status == 303
    assert time.monotonic() - begun < 4
    assert "已停下" in server.ask("/收件").text
    assert not (year / "输出/.xxgk-lock").exists() or cli.main(["status", "-C", str(year)]) is not None
    server.ask("/核对", "POST", body={})
    checked(server)
    assert "核对完了：30 个文件" in server.ask("/收件").text


def test_what_is_put_in_during_a_run_is_checked_by_the_next_one_without_asking(
    server: Served, year: Path
) -> None:
    put_in(server, *((f"{n}.xlsx", fill_workbook(of(f"青禾县{n}局"))) for n in range(20)))
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
    checked(server)
    assert statuses(year)["甲局"] == "passed"


def test_progress_is_told_as_events_until_the_end(server: Served, year: Path) -> None:
    folder(year / "收件", {f"{n}.xlsx": of(f"青禾县{n}局") for n in range(5)})
    server.ask("/核对", "POST", body={})
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/%E8%BF%9B%E5%BA%A6", headers=server.own)
    text = connection.getresponse().read().decode()
    connection.close()
    told = [json.loads(line[6:]) for line in text.splitlines() if line.startswith('data: {"number')]
    assert told[-1]["done"] == told[-1]["total"] == 5
    assert {row[0] for each in told for row in each["rows"]} == {f"{n}.xlsx" for n in range(5)}
    assert text.rstrip().endswith("event: end\ndata: {}")


def test_the_page_answers_while_much_is_put_in_and_checked(server: Served, year: Path) -> None:
    files = [(f"{n}.xlsx", fill_workbook(of(f"青禾县{n}局"))) for n in range(60)]
    put_in(server, *files)
    longest = 0.0
    while json.loads(server.ask("/在吗").text)["running"]:
        begun = time.monotonic()
        assert server.ask("/看板").status == 200
        longest = max(longest, time.monotonic() - begun)
    assert longest < 5  # far from the goal only where the machine itself stands still
    assert len(list((year / "收件").rglob("*.xlsx"))) == 60


def test_a_slow_client_holds_nobody_up_and_what_it_breaks_off_is_not_kept(server: Served, year: Path) -> None:
    content = fill_workbook(of("青禾县甲局"))
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s.xlsx"\r\n\r\n'
    body = head % "甲".encode() + content + b"\r\n--x--\r\n"
    more = {"Origin": server.origin, "Content-Type": "multipart/form-data; boundary=x"}
    sockets = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(8)]
    lines = [f"POST {quote('/收件/放入')} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in (server.own | more).items()]
    request = "\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode()
    for slow in sockets:
        slow.sendall(request + body[: len(body) // 2])
    time.sleep(0.2)
    assert server.ask("/看板").status == 200
    assert not list((year / "收件").rglob("*.xlsx"))
    for slow in sockets[1:]:
        slow.close()
    for at in range(len(body) // 2, len(body), 5_000):
        sockets[0].sendall(body[at : at + 5_000])
        time.sleep(0.01)
    assert b" 303 " in sockets[0].recv(200)
    sockets[0].close()
    checked(server)
    assert [path.read_bytes() for path in (year / "收件").rglob("*.xlsx")] == [content]
    assert not list((year / "收件").rglob(".xxgk-*"))


def test_a_run_s_own_process_hands_over_what_it_found(server: Served, year: Path) -> None:
    folder(year / "收件", {"甲.xlsx": of("青禾县甲局")})
    assert "还没有收到填报表" in server.ask("/看板").text or "收件里有文件" in server.ask("/看板").text
    server.ask("/核对", "POST", body={})
    checked(server)
    assert "甲局" in server.ask("/收件").text
    result = year / "输出/result.json"
    cli.main(["convert", "-C", str(year)])  # by another process: read anew
    folder(year / "收件", {"乙.xlsx": of("青禾县乙局")})
    cli.main(["convert", "-C", str(year)])
    assert result.exists()
    assert ">2</b>" in server.ask("/看板").text


def test_a_spoilt_store_of_earlier_runs_is_told_once(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
    checked(server)
    store = kept_for(year / "输出").path
    assert store is not None
    store.write_bytes(store.read_bytes()[:-5])
    for is_told in (True, False):
        server.ask("/核对", "POST", body={})
        checked(server)
        assert [SPOILT in server.ask(screen).text for screen in ("/收件", "/看板")] == [is_told] * 2


def test_a_second_start_finds_the_first_one(server: Served, year: Path) -> None:
    second = start(year)
    said, _ = second.communicate(timeout=20)
    assert second.returncode == 0
    assert said.strip() == server.address


def test_a_server_that_was_ended_leaves_nothing_and_the_next_finds_the_truth(year: Path) -> None:
    with served(year) as first:
        put_in(first, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
        checked(first)
        before = hashlib.sha256((year / "输出/result.json").read_bytes()).digest()
        first.process.send_signal(signal.SIGINT)
        assert first.process.wait(10) == 0
        assert "Traceback" not in (first.process.stderr.read() if first.process.stderr else "")
    assert not (year / ".xxgk-page").exists()
    with served(year) as second:
        assert "甲局" in second.ask("/收件").text
    assert hashlib.sha256((year / "输出/result.json").read_bytes()).digest() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_server_that_was_killed_takes_its_work_with_it_and_locks_nobody_out(year: Path) -> None:
    folder(year / "收件", {f"{n}.xlsx": of(f"青禾县{n}局") for n in range(40)})
    with served(year) as first:
        first.ask("/核对", "POST", body={})
        first.process.kill()
        first.process.wait(5)
    time.sleep(0.5)
    assert cli.main(["convert", "-C", str(year)]) == cli.OK
    with served(year) as second:
        assert second.ask("/看板").status == 200


def test_a_year_is_made_and_the_sample_county_is_shown_from_the_first_page(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        assert server.ask("/").headers["location"].endswith(("/开始", "/%E5%BC%80%E5%A7%8B"))
        words = {"name": "", "report_year": "2024", "due": "1月20日", "folder": "年报2024"}
        refused = server.ask("/开始/新建", "POST", body=words)
        assert refused.status == 400
        assert 'id="refused-name">请写汇总机关的全称' in refused.text
        wrong = {"name": "", "report_year": "二四", "due": "下周", "folder": ""}
        assert server.ask("/开始/新建", "POST", body=wrong).text.count('class="refused"') == 4
        made = server.ask("/开始/新建", "POST", body=words | {"name": COUNTY, "folder": "../../年报2024"})
        assert made.status == 303
        assert [p.parent.parent for p in tmp_path.rglob("年报.toml")] == [tmp_path]
        assert "还没有收到填报表" in server.ask("/看板").text
        assert server.ask("/开始/样例县", "POST", body={}).status == 303
        checked(server)
        assert statuses(tmp_path / "样例县").get("科学技术局") == "missing"
        state = read_state(read_year(tmp_path / "样例县"))
        assert state.counts["returned"] == 2
        assert state.own is not None
        assert COUNTY not in {unit.name for unit in state.units}
        assert server.ask("/开始/打开", "POST", body={"folder": "../x"}).status == 409
        name = next(p.parent.name for p in tmp_path.rglob("年报.toml") if "样例县" not in str(p))
        assert server.ask("/开始/打开", "POST", body={"folder": name}).status == 303
        assert "还没有收到填报表" in server.ask("/看板").text


def test_an_error_of_the_folder_is_told_in_its_sentence(server: Served, year: Path) -> None:
    (year / "年报.toml").write_text("name = 甲", encoding="utf-8")
    answer = server.ask("/看板")
    assert answer.status == 409
    assert "写法不对" in answer.text


def test_a_closed_year_is_shown_and_takes_nothing(server: Served, year: Path) -> None:
    put_in(server, ("甲.xlsx", fill_workbook(of("青禾县甲局"))))
    checked(server)
    assert cli.main(["close", "-C", str(year), "--reason", "试"]) == cli.OK
    assert "这个年度已经结束" in server.ask("/收件").text
    assert put_in(server, ("乙.xlsx", b"x")).status == 409
    assert server.ask("/核对", "POST", body={}).status == 409
    assert len(list((year / "收件").rglob("*.xlsx"))) == 1
