"""XML that needs no parser: which characters leave one reading, for whoever takes pieces out of a part."""

from __future__ import annotations

import re
from typing import Final

_CHARACTERS: Final = r"[^<>&\0-\x08\x0b-\x1f\ufffe\uffff]*+"
TEXT: Final = rf"{_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos|[#]34|[#]39);{_CHARACTERS})*+"
"""Pattern of a text in which nothing is escaped but the five characters that must be, in any usual way."""

_TEXT: Final = re.compile(TEXT)
_ENTITIES: Final = (
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&apos;", "'"), ("&#39;", "'"),
    ("&amp;", "&"),
)  # fmt: skip
_DECLARATION: Final = re.compile(rb"<\?xml version=[\"']1\.0[\"'] encoding=[\"']utf-8[\"']", re.IGNORECASE)


def is_text(text: str) -> bool:
    """True for characters that can be nothing but text: no markup, nothing that XML forbids."""
    return _TEXT.fullmatch(text) is not None


def unescaped(text: str) -> str:
    """A text with the escapes of XML undone."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text


def is_ordinary(part: bytes) -> bool:
    """True for a part in which a parser sees what we see: in UTF-8, no comments, nothing set apart."""
    if _DECLARATION.match(part) is None:
        return False
    # a single character is found sooner than two; the declaration itself has both "?" of an ordinary part
    return (part.count(b"?") == 2 or part.count(b"<?") == 1) and (b"!" not in part or b"<!" not in part)
