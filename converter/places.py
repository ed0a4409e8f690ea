"""What a conversion writes, by name: said once, and never taken for input by a later run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

REPORTS, DRAFTS, RETIRED, RETURNED = "Word报告", "草稿", "已失效", "退回修改"
PDF, HTML = "PDF", "HTML"
"""Folders below the output folder."""

RESULT, HISTORY = "result.json", "history.jsonl"
BOARD, PAGE = "校验结果.xlsx", "校验结果.html"
"""Files in the output folder."""

_FOLDERS = frozenset((REPORTS, DRAFTS, RETIRED, RETURNED, PDF, HTML))
_FILES = frozenset((RESULT, HISTORY, BOARD, PAGE))


def results_among(paths: Iterable[Path]) -> frozenset[Path]:
    """The folders into which a conversion wrote, to the end or not: those that hold one of its files."""
    return frozenset(path.parent for path in paths if path.name in _FILES)


def is_result(path: Path, outputs: Iterable[Path]) -> bool:
    """True for a file that a conversion wrote into one of these output folders."""
    for output in outputs:
        if path.is_relative_to(output):
            first, *rest = path.relative_to(output).parts
            if first in (_FOLDERS if rest else _FILES):
                return True
    return False
