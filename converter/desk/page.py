"""校验结果.html: the board as one page without other files, for screen and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from converter.catalogue.words import NOTICES, NOTICES_NOTE, STATUS_MARKS, STATUS_WORDS
from converter.desk.agency_lines import AgencyLine, Board, notice_texts
from converter.desk.told import Told, told_now
from converter.system.text_stamps import HTML, stamped_pieces
from converter.system.web import content_policy, page_link

HERE, LOOKS = Path(__file__).parent, "looks.css"
"""The folder with templates and style sheets, and the style sheet that the local page has too."""

BUFFER = 500
"""Template fragments that are joined to one piece of output."""


def board_page(board: Board) -> Iterator[bytes]:
    """The page of a board as UTF-8, in pieces; the same board gives the same bytes."""
    from converter.system.web_templates import environment

    style_sheet = "".join((HERE / name).read_text(encoding="utf-8") for name in (LOOKS, "page.css"))
    years = f"{board.year} 年度" if board.year else ""
    page = (
        environment(HERE, trim_blocks=True)
        .get_template("page.html")
        .stream(
            title=f"{years}政府信息公开工作年度报告校验结果",
            counts=[*board.counts.items()],
            status_words=STATUS_WORDS,
            status_marks=STATUS_MARKS,
            lines=map(_page_line, board.lines),
            county=list(_page_told(told_now(board.findings, hints=True))),
            notices=[(found.severity.value, found.code, told) for found, told in notice_texts(board.notices)],
            notices_title=NOTICES,
            notices_note=NOTICES_NOTE,
            ignored=board.ignored,
            other_years=board.other_years,
            reminder=board.reminder,
            total=len(board.lines),
            style_sheet=style_sheet,
            policy=content_policy(style_sheet),
        )
    )
    page.enable_buffering(BUFFER)
    return stamped_pieces((piece.encode() for piece in page), HTML)


def _page_line(line: AgencyLine) -> dict[str, Any]:
    """A line by the names of the template, with paths quoted as URLs."""
    return {
        **line._asdict(),
        "document": page_link(line.document),
        "marked_copy": page_link(line.marked_copy),
        "versions": "、".join(line.versions),
        "findings": list(_page_told(line.told)),
    }


def _page_told(told: Iterable[Told]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Severity, code, message, and what agency and office say of it."""
    for each in told:
        said = [f"单位说明：{each.reason}"] if each.reason else []
        said += [each.accepted] if each.accepted else []
        yield each.severity.value, each.code, each.message, said
