"""校验结果.html: the same as one page that opens by a double click, prints well and needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from converter.catalogue.messages import describe
from converter.catalogue.words import STATUS_WORDS
from converter.desk.lines import Board, Line
from converter.report.finding import Finding, Severity

PIECES = 500
"""Bits of text that are written at a time."""


def board_page(board: Board) -> Iterator[bytes]:
    """The page of a board as UTF-8, in pieces; the same board gives the same bytes."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    source = (files("converter.desk") / "page.html").read_text(encoding="utf-8")
    years = f"{board.year} 年度" if board.year else ""
    page = environment.from_string(source).stream(
        title=f"{years}政府信息公开工作年度报告校验结果",
        counts=[(status, STATUS_WORDS[status], number) for status, number in board.counts.items()],
        lines=map(_shown, board.lines),
        county=list(_told(board.findings)),
        ignored=board.ignored,
        urging=board.urging,
        total=len(board.lines),
    )
    page.enable_buffering(PIECES)
    return (piece.encode() for piece in page)


def _shown(line: Line) -> dict[str, Any]:
    """A line as the page names it, with links that any browser follows."""
    return {
        **line._asdict(),
        "word": line.word,
        "document": quote(line.document),
        "returned": quote(line.returned),
        "versions": "、".join(line.versions),
        "told": list(_told(line.findings)),
    }


def _told(findings: Iterable[Finding]) -> Iterator[tuple[str, str, str, str]]:
    """Severity, code, message and reason of what a person has to look at."""
    for found in findings:
        if found.severity is not Severity.INFO:
            yield found.severity.value, found.code, describe(found), found.reason
