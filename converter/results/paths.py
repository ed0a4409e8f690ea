"""What a conversion writes, by name: said once, and never taken for input by a later run."""

from __future__ import annotations

from collections.abc import Collection

REPORTS, DRAFTS, RETIRED, RETURNED = "Word报告", "草稿", "已失效", "退回修改"
PDF, HTML = "PDF", "HTML"
"""Folders below the output folder."""

RESULT, HISTORY = "result.json", "history.jsonl"
BOARD, PAGE = "校验结果.xlsx", "校验结果.html"
"""Files in the output folder."""

_FOLDERS = frozenset((REPORTS, DRAFTS, RETIRED, RETURNED, PDF, HTML))
_FILES = frozenset((RESULT, HISTORY, BOARD, PAGE))


def results_among(names: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The names of files and of folders in a folder, of all its names, that a conversion wrote there.

    None where it did not, to the end or not: a folder into which it wrote holds one of its files.
    """
    return (frozenset(), frozenset()) if _FILES.isdisjoint(names) else (_FILES, _FOLDERS)
