"""A clerk's text as it will be printed: nothing that a document cannot hold, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_REMOVED = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{_ZERO_WIDTH}\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_BLANKS = " \t\u00a0\u3000\u2000-\u200a\u202f\u205f"
_ENDS = re.compile(f"^[{_BLANKS}]+|[{_BLANKS}]+$")


def line(text: str) -> str:
    """A text on one line: line breaks become blanks, invisible characters go, the ends are bare."""
    if text.isprintable():  # then its only blank is the common one, and nothing else has to go
        return text.strip(" ")
    return _bare(_LINE_BREAKS.sub(" ", text))


def paragraphs(text: str) -> list[str]:
    """Split a cell's text at its line breaks into paragraphs; empty ones go.

    Leading blanks go because the style of the report indents.
    """
    if text.isprintable():
        return [whole] if (whole := text.strip(" ")) else []
    return [bare for part in _LINE_BREAKS.split(text) if (bare := _bare(part))]


def has_controls(text: str) -> bool:
    """True for a text with characters that no document can hold; `line` and `paragraphs` drop them."""
    return not text.isprintable() and _CONTROLS.search(text) is not None


def private_characters(text: str) -> str:
    """The characters of a text that only the fonts of its writer know (自造字), each once."""
    return "" if text.isprintable() else "".join(dict.fromkeys(_PRIVATE.findall(text)))


def bare(remark: str) -> str:
    """A remark without the one pair of brackets that encloses all of it."""
    if remark[:1] not in ("（", "(") or remark[-1:] not in ("）", ")"):
        return remark
    depth = 0
    for place, character in enumerate(remark):
        depth += (character in "（(") - (character in "）)")
        if depth == 0:
            return remark[1:-1] if place == len(remark) - 1 else remark
    return remark


def name_key(name: str) -> str:
    """What makes two names the same: width, blanks and invisible characters do not count."""
    visible = name if name.isprintable() else _REMOVED.sub("", name)
    folded = unicodedata.normalize("NFKC", visible)
    return "".join(folded.split())


def _bare(text: str) -> str:
    return _ENDS.sub("", _REMOVED.sub("", text).replace("\t", " "))
