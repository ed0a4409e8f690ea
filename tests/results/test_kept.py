"""What runs keep for the next: found by its key, whole or not at all, bounded."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from converter.results import kept as module
from converter.results.kept import FOLDER, Kept, kept_for, key_of

ONE, TWO = key_of("kind", "1"), key_of("kind", "2")


def saved(path: Path, **values: object) -> Kept:
    """The file, written by one run and opened by the next."""
    first = Kept(path)
    for name, value in values.items():
        first.put(key_of("kind", name.strip("_")), value)
    first.save()
    return Kept(path)


def test_what_one_run_puts_the_next_one_gets(tmp_path: Path) -> None:
    again = saved(tmp_path / "kept", _1="甲", _2=2)
    assert not again.is_empty
    assert again.get(ONE, str) == "甲"
    assert again.get(TWO, int) == 2
    assert again.get(key_of("kind", "3"), int) is None
    assert again.get(TWO, str) is None  # of another kind


def test_another_process_reads_the_same(tmp_path: Path) -> None:
    again: Kept = pickle.loads(pickle.dumps(saved(tmp_path / "kept", _1="甲")))
    assert again.get(ONE, str) == "甲"


def test_what_no_run_asks_for_is_dropped_with_the_next_writing(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    again = saved(path, _1="甲", _2="乙")
    before = path.read_bytes()
    assert again.get(ONE, str) == "甲"
    again.save()
    assert path.read_bytes() == before  # nothing was added
    third = Kept(path)
    assert third.get(ONE, str) == "甲"
    third.put(key_of("kind", "3"), "丙")
    third.save()
    last = Kept(path)
    assert [last.get(key_of("kind", name), str) for name in "123"] == ["甲", None, "丙"]


def test_parts_of_a_key_are_told_apart() -> None:
    keys = {key_of("a", "b", "c"), key_of("a", "bc"), key_of("a", "", "bc"), key_of("ab", "c"), key_of("abc")}
    assert len(keys) == 5


def test_no_more_is_kept_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    again = saved(tmp_path / "kept", _1="甲", _2="乙" * 100)
    assert again.get(ONE, str) == "甲"
    assert again.get(TWO, str) is None


def test_the_oldest_folders_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 2)
    for number in range(3):
        kept = kept_for(tmp_path / str(number))
        kept.put(ONE, number)
        kept.save()
        assert kept.path is not None
        os.utime(kept.path, (number, number))
    assert [kept_for(tmp_path / str(number)).is_empty for number in range(3)] == [True, False, False]
    assert len(list(Path(os.environ["XXGK_CACHE"], FOLDER).iterdir())) == 2


def test_without_a_file_nothing_is_kept_and_nothing_fails() -> None:
    nothing = Kept(None)
    nothing.put(ONE, 1)
    nothing.save()
    assert nothing.get(ONE, int) is None


def test_a_folder_in_its_place_is_told_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    kept = Kept(tmp_path / "kept")
    assert kept.told
    kept.put(ONE, 1)
    kept.save()
    assert (tmp_path / "kept").is_dir()
