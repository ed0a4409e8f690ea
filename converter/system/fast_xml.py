"""Markup read without a parser: which characters have one reading only, and a cache by the bytes read."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Final, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_CHARACTERS: Final = r"[^<>&\0-\x08\x0b-\x1f\ufffe\uffff]*+"
TEXT: Final = rf"{_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos|[#]34|[#]39);{_CHARACTERS})*+"
"""Pattern of a text whose only escapes are those of the five characters that need one, in any usual form."""

_TEXT: Final = re.compile(TEXT)
_ENTITIES: Final = (
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&apos;", "'"), ("&#39;", "'"),
    ("&amp;", "&"),
)  # fmt: skip
_DECLARATION: Final = re.compile(rb"<\?xml version=[\"']1\.0[\"'] encoding=[\"']utf-8[\"']", re.IGNORECASE)


def is_text(text: str) -> bool:
    """True for characters that can only be text: no markup, nothing that XML forbids."""
    return _TEXT.fullmatch(text) is not None


def unescape_xml(text: str) -> str:
    """A text with the escapes of XML undone."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text


def needs_no_parser(part: bytes) -> bool:
    """True for a part that a pattern reads as a parser does: UTF-8, no comments, no CDATA or DTD."""
    if _DECLARATION.match(part) is None:
        return False
    # a single character is found sooner than two; the declaration itself has both "?" of an ordinary part
    return (part.count(b"?") == 2 or part.count(b"<?") == 1) and (b"!" not in part or b"<!" not in part)


def bounded_cache(results: int, largest: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """A decorator: an LRU cache of so many results, each made of at most `largest` bytes or characters.

    Larger arguments are not cached, so no file from outside can make the cache grow. All arguments of the
    function are bytes or texts.
    """

    def decorate(make: Callable[Given, Made]) -> Callable[Given, Made]:
        cached = lru_cache(results)(make)

        def bounded(*given: Given.args, **named: Given.kwargs) -> Made:
            return (cached if sum(map(len, given)) <= largest else make)(*given, **named)  # type: ignore[arg-type]

        return update_wrapper(bounded, make)

    return decorate
