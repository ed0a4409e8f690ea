"""Sources in motion, and what is no file: each is told with its reason, none waited for."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from converter import cli
from converter.batch import converting
from converter.batch.entries import MAX_DEPTH
from converter.batch.folder import Job, convert_folder
from converter.batch.input_files import InputFile, list_inputs
from converter.catalogue.messages import describe
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.results.outcome import Batch
from converter.results.paths import RETURNED
from converter.shipped.resources import word_template
from converter.system.errors import UsageError
from tests.folders import folder, of, roster, statuses
from tests.reports import with_figure
from tests.workbooks import fill_workbook

FINANCE, EDUCATION = "青禾县财政局", "青禾县教育局"
GOOD = fill_workbook(of(FINANCE))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, links and devices as Linux has them")


def checked(given: Path) -> Batch:
    return convert_folder(given, None, Job(None, roster=roster(FINANCE, EDUCATION)))


def told(batch: Batch) -> dict[str, str]:
    """The notices of a run by their file."""
    return {
        notice.places[0].file: f"{notice.code}.{notice.variant} {describe(notice)}"
        for notice in batch.notices
    }


def put(path: Path, content: bytes = GOOD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


# --- what is no file ------------------------------------------------------------------------------


def test_pipes_sockets_devices_and_broken_links_are_told_and_not_waited_for(tmp_path: Path) -> None:
    put(tmp_path / "财政局.xlsx")
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "设备.xlsx").symlink_to("/dev/zero")
    (tmp_path / "断链.xlsx").symlink_to("没有的.xlsx")
    (tmp_path / "绕圈.xlsx").symlink_to("绕圈.xlsx")
    here = Path.cwd()
    os.chdir(tmp_path)  # the path of a socket may have no more than about a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("接口.xlsx")
    finally:
        os.chdir(here)
    batch = checked(tmp_path)
    assert statuses(batch)["财政局.xlsx"] == "passed"
    assert {name: text.split("。")[0] for name, text in told(batch).items()} == {
        "管道.xlsx": "F-02.special 这不是文件（是管道），没有读取",
        "设备.xlsx": "F-02.special 这不是文件（是设备），没有读取",
        "断链.xlsx": "F-02.special 这不是文件（是链接，它指向的文件不在），没有读取",
        "接口.xlsx": "F-02.special 这不是文件（是套接口），没有读取",
        "绕圈.xlsx": "F-02.unread 文件这次没能读出：链接互相指向",
    }
    assert all("稍后重试" in text for text in told(batch).values())


def test_one_that_is_called_like_no_workbook_is_listed_with_its_reason(tmp_path: Path) -> None:
    put(tmp_path / "财政局.xlsx")
    os.mkfifo(tmp_path / "照片.jpg")
    _, others = list_inputs(tmp_path)
    assert others == ["照片.jpg（是管道）"]
    assert checked(tmp_path).notices == ()


@pytest.mark.parametrize("option", ["--roster", "--last-year", "--rules", "--word-template", "--record"])
def test_a_pipe_in_place_of_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    put(tmp_path / "in" / "财政局.xlsx")
    os.mkfifo(tmp_path / "管道")
    words = ["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), option, str(tmp_path / "管道")]
    assert cli.main(words) == 2
    assert "管道" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# --- folders --------------------------------------------------------------------------------------


def test_a_link_to_a_folder_elsewhere_is_told_since_workbooks_may_be_in_it(tmp_path: Path) -> None:
    put(tmp_path / "in" / "财政局.xlsx")
    put(tmp_path / "elsewhere" / "教育局.xlsx")
    (tmp_path / "in" / "二科").symlink_to(tmp_path / "elsewhere")
    batch = checked(tmp_path / "in")
    assert told(batch)["二科"].startswith("F-02.link 这是链接，指向别处的文件夹，没有进入")
    assert "先不要催报" in told(batch)["二科"]


def test_a_link_to_a_folder_that_is_read_anyway_loses_nothing_and_is_listed(tmp_path: Path) -> None:
    put(tmp_path / "in" / "一科" / "财政局.xlsx")
    (tmp_path / "in" / "一科" / "回到上级").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "又一个").symlink_to("一科")
    batch = checked(tmp_path / "in")
    assert batch.notices == ()
    assert batch.ignored == (
        "一科/回到上级（链接，指向这里已有的文件夹）", "又一个（链接，指向这里已有的文件夹）",
    )  # fmt: skip


def test_folders_far_inside_each_other_are_told(tmp_path: Path) -> None:
    put(tmp_path / "财政局.xlsx")
    deep = tmp_path.joinpath(*["深"] * (MAX_DEPTH + 2))
    put(deep / "教育局.xlsx")
    name, text = next(iter(told(checked(tmp_path)).items()))
    assert name == "/".join(["深"] * MAX_DEPTH)
    assert f"文件夹套了 {MAX_DEPTH} 层以上" in text


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, int], None]:
    """The system does not list a folder; tests may run with all permissions, so that these mean nothing."""

    def now(folder: Path, number: int) -> None:
        honest = os.listdir

        def listed(path: Path) -> list[str]:
            if path == folder:
                raise OSError(number, os.strerror(number), str(path))
            return honest(path)

        monkeypatch.setattr(os, "listdir", listed)

    return now


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "没有权限或文件正被占用"),
        (errno.EIO, "磁盘读写出错"),
        (errno.ESTALE, "网络盘或移动硬盘断开了"),
    ],
)
def test_a_folder_that_cannot_be_listed_is_told_with_the_reason(
    tmp_path: Path, refused: Callable[[Path, int], None], number: int, reason: str
) -> None:
    put(tmp_path / "财政局.xlsx")
    put(tmp_path / "二科" / "教育局.xlsx")
    refused(tmp_path / "二科", number)
    batch = checked(tmp_path)
    assert told(batch)["二科"].startswith(f"F-02.folder 文件夹这次没能打开：{reason}，里面的填报表都没有处理")
    assert statuses(batch) == {"二科": "unprocessed", "财政局.xlsx": "passed"}


# --- files in motion ------------------------------------------------------------------------------


def moved(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[], object]) -> None:
    """Let something happen when a file of this name is about to be read for the first time."""
    honest, done = converting._load, list[str]()

    def load(previous: object, file: InputFile) -> object:
        if file.name == name and not done:
            done.append(name)
            act()
        return honest(previous, file)  # type: ignore[arg-type]

    monkeypatch.setattr(converting, "_load", load)


def test_a_file_that_vanishes_during_the_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = folder(tmp_path, {"a.xlsx": of(FINANCE), "b.xlsx": of(EDUCATION)})
    moved(monkeypatch, "a.xlsx", (files / "b.xlsx").unlink)
    batch = checked(tmp_path)
    assert statuses(batch) == {"a.xlsx": "passed", "b.xlsx": "unprocessed"}
    assert told(batch)["b.xlsx"].startswith("F-02.gone 文件列出时还在，要读时已经不在")


def test_a_folder_that_vanishes_during_the_run_is_told_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path / "in", {"a.xlsx": of(FINANCE), "b.xlsx": of(EDUCATION)})
    moved(monkeypatch, "a.xlsx", lambda: shutil.rmtree(tmp_path / "in"))
    words = ["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    assert cli.main(words) == 1
    assert {path.name for path in (tmp_path / "out" / "退回修改").glob("*")} == set()


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = folder(tmp_path, {"a.xlsx": of(FINANCE)})

    def exchange() -> None:
        (files / "a.xlsx").unlink()
        os.mkfifo(files / "a.xlsx")

    moved(monkeypatch, "a.xlsx", exchange)
    assert told(checked(tmp_path))["a.xlsx"].startswith("F-02.special")


def test_a_file_that_is_still_being_copied_is_not_the_agencys_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.xlsx", GOOD[: len(GOOD) // 2])
    put(tmp_path / "b.xlsx", fill_workbook(of(EDUCATION)))
    moved(monkeypatch, "b.xlsx", lambda: put(tmp_path / "a.xlsx"))
    batch = checked(tmp_path)
    assert statuses(batch) == {"a.xlsx": "unprocessed", "b.xlsx": "passed"}
    assert told(batch)["a.xlsx"].startswith("F-02.changing")


def test_a_file_that_is_only_damaged_is_the_agencys_fault(tmp_path: Path) -> None:
    put(tmp_path / "a.xlsx", GOOD[: len(GOOD) // 2])
    batch = checked(tmp_path)
    assert statuses(batch) == {"a.xlsx": "unreadable"}
    assert batch.notices == ()


def test_no_mark_is_put_into_a_file_that_took_the_place_of_the_one_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flawed = with_figure(of(FINANCE), "三.r04.c7", 9)
    folder(tmp_path / "in", {"a.xlsx": flawed, "b.xlsx": of(EDUCATION)})
    moved(monkeypatch, "b.xlsx", lambda: put(tmp_path / "in" / "a.xlsx"))
    words = ["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    assert cli.main(words) == 1
    assert [path.name for path in (tmp_path / "out" / RETURNED).iterdir()] == [f"{FINANCE}-退回说明.txt"]
    assert "在运行中被改动或替换" in (tmp_path / "out" / "result.json").read_text(encoding="utf-8")


def test_names_that_are_no_text_are_read_and_shown_as_text(tmp_path: Path) -> None:
    os.makedirs(os.fsencode(tmp_path / "in") + b"/\xb2\xc6")  # noqa: PTH103  bytes that are no UTF-8
    source = os.fsencode(tmp_path / "in") + b"/\xb2\xc6/\xd5\xfe.xlsx"
    with open(source, "wb") as file:  # noqa: PTH123
        file.write(fill_workbook(with_figure(of(FINANCE), "三.r04.c7", 9)))
    assert cli.main(["convert", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--html"]) == 1
    result = (tmp_path / "out" / "result.json").read_text(encoding="utf-8")
    assert f"{RETURNED}/{FINANCE}-退回修改.xlsx" in result


def test_a_name_as_long_as_a_disk_allows(tmp_path: Path) -> None:
    name = "青" * 83 + ".xlsx"
    put(tmp_path / "in" / name, fill_workbook(with_figure(of("县" * 120), "三.r04.c7", 9)))
    template = WordTemplate.of(word_template(FORM).read_bytes())
    batch = convert_folder(tmp_path / "in", tmp_path / "out", Job(template, draft=True))
    assert statuses(batch) == {name: "returned"}
    assert batch.notices == ()
    assert batch.outcomes[0].document is not None
    assert (tmp_path / "out" / batch.outcomes[0].document).is_file()


def test_a_folder_that_could_be_listed_a_moment_ago_is_told_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "财政局.xlsx")

    def fails(path: object = ".") -> list[str]:
        raise OSError(errno.EIO, os.strerror(errno.EIO), path)

    monkeypatch.setattr(os, "listdir", fails)  # the first look asks for one entry
    with pytest.raises(UsageError, match=r"打不开文件夹“.*”（磁盘读写出错）"):
        list_inputs(tmp_path)


@pytest.mark.parametrize(("name", "variant"), [("二科", "folder"), ("审计局.xlsx", "unread")])
def test_what_cannot_be_looked_at_may_be_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, variant: str
) -> None:
    put(tmp_path / "财政局.xlsx")
    put(tmp_path / name)
    usual = os.stat

    def refused(path: Any, **words: Any) -> os.stat_result:
        if str(path).endswith(name):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return usual(path, **words)

    monkeypatch.setattr(os, "stat", refused)
    workbooks, _ = list_inputs(tmp_path)
    monkeypatch.undo()
    assert [(file.name, file.held.variant) for file in workbooks if file.held] == [(name, variant)]
