"""Names of the files and folders that a conversion writes; a later run never reads them as input."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePath

REPORTS, DRAFTS, RETIRED, RETURNED, CHANGED = "Word报告", "草稿", "已失效", "退回修改", "已改动"
PDF, HTML = "PDF", "HTML"
"""Folders below the output folder."""

SPOILT = "（已损坏）"
"""What the name of a spoilt file of an earlier run has behind it, see `results.spoilt`."""

RESULT, HISTORY, JOURNAL = "result.json", "history.jsonl", ".xxgk-run.json"
BOARD, PAGE = "校验结果.xlsx", "校验结果.html"
"""Files in the output folder."""

SUMMARY, TRIAL = "汇总表.xlsx", "汇总表-试算.xlsx"
"""The file beside the workbook of a roll-up, and that of one that is no sum of the county yet."""

OUTPUT_FOLDERS = (REPORTS, DRAFTS, RETIRED, RETURNED, CHANGED, PDF, HTML)
_FOLDERS = frozenset(OUTPUT_FOLDERS)
_FILES = frozenset((RESULT, HISTORY, JOURNAL, BOARD, PAGE))


def is_below_results(path: Path, output: Path) -> bool:
    """True for a path inside one of the folders that a conversion into `output` writes; both resolved."""
    return any(path.is_relative_to(output / folder) for folder in _FOLDERS)


def results_among(names: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Of all `names` in a folder, those of files and those of folders that a conversion wrote.

    Both are empty for a folder without any of our files: it is no output folder, whatever its folders are
    called. A roll-up writes into its folder what it set aside, and nothing else below it.
    """
    if _FILES.isdisjoint(names):
        return frozenset(), frozenset((CHANGED,) if SUMMARY in names else ())
    spoilt = (name for name in names if SPOILT in name and _first_name(name) in _FILES)
    return _FILES.union(spoilt), _FOLDERS


def _first_name(name: str) -> str:
    """The name that a spoilt file had before."""
    return name.partition(SPOILT)[0] + PurePath(name).suffix
