import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from converter.system.errors import OutputError
from converter.system.files import move_whole, write_new, write_whole
from converter.system.zips import write_zip


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "新" / "文件.txt"
    write_whole(target, b"content")
    assert target.read_bytes() == b"content"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "文件.txt"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match=r"文件\.txt"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "挡住").write_bytes(b"")
    with pytest.raises(OutputError, match="无法写入"):
        write_whole(tmp_path / "挡住" / "文件.txt", b"")


def test_while_a_file_is_written_its_name_gives_the_old_content(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_bytes(b"old")
    seen = []

    def pieces() -> Iterator[bytes]:
        for piece in (b"new " * 10_000, b"end"):
            seen.append(target.read_bytes())
            yield piece

    write_whole(target, pieces())
    assert seen == [b"old", b"old"]
    assert target.read_bytes() == b"new " * 10_000 + b"end"


def by_writing(target: Path) -> None:
    write_whole(target, b"new")


def by_moving(target: Path) -> None:
    staged = target.parent / "staged"
    write_new(staged, b"new")
    move_whole(staged, target)
    assert not staged.exists()


@pytest.mark.parametrize("replace", [by_writing, by_moving])
def test_a_file_is_replaced_and_never_written_over(tmp_path: Path, replace: Callable[[Path], None]) -> None:
    target, link = tmp_path / "文件.txt", tmp_path / "备份.txt"
    target.write_bytes(b"old")
    os.link(target, link)
    replace(target)
    assert target.read_bytes() == b"new"
    assert link.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file from being replaced")
@pytest.mark.parametrize("replace", [by_writing, by_moving])
def test_who_has_the_old_file_open_reads_all_of_it(tmp_path: Path, replace: Callable[[Path], None]) -> None:
    target = tmp_path / "文件.txt"
    target.write_bytes(b"old" * 10_000)
    with target.open("rb") as reader:
        start = reader.read(3)
        replace(target)
        assert start + reader.read() == b"old" * 10_000


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_on_a_full_disk_the_old_file_stays_whole(tmp_path: Path) -> None:
    import resource

    target = tmp_path / "文件.txt"
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(OutputError, match="没有写成"):
            write_whole(target, b"new" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_equal_parts_give_equal_bytes() -> None:
    parts = [("甲.xml", b"1"), ("b/乙.xml", b"2" * 1000)]
    assert write_zip(parts) == write_zip(list(parts))
