"""A spoilt result.json or history.jsonl: no reader fails, and nothing outside the output folder is named."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from converter import cli
from converter.batch.last_year import last_year_from
from converter.batch.unprocessed import keep_last_results
from converter.desk.accepting import findings_to_accept, signed
from converter.desk.agency_lines import agency_lines, board
from converter.desk.book import board_book
from converter.desk.changes import states_after_last_run
from converter.desk.history import accepted_by_log, read, repair
from converter.desk.page import board_page
from converter.form import FORM
from converter.results.last_run import last_run
from converter.results.outcome import Batch, Outcome
from converter.results.paths import DRAFTS, HISTORY, HTML, PDF, REPORTS, RESULT, RETURNED
from converter.results.recorded import read_outcomes, read_parts, read_summary
from converter.results.result import json_pieces
from converter.results.result_file import Spoilt
from converter.system.errors import ConverterError
from converter.system.naming import is_plain_path
from tests.folders import folder, of
from tests.reports import TEXTS, report, with_figure
from tests.results.spoiling import DEEP, OTHERS, as_json, at, places, with_other, without
from tests.workbooks import fill_workbook

FILES = {
    "甲.xlsx": fill_workbook(report()),
    "乙.xlsx": fill_workbook(with_figure(report(entries={"机关名称": "青禾县民政局"}), "三.r04.c7", 9)),
    "丙.xlsx": fill_workbook(of("青禾县水利局", texts={**TEXTS, "存在的主要问题": (), "改进情况": ()})),
    "丁.xlsx": b"no workbook",
}
FOLDERS = (REPORTS, DRAFTS, RETURNED, PDF, HTML)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run with web pages, an accepted finding, a missing agency and last year's figures."""
    home = tmp_path_factory.mktemp("spoilt")
    source, record = folder(home / "报送", FILES), str(home / "县里记录.jsonl")
    words = ["convert", str(source), "-o", str(home / "out"), "--html"]
    cli.main(words)
    decision = ["--reason", "刚组建", "--by", "王五", "--record", record, "-o", str(home / "out")]
    assert cli.main(["accept", "青禾县水利局", "D-07", *decision]) == cli.OK
    cli.main([*words, "--record", record])
    return home / "out"


def content_of(output: Path) -> Any:
    return json.loads((output / RESULT).read_text(encoding="utf-8"))


def use(output: Path) -> None:
    """Do with a result.json and its log all that is done with them; every error is for the user."""
    last = last_run(output)
    for record in last.records if last else ():
        for name in (record.document, *(each for files in record.files.values() for each in files)):
            assert not name or is_below(name), name
    for name in last.published if last else ():
        assert is_below(name), name
    states_after_last_run(output)
    accepted_by_log(output)
    for agency, code in (("青禾县水利局", "D-07"), ("青禾县民政局", "B-01")):
        with suppress(ConverterError):
            signed(findings_to_accept(output, agency, code), "理由", "王五", date(2025, 1, 10))
    with suppress(ConverterError):
        last_year_from(output, FORM, 2025)
    if last is None or last.spoilt:
        return  # what follows sees nothing of the spoilt parts
    kept = keep_last_results([Outcome(name, None, ()) for name in FILES], output, FORM, None)
    batch = Batch(kept, (), 2024, form=FORM)
    shown = board(batch, lines=agency_lines(batch))
    for pieces in (json_pieces(batch), board_page(shown), [board_book(shown)]):
        b"".join(pieces)


def is_below(name: str) -> bool:
    """By the rules of both systems, a path into one of our folders."""
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    plain = (
        windows.parts == posix.parts and not windows.drive and not windows.root and ".." not in posix.parts
    )
    return plain and posix.parts[0] in FOLDERS and ":" not in name and "\0" not in name


def spoil(home: Path, content: bytes, log: bytes = b"") -> Path:
    home.mkdir(exist_ok=True)
    for name, each in ((RESULT, content), (HISTORY, log)):
        (home / name).write_bytes(each)
    last_run.__globals__["_read"].cache_clear()  # files of one size within one tick of the clock
    return home


