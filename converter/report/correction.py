"""Which workbook a corrected one corrects: the mark of a returned copy, and digests of what is filled in.

A mark has one code for each time that the workbook was returned, the oldest first. A code is made of the
file's bytes and of what was read from it, so that an original is known again after it was renamed, moved, or
saved again by another program.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from converter.report.report import Report, Value, plain
from converter.system.patterns import pattern

MARK_LABEL = "核对码"
"""The word before the codes on 退回说明."""

MARK_NAME = "xxgk.returned"
"""The defined name of a returned copy whose value is its mark: it stays if the sheet is deleted."""

MOST_CODES = 7
"""Codes that a mark keeps: a text in a defined name has at most 255 characters."""

_HALF = 16
_CODE = re.compile(f"(?<![0-9a-f])[0-9a-f]{{{2 * _HALF}}}(?![0-9a-f])")


_SENTENCE = pattern(r"[^（）：]{1,12}（[A-Z]-[0-9]{2}）：")
"""The start of a sentence that a returned copy writes into a comment."""


def own_words(comment: str) -> str:
    """The words of a comment without the sentences of a returned copy."""
    return "\n".join(line for line in comment.split("\n") if not _SENTENCE.match(line.strip()))


class Listed(NamedTuple):
    """A line of 退回说明: a finding as it was sent back."""

    code: str
    sheet: str
    cell: str


class Correction(NamedTuple):
    """What a workbook says of those that it corrects.

    `codes`: of what was sent back, the oldest first; none in a copy of an earlier version of this program.
    `listed`: the findings that were sent back with it.
    """

    codes: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()

    @property
    def rounds(self) -> int:
        """How often the workbook was sent back, as far as the mark says."""
        return max(1, len(self.codes))


def mark_of(digest: str, report: Report, before: Correction | None) -> tuple[str, ...]:
    """The codes for the returned copy of a workbook (`digest`: SHA-256 of its bytes), with those it has."""
    code = digest[:_HALF].rjust(_HALF, "0") + content_digest(report)
    return (*(before.codes if before else ()), code)[-MOST_CODES:]


def codes_in(text: str) -> tuple[str, ...]:
    """The codes that stand in a text, in their order."""
    return tuple(_CODE.findall(text.casefold()))


def names_bytes(correction: Correction, digest: str) -> bool:
    """True where a file with this digest was sent back."""
    return any(code.startswith(digest[:_HALF]) for code in correction.codes) if digest else False


def names_content(correction: Correction, content: str) -> bool:
    """True where a workbook with this content (`content_digest`) was sent back."""
    return any(code.endswith(content) for code in correction.codes)


def content_digest(report: Report) -> str:
    """A digest of all that an agency filled in, wherever it is in the file."""
    return hashlib.sha256(repr(content(report)).encode("utf-8", "replace")).hexdigest()[:_HALF]


def content(report: Report) -> tuple[object, ...]:
    """What an agency filled in, wherever it is in the file: equal for reports with equal content."""
    return tuple(_content(report))


def _content(report: Report) -> Iterator[object]:
    yield tuple((key, entry.text) for key, entry in report.entries.items())
    yield tuple((_number(figure.value), figure.remark) for figure in report.figures.values())
    yield tuple((key, tuple(p.text for p in passage)) for key, passage in report.passages.items())
    yield tuple((key, entry.text) for key, entry in report.states.items())
    yield tuple(sorted((key, entry.text) for key, entry in report.notes.items() if entry.text))
    yield tuple((r.code, r.sheet, r.cell, r.text) for r in report.reasons)


def _number(value: Value | None) -> str:
    """A value as text, 12.50 as 12.5."""
    if value is None:
        return ""
    return plain(value.normalize()) if isinstance(value, Decimal) else plain(value)
