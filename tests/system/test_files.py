from pathlib import Path

import pytest

from converter.system.errors import OutputError
from converter.system.files import write_whole
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


def test_equal_parts_give_equal_bytes() -> None:
    parts = [("甲.xml", b"1"), ("b/乙.xml", b"2" * 1000)]
    assert write_zip(parts) == write_zip(list(parts))