def test_what_a_run_writes_is_believed_whole(output: Path) -> None:
    whole = content_of(output)
    spoilt: list[str] = []
    assert [*read_outcomes(output / RESULT, spoilt)] == whole["outcomes"]
    assert read_summary(output / RESULT, spoilt).items() <= whole.items()
    assert not spoilt
    assert repair(output) == ()
    assert any(finding.get("accepted") for item in whole["outcomes"] for finding in item["findings"])


def test_another_layout_and_the_mark_of_notepad_are_read_alike(output: Path, tmp_path: Path) -> None:
    whole, original = content_of(output), (output / RESULT).read_bytes()
    for text in (
        json.dumps(whole, ensure_ascii=False).encode(),
        json.dumps(whole, indent=4).encode(),
        b"\xef\xbb\xbf" + original,
        original.replace(b"\n", b"\r\n"),
    ):
        assert [*read_outcomes(spoil(tmp_path, text) / RESULT)] == whole["outcomes"]


@pytest.mark.thorough
@pytest.mark.slow
def test_another_value_in_any_place_ends_no_reader(output: Path, tmp_path: Path) -> None:
    """Each place with every fourth value, each time beginning with another one."""
    whole = content_of(output)
    told = 0
    for number, path in enumerate(places(whole)):
        for other in OTHERS[number % 4 :: 4]:
            use(spoil(tmp_path, as_json(with_other(whole, path, other))))
            last = last_run(tmp_path)
            told += bool(last and last.spoilt)
    assert told > 250


