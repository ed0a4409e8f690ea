"""Typed text cleaned for printing: no characters that a document cannot contain, no invisible ones."""

from __future__ import annotations

import re
import unicodedata

from converter.system.invisible import all_printed, printed, visible
from converter.system.patterns import pattern

_LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
_CONTROLS = pattern("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_PRIVATE = pattern("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_WIDE_MARKS = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in "，：；（）！？％")
_BLANKS = " \t\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def line(text: str) -> str:
    """A text on one line: line breaks become blanks; invisible characters and outer blanks are removed."""
    if all_printed(text):  # then its only blank is the space, and nothing else has to be removed
        return text.strip(" ")
    return _bare(_LINE_BREAKS.sub(" ", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a cell's text, split at line breaks, without empty ones.

    Leading blanks are removed because the style of the report indents.
    """
    if all_printed(text):
        return [whole] if (whole := text.strip(" ")) else []
    return [bare for part in _LINE_BREAKS.split(text) if (bare := _bare(part))]


def is_text(value: object) -> bool:
    """True for a text that can be written: not for one with half a character, which JSON can contain."""
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


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
    bare = name if all_printed(name) else _CONTROLS.sub("", visible(name))
    return "".join(nfkc(bare).split())


def nfkc(text: str) -> str:
    """A text in Unicode's compatibility form (NFKC).

    Chinese texts are mostly in it but for their wide marks. With these replaced first, which comes to the
    same, it is made fifteen times as fast.
    """
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)


def _bare(text: str) -> str:
    return _CONTROLS.sub("", printed(text)).replace("\t", " ").strip(_BLANKS)
