"""The journal of a run: when it has ended, and what cannot be removed then."""

from __future__ import annotations

from pathlib import Path

from converter.catalogue.messages import describe
from converter.results.journal import begin, finish, unfinished
from converter.results.paths import JOURNAL


def test_a_run_that_has_ended_leaves_no_journal(tmp_path: Path) -> None:
    begin(tmp_path, [])
    assert unfinished(tmp_path) is not None
    assert [*finish(tmp_path)] == []
    assert [*tmp_path.iterdir()] == []


def test_a_journal_that_cannot_be_removed_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).mkdir()
    (told,) = finish(tmp_path)
    assert (told.code, told.variant, told.severity.value) == ("F-08", "left", "info")
    assert describe(told).startswith("运行用的临时文件没能删除：“.xxgk-run.json”，同名的文件夹挡在那里。")