@pytest.mark.thorough
@pytest.mark.slow
def test_a_missing_entry_ends_no_reader(output: Path, tmp_path: Path) -> None:
    whole = content_of(output)
    for path in places(whole):
        if path:
            use(spoil(tmp_path, as_json(without(whole, path))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_other_values_in_some_places_end_no_reader(output: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = content_of(output)
    every = [*places(whole)]
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(every))
        with suppress(LookupError, TypeError):  # its place is gone already
            if not path or data.draw(st.booleans()):
                whole = with_other(whole, path, data.draw(st.sampled_from(OTHERS)))
            else:
                whole = without(whole, path)
    use(spoil(tmp_path, as_json(whole), (output / HISTORY).read_bytes()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_files_cut_overwritten_or_mixed_up_end_no_reader(
    output: Path, tmp_path: Path, data: st.DataObject
) -> None:
    changed = []
    for name in (RESULT, HISTORY):
        content = (output / name).read_bytes()
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, len(content)))
        put = data.draw(st.binary(max_size=40) | st.just(b"\n  {\n") | st.just(content[:end]) | st.just(b""))
        changed.append(content[:start] + put + (content[end:] if data.draw(st.booleans()) else b""))
    use(spoil(tmp_path, *changed))
    repair(tmp_path)
    assert repair(tmp_path) == ()


WHOLE_FILES = {
    "empty": b"", "blank": b" \n", "a list": b"[1]", "null": b"null", "a number": b"1", "no JSON": b"{",
    "deep": DEEP.encode(),
    "deep outcome": b'{\n "outcomes": [\n  {\n   "a": ' + DEEP.encode() + b"\n  }\n ]\n}\n",
    "deep inside": b'{"outcomes": [' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"]}",
    "long number": b'{"outcomes":[{"source":' + b"1" * 10_000 + b"}]}", "NaN": b'{"outcomes":[NaN]}',
    "UTF-16": '{"outcomes": []}'.encode("utf-16"), "NUL": b"\0" * 100, "lines": b"x\n" * 100_000,
    "lines among outcomes": b'{\n "outcomes": [\n' + b"x\n" * 100_000, "another program's": b'{"name": "x"}',
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_of_another_kind_is_told_and_ends_no_reader(tmp_path: Path, name: str) -> None:
    home = spoil(tmp_path, WHOLE_FILES[name], WHOLE_FILES[name])
    use(home)
    last = last_run(home)
    assert last is not None
    assert last.spoilt
    assert not last.records
    with pytest.raises(Spoilt):
        [*read_parts(home / RESULT)]


def test_a_truncated_result_keeps_the_outcomes_that_are_whole(output: Path, tmp_path: Path) -> None:
    content = (output / RESULT).read_bytes()
    third = content.index(b"\n  {", content.index(b"\n  {", content.index(b"\n  {") + 1) + 1)
    last = last_run(spoil(tmp_path, content[: third + 200]))
    assert last is not None
    assert [record.source for record in last.records] == ["丁.xlsx", "丙.xlsx"]
    assert "读不出来" in "".join(last.spoilt) or "不全" in "".join(last.spoilt)


@pytest.mark.parametrize("name", [RESULT, HISTORY])
def test_a_gigantic_file_takes_little_memory_and_time(tmp_path: Path, name: str) -> None:
    home = spoil(tmp_path, b"")
    with (home / name).open("wb") as file:
        file.truncate(300_000_000)
    with suppress(OSError):
        use(home)
    spoilt = last_run(home)
    assert name != RESULT or (spoilt and "300 MB" in "".join(spoilt.spoilt))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("make", [os.mkdir, getattr(os, "mkfifo", None)])
def test_no_file_at_all_is_as_none(tmp_path: Path, make: Any) -> None:
    for name in (RESULT, HISTORY):
        make(tmp_path / name)
    assert last_run(tmp_path) is None
    assert states_after_last_run(tmp_path) is None
    assert repair(tmp_path) == ()


OUTSIDE = (
    "../x.docx", "Word报告/../../x.docx", "/etc/passwd", "Word报告//x.docx", "Word报告/", "Word报告",
    "", ".", "..",
    "Word报告/..\\..\\x.docx", "Word报告\\x.docx", "C:\\x.docx", "C:x.docx", "c:/x.docx",
    "\\\\host\\share\\x.docx",
    "//host/share/x.docx", "\\\\?\\C:\\x.docx", "\\\\.\\PhysicalDrive0", "Word报告/CON", "Word报告/nul.docx",
    "Word报告/COM1.docx", "Word报告/LPT¹.docx",
    "Word报告/x.docx:stream", "Word报告/x.docx::$DATA", "Word报告/x.docx ",
    "Word报告/x.docx.", "Word报告/. ./x.docx", "Word报告/\0x.docx", "Word报告/" + "x" * 300,
    "Word报告/a\nb.docx",
    "Word报告/./x.docx", "~/x.docx", "别处/x.docx", "已失效/x.docx", "退回修改/x.docx", "Word报告/a*b.docx",
)  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_path_but_of_a_report_is_believed(output: Path, tmp_path: Path, name: str) -> None:
    whole = content_of(output)
    number = next(n for n, item in enumerate(whole["outcomes"]) if item["document"])
    spoilt = with_other(whole, ("outcomes", number, "document"), name)
    last = last_run(spoil(tmp_path, as_json(spoilt)))
    assert last is not None
    assert len(last.records) == len(whole["outcomes"]) - 1
    assert last.files("document").isdisjoint({name})


@pytest.mark.parametrize("name", ["\x1b[31m红", "甲\n乙", "\0", "\ud800", "\x9b2J"])
def test_a_name_that_would_change_the_console_is_not_believed(
    output: Path, tmp_path: Path, name: str
) -> None:
    whole = with_other(content_of(output), ("outcomes", 0, "agency"), name)
    last = last_run(spoil(tmp_path, as_json(whole)))
    assert last is not None
    assert last.spoilt
    assert len(last.records) == len(whole["outcomes"]) - 1


def test_names_of_files_that_are_written_are_plain(output: Path) -> None:
    for name in names_in(content_of(output)):
        assert is_plain_path(name), name


def names_in(whole: Any) -> Iterator[str]:
    for path in places(whole):
        if isinstance(at(whole, path), str) and at(whole, path).partition("/")[0] in FOLDERS:
            yield at(whole, path)


def test_a_log_keeps_its_good_lines_and_the_spoilt_file_beside_it(output: Path, tmp_path: Path) -> None:
    good = (output / HISTORY).read_bytes()
    lines = good.splitlines(keepends=True)
    spoilt = b"".join([lines[0], b'{"time": 5}\n', b"\xff\n", *lines[1:]]) + b'{"time": "2025'
    home = spoil(tmp_path, b"", spoilt)
    (told,) = repair(home)
    assert told.code == "O-08"
    assert (home / HISTORY).read_bytes() == good
    assert (home / told.found).read_bytes() == spoilt
    assert told.values["detail"].startswith("第 2 行读不出来、第 3 行读不出来、第 ")
    assert len(read(home)) == len(lines)
