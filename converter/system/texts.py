"""Typed text cleaned for printing: no characters that a document cannot contain, no invisible ones."""

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
    """A text on one line: line breaks become blanks; invisible characters and outer blanks are removed."""
    if text.isprintable():  # then its only blank is the space, and nothing else has to be removed
        return text.strip(" ")
    return _bare(_LINE_BREAKS.sub(" ", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a cell's text, split at line breaks, without empty ones.

    Leading blanks are removed because the style of the report indents.
    """
    if text.isprintable():
        return [whole] if (whole := text.strip(" ")) else []
    return [bare for part in _LINE_BREAKS.split(text) if (bare := _bare(part))]


def has_controls(text: str) -> bool:
    """True for a text with characters that no document can contain; `line` and `paragraphs` remove them."""
    return not text.isprintable() and _CONTROLS.search(text) is not None


def private_characters(text: str) -> str:
    """The private-use characters of a text (自造字, shown only by the author's fonts), each once."""
    return "" if text.isprintable() else "".join(dict.fromkeys(_PRIVATE.findall(text)))


def without_brackets(remark: str) -> str:
    """A remark without the pair of brackets that encloses all of it."""
    if remark[:1] not in ("（", "(") or remark[-1:] not in ("）", ")"):
        return remark
    depth = 0
    for place, character in enumerate(remark):
        depth += (character in "（(") - (character in "）)")
        if depth == 0:
            return remark[1:-1] if place == len(remark) - 1 else remark
    return remark


def name_key(name: str) -> str:
    """The key that equal names share: character width, blanks and invisible characters are ignored."""
    visible = name if name.isprintable() else _REMOVED.sub("", name)
    folded = unicodedata.normalize("NFKC", visible)
    return "".join(folded.split())


def _bare(text: str) -> str:
    return _ENDS.sub("", _REMOVED.sub("", text).replace("\t", " "))
