"""Stamps of texts: rules, pages, PDF and letters. `stamps.is_ours` says whether one still matches.

The stamp is a digest of all the rest, in a comment; in a letter it is blanks and tabs at the end, which
nobody sees and which are dropped where the letter is pasted.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

TOML = "# 校验码：{}（没有改动过的，重新生成时才会覆盖；不必理会这一行）\r\n"
TEXT = "校验码：{}\r\n"
HTML = "<!-- 校验码：{} -->\n"
PDF = "%xxgk-stamp:{}\n"
HTML_MADE, PDF_MADE = "<!-- 依据：%s　校验码：{} -->\n", "%%xxgk-recipe:%s xxgk-stamp:{}\n"
JSON = ',\n "stamp": "xxgk-stamp:{}"'
"""What carries a stamp: comments, some with the digest of what the file was made from, and a last member."""

_UNSET = b"0" * 16
_STAMP = re.compile("(?:校验码：|xxgk-stamp:)([0-9a-f]{16})".encode())
_LINE = re.compile(rb"[^\n]*" + _STAMP.pattern + rb"[^\n]*\n?")
_BLANKS = re.compile(rb"[ \t]{64}\Z")


def stamped_text(content: bytes, comment: str, before: bytes = b"") -> bytes:
    """A text with its stamp in a comment, at its end or where `before` stands last."""
    at = content.rindex(before) if before else len(content)
    return _signed(content[:at] + comment.format(_UNSET.decode()).encode() + content[at:])


def stamped_pieces(pieces: Iterable[bytes], comment: str, end: bytes = b"") -> Iterator[bytes]:
    """The same as `stamped_text` for a text in pieces, with the comment at its end, before `end`."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    digest.update(comment.format(_UNSET.decode()).encode() + end)
    yield comment.format(digest.hexdigest()[: len(_UNSET)]).encode() + end


def stamped_letter(content: bytes) -> bytes:
    """A text with its stamp in blanks and tabs at its end."""
    bits = int(_digest(content), 16)
    return content + f"{bits:064b}".replace("0", " ").replace("1", "\t").encode()


def has_own_stamp(content: bytes) -> bool:
    """Whether a text has a stamp that matches."""
    if blanks := _BLANKS.search(content):
        return content == stamped_letter(content[: blanks.start()])
    matches = list(_STAMP.finditer(content))
    if not matches:
        return False
    start, end = matches[-1].span(1)
    return content == _signed(content[:start] + _UNSET + content[end:])


def has_stamp(content: bytes) -> bool:
    """Whether a text got a stamp once, whoever changed it since."""
    return bool(_BLANKS.search(content) or _STAMP.search(content))


def without_stamp(content: bytes) -> bytes:
    """A text as it was before it got its stamp."""
    if blanks := _BLANKS.search(content):
        return content[: blanks.start()]
    lines = list(_LINE.finditer(content))
    return content[: lines[-1].start()] + content[lines[-1].end() :] if lines else content


def _signed(unset: bytes) -> bytes:
    """A text with its digest where the last stamp is not set yet."""
    *_, last = _STAMP.finditer(unset)
    return unset[: last.start(1)] + _digest(unset).encode() + unset[last.end(1) :]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[: len(_UNSET)]
